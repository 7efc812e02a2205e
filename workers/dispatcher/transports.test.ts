// Tests the two transports: what each stores or sends, and the outcome of each error.
import { describe, it } from "vitest";
import type { OutboxRow } from "../../schema/errands.ts";
import { cloudflareEmail, outboxTransport } from "./transports.ts";
import { outgoing } from "../../testing/stages/dispatcher.ts";

const failing = (error: unknown) => cloudflareEmail(() => Promise.reject(error)).send(outgoing);
const coded = (code: unknown) => Object.assign(new Error("ada@engine.example was refused"), { code });

describe("the outbox", () => {
  it("keeps the whole message under its key", async ({ expect }) => {
    const rows: OutboxRow[] = [];
    const transport = outboxTransport({ put: async (row) => void rows.push(row) });
    expect(await transport.send(outgoing)).toEqual({ kind: "sent", providerMessageId: outgoing.messageId });
    const { contactId, sender: _, messageId: __, ...row } = outgoing;
    expect(rows).toEqual([{ ...row, streamId: contactId }]);
    expect(transport.idempotent).toBe(true);
  });

  it("has sent nothing when the message is not stored", async ({ expect }) => {
    const transport = outboxTransport({ put: () => Promise.reject(new Error("the database refuses")) });
    await expect(transport.send(outgoing)).rejects.toThrow("refuses");
  });
});

describe("Cloudflare's mail", () => {
  it("gets sender, recipient and the unchanged message", async ({ expect }) => {
    const calls: unknown[] = [];
    const transport = cloudflareEmail(async (...call) => {
      calls.push(call);
      return { messageId: "m".repeat(400) };
    });
    expect(await transport.send(outgoing)).toEqual({ kind: "sent", providerMessageId: "m".repeat(300) });
    expect(calls).toEqual([[outgoing.sender, outgoing.recipient, outgoing.message]]);
    expect(transport.idempotent).toBe(false);
  });

  it("counts an answer without an id as sent", async ({ expect }) => {
    expect(await cloudflareEmail(async () => ({})).send(outgoing)).toEqual({ kind: "sent" });
  });

  it.for(["E_RECIPIENT_NOT_ALLOWED", "E_RECIPIENT_SUPPRESSED", "E_VALIDATION_ERROR", "E_RATE_LIMIT_EXCEEDED"])(
    "has the outcome `failed` after %s",
    async (code, { expect }) => {
      expect(await failing(coded(code))).toEqual({ kind: "failed", reason: code.slice(2).toLowerCase() });
    },
  );

  it.for([
    coded("E_DELIVERY_FAILED"),
    coded("E_INTERNAL_SERVER_ERROR"),
    coded(7),
    new Error("reset"),
    "a string",
    undefined,
  ])("has the outcome `uncertain` after any other error: %o", async (error, { expect }) => {
    expect(await failing(error)).toMatchObject({ kind: "uncertain", reason: expect.stringMatching(/^[a-z_]+$/) });
  });
});
