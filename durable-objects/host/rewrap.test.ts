// Tests one page of wrapping keys anew: what is wrapped, what is left and why, and when the installation's key changes. The simulator tests it
// with real tables, crashes and erasures.
import { describe, it } from "vitest";
import { isWrappedUnder, type Random, unwrapKey, wrapKey } from "../../domain/contact/seal.ts";
import { ObjectUnreadable } from "./unreadable.ts";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { performOne } from "../../schema/only-answer.ts";
import { ada, contactNamed, keyOf, MASTER_KEY } from "../../testing/people.ts";
import { countingRandom, lead } from "../../testing/contact/scenario.ts";
import { fingerprintsIn } from "../../schema/installation-keys.ts";
import { err, ok } from "../../schema/result.ts";
import { rewrapKeys, type RewrapPorts } from "./rewrap.ts";

const NEW_KEY = keyOf(31);
const [to = ""] = fingerprintsIn("MASTER_KEY", NEW_KEY);
const BOTH = `${NEW_KEY} ${MASTER_KEY}`;
const random: Random = countingRandom();
const wrapped = (id: string, { under = MASTER_KEY, byte = 1 } = {}): string =>
  wrapKey(under, id, new Uint8Array(32).fill(byte), random);

type Behaviour = (id: string) => unknown;
/** How the object of a contact may answer. */
const ANSWERS = {
  sound: (id) => ok(wrapped(id, { under: NEW_KEY })),
  without_key: () => ok(null),
  other_key: (id) => ok(wrapped(id, { under: NEW_KEY, byte: 2 })),
  old_instance: (id) => ok(wrapped(id)),
  unreadable: () => err({ reason: "object_unreadable", detail: "key" }),
  failing: () => err({ reason: "failed", detail: new ObjectUnreadable("key").name }),
} as const satisfies Record<string, Behaviour>;

const idOf = (name: string): string => contactNamed(name);

/** One database with these keys, and objects that answer as told. */
function anInstallation(rows: Readonly<Record<string, string>>, answers: Readonly<Record<string, Behaviour>> = {}) {
  const stored = new Map(Object.entries(rows));
  const moved: string[] = [];
  const others = () => [...stored].filter(([, one]) => one !== "" && !isWrappedUnder(to, one));
  const ports: RewrapPorts = {
    keys: {
      notUnder: async (_, { after, limit }) =>
        others()
          .filter(([id]) => id > after)
          .toSorted()
          .slice(0, limit)
          .map(([streamId, one]) => ({ streamId, wrapped: one })),
      replace: async (_, changes) => {
        const due = changes.filter(({ streamId, from }) => stored.get(streamId) === from);
        for (const { streamId, to: renewed } of due) stored.set(streamId, renewed);
        return due.length;
      },
      count: async () => ({ under: stored.size - others().length, others: others().length }),
    },
    shards: 1,
    installation: { replaceMaster: async (fingerprint) => void moved.push(fingerprint) },
    object: (id) => ({ perform: async () => [(answers[id] ?? ANSWERS.sound)(id)] as never }),
    masterKey: BOTH,
    random,
  };
  return { stored, moved, ports };
}
const FIRST = { to, after: null, limit: 10 };

