// Tests a rebuild of an object whose events can all be read, but whose file has a fault: a later write would end the object.
// rebuild.worker.test.ts rebuilds real objects.
import { logKeysOf } from "../../domain/log-keys.ts";
import { LOG_SIGNER } from "../../testing/log-keys.ts";
import { it } from "vitest";
import { hosted } from "../../testing/contact/hosted.ts";
import { countingRandom } from "../../testing/contact/scenario.ts";
import { ada, keyOf, MASTER_KEY } from "../../testing/people.ts";
import { fingerprintsIn } from "../../schema/installation-keys.ts";
import { isWrappedUnder, unwrapKey } from "../../domain/contact/seal.ts";
import { rebuildObject, type RebuildPorts } from "./rebuild.ts";

it.for([
  [true, []],
  [false, [false]],
] as const)(
  "an object that has all events is replaced only when its file has a fault: sound %s",
  async ([isSound, replaced], { expect }) => {
    const contact = await hosted().toPreview();
    const stored = contact.store.load();
    const replacements: Parameters<RebuildPorts["replace"]>[] = [];
    const answer = await rebuildObject(
      { streamId: ada, discard: false },
      {
        store: { load: () => stored, isSound: () => isSound },
        log: contact.log,
        keys: async () => stored.wrappedKey,
        logKeys: async () => logKeysOf([LOG_SIGNER.key]),
        masterKey: MASTER_KEY,
        random: countingRandom(),
        report: () => undefined,
        replace: (...change) => void replacements.push(change),
      },
    );
    expect(answer).toMatchObject({ refusal: null, changed: !isSound });
    expect(replacements.map(([, isFileSound]) => isFileSound)).toEqual(replaced);
    for (const [rebuilt] of replacements) expect(rebuilt).toEqual(stored);
  },
);

it("an object gets no key back that is under the master key before: the log's copy may be older", async ({
  expect,
}) => {
  const contact = await hosted().toPreview();
  const stored = contact.store.load();
  const newest = keyOf(31);
  const [fingerprint = ""] = fingerprintsIn("MASTER_KEY", newest);
  const replacements: Parameters<RebuildPorts["replace"]>[] = [];
  await rebuildObject(
    { streamId: ada, discard: false },
    {
      store: { load: () => ({ rows: [], wrappedKey: null }), isSound: () => true },
      log: contact.log,
      keys: async () => stored.wrappedKey,
      logKeys: async () => logKeysOf([LOG_SIGNER.key]),
      masterKey: `${newest} ${MASTER_KEY}`,
      random: countingRandom(),
      report: () => undefined,
      replace: (...change) => void replacements.push(change),
    },
  );
  const [rebuilt] = replacements[0] ?? [];
  const renewed = rebuilt?.wrappedKey ?? "";
  expect(isWrappedUnder(fingerprint, renewed)).toBe(true);
  expect(unwrapKey(newest, ada, renewed)).toEqual(unwrapKey(MASTER_KEY, ada, stored.wrappedKey ?? ""));
});
