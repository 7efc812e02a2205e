// Tests the levels of the Workers' log lines, and that every line is JSON with its level.
import { describe, it, vi } from "vitest";
import { levelOf, type LogFields, type LogLevel, writeLine } from "./log-line.ts";

describe("the level of a line", () => {
  const CASES: readonly (readonly [LogLevel, LogFields])[] = [
    ["debug", { stage: "plan", messages: 3, done: 3, retry: 0, reject: 0 }],
    ["debug", { stage: "plan", messages: 3, done: 2, retry: 1, reject: 0 }],
    ["warn", { stage: "plan", messageId: "m", attempts: 2, retry: "no_answer" }],
    ["error", { stage: "plan", messageId: "m", attempts: 2, reject: "malformed" }],
    ["warn", { messages: 3, retry: "policy_unknown", because: "Error" }],
    ["error", { stage: "score", judge: "rule", because: "SyntaxError" }],
    ["info", { stage: "score", rescored: 4 }],
    ["info", { stage: "ingest", again: "taken" }],
    ["error", { stage: "ingest", again: "failed", error: "Error" }],
    ["warn", { stage: "ingest", again: "not_json" }],
    ["info", { worker: "ingest", reason: "webhook_refused:unauthorised" }],
    ["error", { worker: "ingest", reason: "webhook_not_taken" }],
    ["error", { reason: "key_differs:SYSTEM_KEY" }],
    ["warn", { reason: "log_unavailable" }],
    ["warn", { reason: "a_reason_of_a_later_release" }],
    ["warn", { reason: "constructor" }],
    ["warn", { incident: "denied", reason: "wrong_token" }],
    ["error", { incident: "failed", reason: "unreadable" }],
    ["warn", { level: "warn", job: "reconcile" }],
    ["info", { level: "info", job: "reconcile" }],
    ["error", { level: "loud", reason: "key_differs" }],
  ];
  it.for(CASES)("is %s for %o", ([level, line], { expect }) => expect(levelOf(line)).toBe(level));
});

it("a line is JSON with its level, at the same level of the console", ({ expect }) => {
  for (const [method, line] of [
    ["debug", { messages: 1, done: 1 }],
    ["log", { rescored: 1 }],
    ["warn", { retry: "no_answer" }],
    ["error", { reject: "malformed" }],
  ] as const) {
    const written = vi.spyOn(console, method).mockReturnValue();
    writeLine(line);
    expect(written.mock.calls.map(([text]) => JSON.parse(String(text)) as unknown)).toEqual([
      { ...line, level: levelOf(line) },
    ]);
    written.mockRestore();
  }
});
