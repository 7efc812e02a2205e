// Tests the dispatch stage: claim, call of the provider and outcome in this order, and what follows each failure and repeat.
import { logDown, portThat, type Replies, runOver } from "../../testing/stages/port.ts";
import { describe, it } from "vitest";
import type { Claim } from "../../schema/answers.ts";
import { ClaimDispatch, type DispatchOutcome, SettleDispatch } from "../../schema/commands.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { delivered } from "../../testing/stages/people.ts";
import { mailIdOf } from "../../domain/mail-id.ts";
import { ada } from "../../testing/people.ts";
import { dispatchStage } from "./dispatch.ts";
import { adaClaim, dispatchFor, NOW } from "../../testing/stages/dispatcher.ts";
import type { OutgoingMail, Transport } from "./transports.ts";

interface Given {
  readonly claim?: Partial<Claim> | null;
  readonly refusal?: Refusal;
  readonly isIdempotent?: boolean;
  readonly send?: () => Promise<DispatchOutcome>;
  readonly settle?: () => Promise<void>;
  readonly isLogDown?: boolean;
  readonly now?: Date;
  readonly note?: () => Promise<void>;
}

function world(given: Given = {}) {
  const order: string[] = [];
  const mails: OutgoingMail[] = [];
  const outcomes: DispatchOutcome[] = [];
  const transport: Transport = {
    name: "outbox",
    idempotent: given.isIdempotent ?? true,
    async send(mail) {
      order.push("send");
      mails.push(mail);
      return (await given.send?.()) ?? { kind: "sent", providerMessageId: "m1" };
    },
  };
  const calls: string[] = [];
  const notes: unknown[] = [];
  const replies: Replies<"dispatcher"> = {
    async ClaimDispatch(command) {
      order.push("claim");
      if (given.isLogDown) throw logDown();
      const { approvalId } = ClaimDispatch.parse(command);
      const claim = given.claim === null || given.refusal ? null : { ...adaClaim, approvalId, ...given.claim };
      return { next: [], refusal: given.refusal ?? null, claim };
    },
    async SettleDispatch(command) {
      order.push("settle");
      await given.settle?.();
      outcomes.push(SettleDispatch.parse(command).outcome);
      return { next: [], refusal: null };
    },
    async NoteWritten(note) {
      order.push("note");
      await given.note?.();
      notes.push(note);
      return null;
    },
  };
  const stage = dispatchStage({
    transport,
    now: () => given.now ?? NOW,
  });
  const deliver = async (...names: string[]) => {
    const deliveries = names.map((name) => delivered(dispatchFor(name)));
    await runOver(stage, deliveries, { port: portThat(replies, calls) });
    return deliveries.map(({ became }) => (became.acked > 0 ? "acked" : became.retriedAfter[0]));
  };
  return { order, mails, outcomes, notes, calls, deliver };
}

describe("a dispatch", () => {
  it("is claimed before the call of the provider, and its outcome is recorded after", async ({ expect }) => {
    const { deliver, order, outcomes, notes } = world();
    expect(await deliver("ada")).toEqual(["acked"]);
    expect(order).toEqual(["claim", "send", "settle", "note"]);
    const { recipient, subject } = adaClaim.text;
    expect(notes).toEqual([{ type: "NoteWritten", contactId: ada, recipient, subject, at: adaClaim.claimedAt }]);
    expect(outcomes).toEqual([{ kind: "sent", providerMessageId: "m1" }]);
  });

  it("sends the approved text with its footer, from the sender whom it names", async ({ expect }) => {
    const { deliver, mails } = world();
    await deliver("ada");
    expect(mails[0]).toMatchObject({
      idempotencyKey: "hp_1",
      sender: "robin@sampleworks.example",
      recipient: "ada@engine.example",
      at: NOW.toISOString(),
    });
    expect(mails[0]?.message).toContain("Hello Ada,\r\n\r\nthank you.\r\n\r\n--=20\r\nRobin Sample");
  });

  it("names the mails before it: theirs by their ids, ours by the id that the same key and sender gave", async ({
    expect,
  }) => {
    const { deliver, mails } = world({
      claim: { before: ["<1@ada.example>", { ours: "hp_0", sender: "robin@earlier.example" }, "<no-host>"] },
    });
    await deliver("ada");
    const earlier = mailIdOf(ada, "hp_0", "robin@earlier.example");
    expect(mails[0]?.message).toContain(
      `\r\nIn-Reply-To: ${earlier}\r\nReferences: <1@ada.example>\r\n ${earlier}\r\n`,
    );
  });

  it("does not happen while the log cannot have its claim", async ({ expect }) => {
    const { deliver, order } = world({ isLogDown: true });
    expect(await deliver("ada")).toEqual([10]);
    expect(order).toEqual(["claim"]);
  });

  it.for<Refusal>([
    { reason: "vetoed", veto: "unsubscribed", hits: ["unsubscribed"] },
    { reason: "approval_void", cause: "undone" },
    { reason: "superseded" },
    { reason: "erased" },
  ])("does not happen when the claim is refused: $reason", async (refusal, { expect }) => {
    const { deliver, order } = world({ refusal });
    expect(await deliver("ada")).toEqual(["acked"]);
    expect(order).toEqual(["claim"]);
  });

  it("is retried until the list can be read", async ({ expect }) => {
    const { deliver, order } = world({ refusal: { reason: "list_unreadable" } });
    expect(await deliver("ada")).toEqual([10]);
    expect(order).toEqual(["claim"]);
  });

  it("does not happen again once it is settled", async ({ expect }) => {
    for (const [settled, then] of [
      ["sent", ["note"]],
      ["uncertain", ["note"]],
      ["failed", []],
    ] as const) {
      const { deliver, order } = world({ claim: { resumed: true, settled } });
      expect(await deliver("ada")).toEqual(["acked"]);
      expect(order).toEqual(["claim", ...then]);
    }
  });

  it("is delivered again until it is noted that its mailbox was written to, and sent once", async ({ expect }) => {
    const { deliver, order } = world({ note: () => Promise.reject(new Error("the CRM is down")) });
    expect(await deliver("ada")).toEqual([10]);
    expect(order).toEqual(["claim", "send", "settle", "note"]);
  });

  it.for([
    ["recipient_invalid", "no address"],
    ["recipient_invalid", "ada@engine.example\r\nBcc: eve@evil.example"],
    ["recipient_invalid", "Ada@Engine.example"],
    ["header_invalid_to", "dörte@engine.example"],
  ] as const)("fails without a call of the provider: %s %j", async ([reason, recipient], { expect }) => {
    const { deliver, outcomes, mails } = world({ claim: { text: { ...adaClaim.text, recipient } } });
    expect(await deliver("ada")).toEqual(["acked"]);
    expect(outcomes).toEqual([{ kind: "failed", reason }]);
    expect(mails).toEqual([]);
  });
});