describe("wrapping keys anew", () => {
  it("wraps those of contacts as their objects did, and those of months itself", async ({ expect }) => {
    const [ada, month] = [idOf("ada"), "ad_month_2026-11"];
    const { stored, moved, ports } = anInstallation({ [ada]: wrapped(ada), [month]: wrapped(month), gone: "" });
    expect(await rewrapKeys(FIRST, ports)).toMatchObject({
      refusal: null,
      next: null,
      rewrapped: 2,
      left: [],
      others: 0,
    });
    for (const id of [ada, month]) expect(isWrappedUnder(to, stored.get(id) ?? "")).toBe(true);
    expect(stored.get("gone")).toBe("");
    expect(moved).toEqual([to]);
  });

  it.for([
    ["without_key", "object_without_key"],
    ["other_key", "other_key"],
    ["old_instance", "object_silent"],
    ["unreadable", "object_unreadable"],
    ["failing", "object_silent"],
  ] as const)("leaves a key whose object is %s, and does the others", async ([how, why], { expect }) => {
    const [ada, bea] = [idOf("ada"), idOf("bea")];
    const { stored, moved, ports } = anInstallation(
      { [ada]: wrapped(ada), [bea]: wrapped(bea) },
      { [ada]: ANSWERS[how] },
    );
    const before = stored.get(ada);
    expect(await rewrapKeys(FIRST, ports)).toMatchObject({ rewrapped: 1, left: [{ streamId: ada, why }], others: 1 });
    expect(stored.get(ada)).toBe(before);
    expect(moved).toEqual([]);
  });

  it("leaves a key that no master key opens", async ({ expect }) => {
    const [ada, bea] = [idOf("ada"), idOf("bea")];
    const rows = { [ada]: wrapped(ada, { under: keyOf(9) }), [bea]: wrapped(ada) };
    const { moved, ports } = anInstallation(rows);
    const { left } = await rewrapKeys(FIRST, ports);
    expect(left.map(({ why }) => why)).toEqual(["does_not_open", "does_not_open"]);
    expect(moved).toEqual([]);
  });

  it("continues at the next page, and a page is complete when it is repeated", async ({ expect }) => {
    const ids = ["ada", "bea", "cy", "dee", "eli"].map(idOf);
    const { moved, ports } = anInstallation(Object.fromEntries(ids.map((id) => [id, wrapped(id)])));
    let after: string | null = null;
    let pages = 0;
    do {
      const { next } = await rewrapKeys({ to, after, limit: 2 }, ports);
      expect(await rewrapKeys({ to, after, limit: 2 }, ports)).toMatchObject({ left: [] });
      after = next;
      pages += 1;
    } while (after !== null && pages < 9);
    expect(await rewrapKeys(FIRST, ports)).toMatchObject({ rewrapped: 0, keys: 5, others: 0 });
    expect(moved.every((one) => one === to)).toBe(true);
  });

  it("is not answered as done when the installation's key cannot be replaced", async ({ expect }) => {
    const ada = idOf("ada");
    const { ports } = anInstallation({ [ada]: wrapped(ada) });
    const installation = { replaceMaster: () => Promise.reject(new Error("the database refuses")) };
    await expect(rewrapKeys(FIRST, { ...ports, installation })).rejects.toThrow("refuses");
  });

  it("is refused when the Worker's newest master key is another one", async ({ expect }) => {
    const ada = idOf("ada");
    for (const masterKey of [MASTER_KEY, `${MASTER_KEY} ${NEW_KEY}`, ""]) {
      const { stored, ports } = anInstallation({ [ada]: wrapped(ada) });
      const before = stored.get(ada);
      expect(await rewrapKeys(FIRST, { ...ports, masterKey })).toMatchObject({ refusal: "key_differs", rewrapped: 0 });
      expect(stored.get(ada)).toBe(before);
    }
  });
});

it("an object wraps its key anew at its alarm: no list has the key of an object that the log lacks", async ({
  expect,
}) => {
  let masterKey = MASTER_KEY;
  const deployment = aDeployment({ inside: (ports) => ({ ...ports, masterKey }) });
  await performOne(deployment.optOut.port, lead());
  const stored = () => deployment.storeOf(ada).load().wrappedKey ?? "";
  const before = stored();
  await deployment.alarms();
  expect(stored()).toBe(before);
  masterKey = BOTH;
  deployment.evict();
  await deployment.alarms();
  const renewed = stored();
  expect(unwrapKey(NEW_KEY, ada, renewed)).toEqual(unwrapKey(MASTER_KEY, ada, before));
  await deployment.alarms();
  expect(stored()).toBe(renewed);
});
