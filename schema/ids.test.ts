// Tests the ids: each kind parses only its own prefix, and an id is derived from its cause, so that the same cause gives the same
// id.
import { SYSTEM_KEY } from "../testing/people.ts";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type * as z from "zod";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { shortened } from "./canonical.ts";
import * as ids from "./ids.ts";

const KEY = "system-key-of-the-tests";
const contact = ids.contactIdOf(KEY, "ada@engine.example");
const run = ids.runIdOf(contact, "sg_1");
const draft = ids.draftIdOf(run);
const receipt = ids.receiptOf(SYSTEM_KEY, "form", "1");

const made: readonly (readonly [name: string, shape: z.ZodType, prefix: string, id: string])[] = [
  ["a contact", ids.ContactId, "ct", contact],
  ["a company", ids.CompanyId, "co", ids.companyIdOf(SYSTEM_KEY, "engine.example")],
  ["a receipt", ids.Receipt, "rc", receipt],
  ["a signal", ids.SignalId, "sg", ids.signalIdOf(receipt)],
  ["a run", ids.RunId, "run", run],
  ["a hold", ids.HoldId, "hd", ids.holdIdOf(run, "preview")],
  ["a draft", ids.DraftId, "dr", draft],
  ["an approval", ids.ApprovalId, "ap", ids.approvalIdOf(draft, "digest", "rosa")],
  ["a task", ids.TaskId, "tk", ids.taskIdOf(contact, "hot_reply", run)],
  ["a message", ids.MessageId, "msg", ids.messageIdOf("plan", run)],
  ["a command", ids.CommandId, "cmd", ids.commandIdOf("RecordAction", run)],
  ["a dead letter", ids.DeadLetterId, "dl", ids.deadLetterIdOf(SYSTEM_KEY, "plan", "{}")],
  ["a suppression stream", ids.AdminId, "ad", ids.suppressionStreamOf("0f")],
];

describe.for(made)("the id of %s", ([, shape, prefix, id]) => {
  it("parses as its own kind and as no other kind", ({ expect }) => {
    expect(shape.safeParse(id).success).toBe(true);
    expect(id.startsWith(`${prefix}_`)).toBe(true);
    for (const [name, other, otherPrefix] of made)
      if (otherPrefix !== prefix) expect(other.safeParse(id).success, name).toBe(false);
  });

  it.for([
    "",
    `${prefix}_`,
    `${prefix}_1\n`,
    `${prefix}_é`,
    `${prefix}_+`,
    `${prefix}_1 `,
    `${prefix}_${"0".repeat(81)}`,
  ])("is not %j", (text, { expect }) => {
    expect(shape.safeParse(text).success).toBe(false);
  });
});

describe("an id", { timeout: LONG_MILLISECONDS }, () => {
  it("is the same for the same cause", ({ expect }) => {
    expect(ids.commandIdOf("RecordAction", run)).toBe(ids.commandIdOf("RecordAction", run));
    expect(ids.contactIdOf(KEY, "ada@engine.example")).toBe(contact);
  });

  it("differs for a different cause, also when the parts are split differently", ({ expect }) => {
    const parts = fc.array(
      fc.string({ maxLength: 6 }).filter((part) => !part.includes("\u0000")),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(ids.commandIdOf("Test", ...one) === ids.commandIdOf("Test", ...other)).toBe(isSame);
      }),
      runs(500),
    );
    expect(ids.commandIdOf("Test", "ab", "c")).not.toBe(ids.commandIdOf("Test", "a", "bc"));
  });

  it("differs between kinds for the same cause", ({ expect }) => {
    const bodies = made.map(([, , prefix, id]) => id.slice(prefix.length + 1));
    const signal = made.findIndex(([, , prefix]) => prefix === "sg");
    // A signal's id has the same digest as its receipt. Every other id has its own digest.
    expect(new Set(bodies.filter((_, index) => index !== signal)).size).toBe(made.length - 1);
    expect(ids.holdIdOf(run, "preview")).not.toBe(ids.holdIdOf(run, "draft"));
  });

  it("for a contact depends on the system key and the exact address", ({ expect }) => {
    expect(ids.contactIdOf("another key", "ada@engine.example")).not.toBe(contact);
    expect(ids.contactIdOf(KEY, "Ada@engine.example")).not.toBe(contact);
  });
});

describe("streams", () => {
  it("for suppressions are sixteen, named by the first four bits of the digest", ({ expect }) => {
    const digits = "0123456789abcdef".split("");
    for (const next of digits)
      expect(digits.map((digit) => ids.suppressionStreamOf(shortened(`${digit}${next}`.padEnd(32, "0"))))).toEqual(
        digits.map((digit) => `ad_suppressions_${digit}`),
      );
    expect(ids.SUPPRESSION_STREAMS).toHaveLength(16);
    for (const stream of ids.SUPPRESSION_STREAMS)
      for (const letter of ids.suppressionLetters(stream)) expect(ids.suppressionStreamOf(letter)).toBe(stream);
    expect(ids.SUPPRESSION_STREAMS.flatMap(ids.suppressionLetters)).toHaveLength(64);
  });

  it.for(["", "+", "é"])("for suppressions are not found for %j, which is no digest", (text, { expect }) => {
    expect(() => ids.suppressionStreamOf(text)).toThrow("no digest");
  });

  it("are spread over all shards", ({ expect }) => {
    const streams = Array.from({ length: 400 }, (_, index) => ids.contactIdOf(KEY, `${index}@engine.example`));
    for (const shards of [1, 2, 3, 7]) {
      const counts = Map.groupBy(streams, (stream) => ids.shardOf(stream, shards));
      expect([...counts.keys()].toSorted()).toEqual(Array.from({ length: shards }, (_, index) => index));
      for (const found of counts.values()) expect(found.length).toBeGreaterThan(400 / shards / 2);
    }
  });
});
