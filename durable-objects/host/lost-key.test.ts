// Tests that an object whose key is lost refuses to write, instead of making a new key that does not open its older words.
import { LOG_SIGNER } from "../../testing/log-keys.ts";
import { it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { decide } from "../../domain/contact/decide.ts";
import { ada, MASTER_KEY } from "../../testing/people.ts";
import { aContact, countingRandom, flag, lead, memoryStore } from "../../testing/contact/scenario.ts";
import { openStream } from "../../domain/contact/stream.ts";

it("a stream without its key refuses to write personal words, and writes them once the key is restored", ({
  expect,
}) => {
  const contact = aContact().given(lead());
  const { rows, wrappedKey } = contact.stream;
  const command = flag("replied", true);
  const at = contact.at();
  const write = (key: string | null): number => {
    const store = { ...memoryStore(), load: () => ({ rows, wrappedKey: key }) };
    const stream = openStream({ store, masterKey: MASTER_KEY, signer: LOG_SIGNER, random: countingRandom() });
    const circumstances = {
      streamId: ada,
      contact: stream.contact,
      at,
      policy: samplePolicy,
      list: null,
      digest: stream.digest,
      drawn: null,
    };
    const decision = decide({ ...command, why: "asked for by telephone" }, circumstances);
    if ("needs" in decision) throw new Error("no list is needed");
    stream.write(ada, decision.events, command, at, () => null);
    return stream.contact.version;
  };
  expect(() => write(null)).toThrow("has lost its key");
  expect(write(wrappedKey)).toBe(rows.length + 1);
});
