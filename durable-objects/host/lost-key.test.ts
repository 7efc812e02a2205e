import { it } from "vitest";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { decide } from "../../domain/contact/decide.ts";
import { ada, MASTER_KEY } from "../../testing/people.ts";
import { aContact, countingRandom, flag, lead, memoryStore } from "../../testing/contact/scenario.ts";
import { openStream } from "../../domain/contact/stream.ts";

it("makes no new key in place of a lost one; a rebuild restores it", ({ expect }) => {
  const given = aContact().given(lead());
  const { rows, wrappedKey } = given.stream;
  const command = flag("replied", true);
  const at = given.at();
  const write = (key: string | null): number => {
    const store = { ...memoryStore(), load: () => ({ rows, wrappedKey: key }) };
    const stream = openStream({ store, masterKey: MASTER_KEY, random: countingRandom() });
    const wish = { streamId: ada, contact: stream.contact, at, policy: defaultPolicy, list: null, draft: null };
    const decision = decide({ ...command, why: "asked for by telephone" }, wish);
    if ("needs" in decision) throw new Error("no list is needed");
    stream.write(ada, decision.events, command, at, () => null);
    return stream.contact.version;
  };
  expect(() => write(null)).toThrow("has lost its key");
  expect(write(wrappedKey)).toBe(rows.length + 1);
});
