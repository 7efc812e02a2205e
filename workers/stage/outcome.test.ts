// Tests the outcome of handling one message: what a port's answer leads to.
import { describe, it } from "vitest";
import type { Refusal } from "../../schema/refusals.ts";
import { outcomeOfAnswer, outcomeOfFailure, thrown } from "./outcome.ts";
import { planFor } from "../../testing/stages/people.ts";

describe("a port's answer", () => {
  const outcomeWith = (refusal: Refusal | null) => outcomeOfAnswer({ next: [planFor("ada")], refusal });
  const done = { kind: "done", next: [planFor("ada")] };

  it.for<Refusal | null>([
    null,
    { reason: "superseded" },
    { reason: "erased" },
    { reason: "not_wanted", step: "draft_held" },
    { reason: "vetoed", veto: "bounced", hits: ["bounced"] },
    { reason: "approval_void", cause: "undone" },
    { reason: "already_claimed" },
    { reason: "public_suffix", domain: "co.uk" },
    { reason: "already_settled", as: "approved", by: "grace", at: "2026-11-01T00:00:00.000Z" },
    { reason: "changed", digest: "0" },
  ])("is passed on and acknowledged: %j", (refusal, { expect }) => {
    expect(outcomeWith(refusal)).toEqual(done);
  });

  it("is retried when the object could not read the suppression list", ({ expect }) => {
    expect(outcomeWith({ reason: "list_unreadable" })).toEqual({ kind: "retry", reason: "list_unreadable" });
  });

  it("rejects the message when no stream knows the step, or the command is invalid", ({ expect }) => {
    expect(outcomeWith({ reason: "unknown", what: "run" })).toEqual({ kind: "reject", reason: "unknown:run" });
    expect(outcomeWith({ reason: "invalid", field: "order" })).toEqual({ kind: "reject", reason: "invalid:order" });
  });
});

describe("an entry that the port could not answer", () => {
  it("is retried, with the port's reason", ({ expect }) => {
    const failed = { reason: "log_unavailable", detail: "Error:D1_ERROR" } as const;
    expect(outcomeOfFailure(failed)).toEqual({ kind: "retry", reason: "log_unavailable:Error:D1_ERROR" });
  });

  it("rejects the message when the log has another event in its place", ({ expect }) => {
    const failed = { reason: "log_conflict", detail: "version 3" } as const;
    expect(outcomeOfFailure(failed)).toEqual({ kind: "reject", reason: "log_conflict" });
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
