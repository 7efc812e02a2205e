// Tests the keys of a log: their adoption, their order, and which head each may have signed.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { beginning } from "../schema/cause.ts";
import { commandIdOf } from "../schema/ids.ts";
import { type LogSigner, logSigner } from "../schema/log-signature.ts";
import type { EventRow } from "../schema/shipment.ts";
import { DAY_MS, HOUR_MS } from "../schema/time.ts";
import { countingRandom, memoryStore } from "../testing/contact/scenario.ts";
import { rechained, replanted } from "../testing/honest-log.ts";
import { ADOPTION, LOG_KEY, LOG_SIGNER, logKeyOf } from "../testing/log-keys.ts";
import { START } from "../testing/people.ts";
import { runs } from "../testing/properties.ts";
import { ada, chain } from "../testing/rows.ts";
import { openStream } from "./contact/stream.ts";
import { adoptionBy } from "./contact/adopt-log-key.ts";
import { AUDIT_STREAM, learnKeys, logKeysOf, unsignedFrom } from "./log-keys.ts";

/** The stream of the keys, after the adoptions of these signers, a day apart. */
function adoptedBy(...signers: readonly LogSigner[]): readonly EventRow[] {
  const store = memoryStore();
  for (const [day, signer] of signers.entries()) {
    const stream = openStream({ store, masterKey: "", signer, random: countingRandom() });
    const adoption = adoptionBy(signer, stream.events);
    if (adoption === null || adoption === "key_differs") throw new Error(`not adopted: ${adoption}`);
    const at = new Date(START + day * DAY_MS).toISOString();
    stream.write(AUDIT_STREAM, [adoption], beginning(commandIdOf("AdoptLogKey", signer.key)), at, () => null);
  }
  return store.load().rows;
}
const booksOf = (rows: readonly EventRow[]) => {
  const keys = logKeysOf();
  learnKeys(rows, keys);
  return keys;
};
const at = (ms: number): string => new Date(START + ms).toISOString();
const head = { streamId: ada, version: 1, hash: "a".repeat(64) };
const signedBy = (signer: LogSigner) => ({ ...head, signature: signer.sign(head) });

const second = logSigner(`${logKeyOf(8)} ${LOG_KEY}`);
const third = logSigner(`${logKeyOf(7)} ${logKeyOf(8)}`);
const insider = logSigner(logKeyOf(66));

describe("the keys of a log", () => {
  it("are in force from their adoption until an hour after the next one, and the first from the beginning", ({
    expect,
  }) => {
    const keys = booksOf(adoptedBy(LOG_SIGNER, second, third));
    const inForce = (ms: number) =>
      [LOG_SIGNER, second, third].map((signer) => keys.isSigned(signedBy(signer), at(ms)));
    expect(inForce(-DAY_MS)).toEqual([true, false, false]);
    expect(inForce(DAY_MS - 1)).toEqual([true, false, false]);
    expect(inForce(DAY_MS)).toEqual([true, true, false]);
    expect(inForce(DAY_MS + HOUR_MS)).toEqual([false, true, false]);
    expect(inForce(3 * DAY_MS)).toEqual([false, false, true]);
    expect(keys.newest()).toBe(third.key);
    expect([LOG_SIGNER, second, third, insider].map(({ key }) => keys.keys().includes(key))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it("are adopted once, and only after a key that the signer has", ({ expect }) => {
    const { events } = openStream({
      store: { ...memoryStore(), load: () => ({ rows: [ADOPTION], wrappedKey: null }) },
      masterKey: "",
      signer: LOG_SIGNER,
      random: countingRandom(),
    });
    expect(adoptionBy(LOG_SIGNER, events)).toBeNull();
    expect(adoptionBy(insider, events)).toBe("key_differs");
    expect(adoptionBy(second, events)).toMatchObject({ payload: { before: LOG_SIGNER.key } });
    expect(adoptionBy(second, [])).toMatchObject({ payload: { key: second.key, before: null } });
  });

  it("do not have a key that an insider adopts, before, between or after the true ones", ({ expect }) => {
    const forged = (before: string | null, sign: LogSigner) => ({
      key: insider.key,
      before,
      proof: sign.prove(before),
    });
    const own = [ADOPTION];
    const attempts: EventRow[][] = [
      // After: the insider lacks the key before. The row is signed by the insider's key, or by nobody.
      replanted([...own, ...own], 2, (event) => ({ ...event, version: 2, payload: forged(LOG_SIGNER.key, insider) })),
      // A first key of the insider, and then the true one, which names no key before it.
      replanted([...own, ...own], 1, (event) => ({ ...event, payload: forged(null, insider) })),
    ];
    for (const rows of attempts) {
      const resigned = rows.map((row) => ({ ...row, signature: insider.sign(row) }));
      for (const signature of [resigned, rows]) {
        const keys = booksOf(signature);
        if (keys.keys().includes(insider.key)) expect(keys.keys().includes(LOG_SIGNER.key)).toBe(false);
        else expect(keys.isSigned(signedBy(insider), at(0))).toBe(false);
      }
    }
  });
});

describe("the unsigned tail of a stream", () => {
  const keys = logKeysOf([LOG_SIGNER.key]);

  it("begins after the last signed event", ({ expect }) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(12), fc.boolean(), (count, signed, isForged) => {
        const rows = chain(ada, count).map((row, index) => ({
          ...row,
          signature: index < signed ? row.signature : isForged ? insider.sign(row) : null,
        }));
        expect(unsignedFrom(rows, keys)).toBe(signed >= count ? null : signed + 1);
      }),
      runs(200),
    );
  });

  it("is the whole stream when a stream was rewritten from its first event", ({ expect }) => {
    const rows = rechained(chain(ada, 3).slice(1));
    expect(unsignedFrom(rows, keys)).toBeNull();
    expect(
      unsignedFrom(
        rows.map((row, index) => ({ ...row, signature: chain(ada, 3)[index + 1]!.signature })),
        keys,
      ),
    ).toBe(1);
    expect(unsignedFrom([], keys)).toBeNull();
  });
});
