// Tests that keeping a dead letter, opening it and sending it again each wait for what they store: nothing is acknowledged, shown or marked
// before. Over real databases: dead-letters.worker.test.ts.
import { describe, it } from "vitest";
import type { DeadLetters } from "../drizzle/dead-letters.ts";
import { sealText, wrapKey } from "../domain/contact/seal.ts";
import { deadLetterIdOf, type DeadLetterId } from "../schema/ids.ts";
import { BodyTaken } from "../schema/refused-bodies.ts";
import { planMessage } from "../schema/messages.ts";
import { ada, MASTER_KEY, SYSTEM_KEY } from "../testing/people.ts";
import { countingRandom, runOf } from "../testing/contact/scenario.ts";
import { keepEach, keepLetter, letterContext, letterOf } from "./dead-letters.ts";
import { openLetter, redrive } from "./redrive.ts";

const AT = "2026-03-01T09:00:00.000Z";
const KEY = new Uint8Array(32).fill(1);
const random = countingRandom();
const wrapped = wrapKey(MASTER_KEY, ada, KEY, random);
const refused = (): Promise<never> => Promise.reject(new Error("the database refuses"));

/** Letters in memory; `fails` names the calls that the database refuses, and `keys` are what its readings of the contact's key find. */
function lettersWith(fails: readonly (keyof DeadLetters)[], keys: readonly (string | null)[] = [wrapped]) {
  const done: string[] = [];
  const called = (name: keyof DeadLetters) => async (): Promise<void> => {
    if (fails.includes(name)) await refused();
    done.push(name);
  };
  let readings = 0;
  const letters = {
    key: async (keyId: string) => {
      if (keyId !== ada) return null;
      readings += 1;
      return keys[Math.min(readings, keys.length) - 1] ?? null;
    },
    addKey: async (_: string, one: string) => one,
    put: called("put"),
    empty: called("empty"),
    markRedriven: called("markRedriven"),
    markTaken: called("markTaken"),
  };
  return { done, letters: letters as unknown as DeadLetters };
}

const letter = letterOf({ queue: "ingest", contactId: ada, text: "hello" });
const keep = (letters: DeadLetters): Promise<void> =>
  keepLetter(letter, { letters, masterKey: MASTER_KEY, systemKey: SYSTEM_KEY, random, at: AT });

describe("a letter", () => {
  it("is not kept when the database refuses its row", async ({ expect }) => {
    await expect(keep(lettersWith(["put"]).letters)).rejects.toThrow("refuses");
  });

  it("of an erased contact is overwritten before its row is replaced", async ({ expect }) => {
    const { letters, done } = lettersWith(["empty"], [""]);
    await expect(keep(letters)).rejects.toThrow("refuses");
    expect(done).toEqual([]);
  });

  it.for([null, wrapped])(
    "whose contact is erased while it is kept has no body, whatever key sealed it",
    async (key, { expect }) => {
      const { letters, done } = lettersWith([], [key, ""]);
      await keep(letters);
      expect(done).toEqual(["put", "empty"]);
    },
  );

  it("whose contact is erased while it is kept is not kept when the database refuses to empty it", async ({
    expect,
  }) => {
    const { letters, done } = lettersWith(["empty"], [null, ""]);
    await expect(keep(letters)).rejects.toThrow("refuses");
    expect(done).toEqual(["put"]);
  });
});

describe("what ingest says of a refused body that was sent again", () => {
  const taken = BodyTaken.parse({ queue: "dead-letters", taken: "dl_1", contactId: ada, receipt: "rc_1" });
  const deliver = async (letters: DeadLetters): Promise<string> => {
    let became = "nothing";
    const message = {
      id: "0",
      timestamp: new Date(AT),
      attempts: 1,
      body: taken,
      ack: () => void (became = "acked"),
      retry: () => void (became = "retried"),
    };
    const ports = { letters, masterKey: MASTER_KEY, systemKey: SYSTEM_KEY, random, report: () => undefined };
    await keepEach([message], { ...ports, unreadable: { find: refused }, object: refused as never, head: refused });
    return became;
  };

  it("is acknowledged when the letter says it, and is no letter itself", async ({ expect }) => {
    const { letters, done } = lettersWith([]);
    expect([await deliver(letters), done]).toEqual(["acked", ["markTaken"]]);
    expect(await deliver(lettersWith(["markTaken"]).letters)).toBe("retried");
  });
});

describe("a letter of a person's command", () => {
  const message = planMessage({
    contactId: ada,
    runId: runOf("1"),
    correlationId: "co",
    causationId: "ca",
    follows: 1,
  });
  const id: DeadLetterId = deadLetterIdOf(SYSTEM_KEY, "ingest", JSON.stringify(message));
  const sealed = sealText(KEY, letterContext(id), JSON.stringify(message), random);
  const stored = (letters: DeadLetters): DeadLetters => ({
    ...letters,
    get: async () => ({
      id,
      origin: "ingest",
      reason: "retries_exhausted",
      contactId: ada,
      bodySealed: sealed,
      keyId: ada,
      receivedAt: AT,
      redrivenAt: null,
      redrivenBy: null,
      source: null,
      receipt: null,
      discarded: null,
    }),
  });
  const envWith = (send: () => Promise<unknown>) =>
    ({
      MASTER_KEY,
      INGEST: { send },
      PLAN: { send },
      QUALIFY: { send },
      COMPOSE: { send },
      DISPATCH: { send },
    }) as never;

  it("is not marked as sent again when the queue refuses it", async ({ expect }) => {
    const { letters, done } = lettersWith([]);
    const again = redrive({ id, by: "rosa" }, { env: envWith(refused), letters: stored(letters), at: AT });
    await expect(again).rejects.toThrow("refuses");
    expect(done).toEqual([]);
  });

  it("is not answered as sent when the mark is refused", async ({ expect }) => {
    const { letters } = lettersWith(["markRedriven"]);
    const again = redrive(
      { id, by: "rosa" },
      { env: envWith(async () => undefined), letters: stored(letters), at: AT },
    );
    await expect(again).rejects.toThrow("refuses");
  });

  it("is not shown when the note of its reading is refused", async ({ expect }) => {
    const { letters } = lettersWith([]);
    const words = { opened: refused };
    const ports = { env: envWith(refused), letters: stored(letters), words, now: () => new Date(AT) };
    await expect(openLetter({ id, by: "rosa" }, ports)).rejects.toThrow("refuses");
  });
});