describe("a claim without an outcome", () => {
  const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

  it("is sent again with the same key by an idempotent transport", async ({ expect }) => {
    const { deliver, mails, outcomes } = world({ claim: { resumed: true } });
    expect(await deliver("ada")).toEqual(["acked"]);
    expect(mails.map(({ idempotencyKey }) => idempotencyKey)).toEqual(["hp_1"]);
    expect(outcomes).toMatchObject([{ kind: "sent" }]);
  });

  it("is retried later while the consumer that claimed may still be sending", async ({ expect }) => {
    const { deliver, order } = world({ claim: { resumed: true }, isIdempotent: false, now: later(60) });
    expect(await deliver("ada")).toEqual([900]);
    expect(order).toEqual(["claim"]);
  });

  it("becomes uncertain after its lease, and is never sent again, by a transport without keys", async ({ expect }) => {
    const { deliver, mails, outcomes } = world({ claim: { resumed: true }, isIdempotent: false, now: later(960) });
    expect(await deliver("ada")).toEqual(["acked"]);
    expect(outcomes).toEqual([{ kind: "uncertain", reason: "resumed_without_key" }]);
    expect(mails).toEqual([]);
  });

  it("is not repeated by another transport", async ({ expect }) => {
    const { deliver, mails, outcomes } = world({
      claim: { resumed: true, provider: "cloudflare_email" },
      now: later(960),
    });
    expect(await deliver("ada")).toEqual(["acked"]);
    expect(outcomes).toEqual([{ kind: "uncertain", reason: "provider_changed" }]);
    expect(mails).toEqual([]);
  });
});

describe("a call that throws", () => {
  const throws = () => Promise.reject(new Error("connection reset"));

  it("is retried when a retry cannot send twice", async ({ expect }) => {
    const { deliver, order } = world({ send: throws });
    expect(await deliver("ada")).toEqual([10]);
    expect(order).toEqual(["claim", "send"]);
  });

  it("is uncertain when a retry could send twice", async ({ expect }) => {
    const { deliver, outcomes } = world({ send: throws, isIdempotent: false });
    expect(await deliver("ada")).toEqual(["acked"]);
    expect(outcomes).toEqual([{ kind: "uncertain", reason: "provider_threw" }]);
  });

  it("does not affect the other messages", async ({ expect }) => {
    let calls = 0;
    const { deliver, calls: portCalls } = world({
      send: async () => {
        calls += 1;
        if (calls === 2) throw new Error("reset");
        return { kind: "sent" };
      },
    });
    expect((await deliver("ada", "bob", "cy")).toSorted()).toEqual([10, "acked", "acked"]);
    expect(portCalls).toEqual(["perform 3", "perform 2", "perform 2"]);
  });

  it("retries the message when it is the call that records the outcome", async ({ expect }) => {
    const { deliver, order } = world({ settle: () => Promise.reject(new Error("object reset")) });
    expect(await deliver("ada")).toEqual([10]);
    expect(order).toEqual(["claim", "send", "settle"]);
  });
});
