// Tests the outcome of handling one message: the delay before a retry, and what a port's answer leads to.
import { describe, it } from "vitest";
import type { Refusal } from "../../schema/refusals.ts";
import { outcomeOfAnswer, retryDelaySeconds, thrown } from "./outcome.ts";
import { ada } from "../../testing/people.ts";
import { planFor, shipmentOf } from "../../testing/stages/people.ts";

describe("the delay before a retry", () => {
  it.for([
    [0, 5],
    [1, 10],
    [2, 20],
    [7, 640],
    [8, 1200],
    [99, 1200],
  ] as const)("after %i attempts is %i seconds, give or take a tenth", ([attempts, seconds], { expect }) => {
    expect(retryDelaySeconds(attempts, 0.5)).toBe(seconds);
    expect(retryDelaySeconds(attempts, 0)).toBe(Math.round(seconds * 0.9));
    expect(retryDelaySeconds(attempts, 1)).toBe(Math.round(seconds * 1.1));
  });
});

describe("a port's answer", () => {
  const outcomeWith = (refusal: Refusal | null) =>
    outcomeOfAnswer({ ship: shipmentOf(ada), next: [planFor("ada")], refusal });
  const relayed = { kind: "done", ship: [shipmentOf(ada)], next: [planFor("ada")] };

  it.for<Refusal | null>([
    null,
    { reason: "superseded" },
    { reason: "erased" },
    { reason: "not_wanted", step: "draft_held" },
    { reason: "vetoed", veto: "bounced", hits: ["bounced"] },
    { reason: "approval_void", cause: "undone" },
    { reason: "already_claimed" },
    { reason: "already_settled", as: "approved", by: "grace", at: "2026-11-01T00:00:00.000Z" },
    { reason: "changed", digest: "0" },
  ])("is relayed and acknowledged: %j", (refusal, { expect }) => {
    expect(outcomeWith(refusal)).toEqual(relayed);
  });

  it("is retried when the object could not read the suppression list", ({ expect }) => {
    expect(outcomeWith({ reason: "list_unreadable" })).toEqual({ kind: "retry", reason: "list_unreadable" });
  });

  it("rejects the message when no stream knows the step, or the command is invalid", ({ expect }) => {
    expect(outcomeWith({ reason: "unknown", what: "run" })).toEqual({ kind: "reject", reason: "unknown:run" });
    expect(outcomeWith({ reason: "invalid", field: "order" })).toEqual({ kind: "reject", reason: "invalid:order" });
  });
});

describe("the retry after an error", () => {
  it("has the error's name and place, and no line of its message", ({ expect }) => {
    const error = new TypeError("cannot read\n    at Ada Byron, ada@engine.example");
    const { reason } = thrown("threw", error);
    expect(reason).toMatch(/^threw:TypeError:at .*outcome\.test\.ts/);
    expect(reason).not.toContain("ada@");
  });

  it("has the codes of a database that does not answer", ({ expect }) => {
    const { reason } = thrown("read_failed", new Error("D1_ERROR: database is locked: SQLITE_BUSY"));
    expect(reason).toMatch(/^read_failed:Error:D1_ERROR:SQLITE_BUSY:at .*outcome\.test\.ts/);
  });

  it("has no place when the stack does not contain the message", ({ expect }) => {
    const error = Object.assign(new Error("second"), { stack: "Error: first\n    at a line of the first message" });
    expect(thrown("threw", error).reason).toBe("threw:Error:");
    expect(thrown("threw", "a text").reason).toBe("threw");
  });
});
