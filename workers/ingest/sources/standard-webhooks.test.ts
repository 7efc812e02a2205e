// Tests how each type of the Standard Webhooks envelope maps to a signal.
import { describe, it } from "vitest";
import { corpusPayload } from "../../../testing/corpora.ts";
import { standardWebhooks } from "./standard-webhooks.ts";

const signal = (fields: object, more: object = {}) => ({ ok: true, value: { signal: fields, ...more } });
const envelope = (type: string, data: object, more: object = {}) => standardWebhooks.map({ type, data, ...more });

it("maps the corpus payload to a lead", ({ expect }) => {
  expect(standardWebhooks.map(corpusPayload("standard_webhooks.lead_created"))).toEqual(
    signal({
      kind: "lead",
      email: "sam@example.net",
      name: "Sam Okafor",
      company: "Example Foods",
      title: "Founder",
      text: "Can you send a quote?",
      occurredAt: "2025-02-14T12:00:00.000Z",
    }),
  );
});

describe("the Standard Webhooks envelope", () => {
  it("maps a message, and its subject replaces an empty text", ({ expect }) => {
    const data = {
      email: "ada@example.com",
      name: "Ada",
      subject: "Re: your\r\noffer",
      text: "Yes.\r\n\r\nAda",
      auto_submitted: false,
    };
    expect(envelope("message.received", data, { timestamp: "2025-02-14T12:00:00Z" })).toEqual(
      signal({
        kind: "message",
        email: "ada@example.com",
        name: "Ada",
        subject: "Re: your offer",
        text: "Yes.\n\nAda",
        autoSubmitted: false,
        occurredAt: "2025-02-14T12:00:00.000Z",
      }),
    );
    expect(envelope("message.received", { email: "ada@example.com", subject: "Unsubscribe", text: " " })).toEqual(
      signal({ kind: "message", email: "ada@example.com", subject: "Unsubscribe", text: "Unsubscribe" }),
    );
    expect(envelope("message.received", { email: "ada@example.com" })).toEqual({
      ok: false,
      error: { reason: "field_missing", field: "text" },
    });
  });

  it.for([
    [true, true],
    ["auto-replied", true],
    ["auto-generated; x", true],
    ["no", false],
    ["No ", false],
    ["", undefined],
    [1, undefined],
  ] as const)("reads auto_submitted %j as %s", ([stated, expected], { expect }) => {
    const autoSubmitted = expected === undefined ? {} : { autoSubmitted: expected };
    expect(envelope("message.received", { email: "ada@example.com", text: "x", auto_submitted: stated })).toEqual(
      signal({ kind: "message", email: "ada@example.com", text: "x", ...autoSubmitted }),
    );
  });

  it.for([
    ["contact.bounced", "bounce"],
    ["contact.complained", "complaint"],
    ["contact.unsubscribed", "unsubscribe"],
  ] as const)("%s is a signal of kind %s", ([type, kind], { expect }) => {
    expect(envelope(type, { email: "Ada@example.com", name: "Ada" })).toEqual(
      signal({ kind, email: "ada@example.com" }),
    );
    expect(envelope(type, {})).toEqual({ ok: false, error: { reason: "field_missing", field: "email" } });
  });

  it.for([
    ["2027-03-01", "2027-03-01"],
    ["2027-03-01T08:00:00+01:00", "2027-03-01"],
    ["", undefined],
    [null, undefined],
  ] as const)("maps the day until which somebody is not ready: %j", ([until, day], { expect }) => {
    const outcome = { email: "ada@example.com", outcome: "not_ready" };
    expect(envelope("outcome.reported", { ...outcome, until })).toEqual(
      signal({ kind: "outcome", ...outcome, ...(day ? { until: day } : {}) }),
    );
    // Another outcome ends what was to be followed up, so that a day says nothing.
    expect(envelope("outcome.reported", { email: "ada@example.com", outcome: "lost", until: "soon" })).toMatchObject({
      ok: true,
    });
  });

  it.for(["soon", "2027-02-30", 7])("leaves out a day that is none, and names it: %j", (until, { expect }) => {
    const outcome = { email: "ada@example.com", outcome: "not_ready" };
    expect(envelope("outcome.reported", { ...outcome, until })).toEqual(
      signal({ kind: "outcome", ...outcome, unread: ["until"] }),
    );
  });

  it("needs only an address for an opt-out, wherever it stands", ({ expect }) => {
    const data = { contact: { address: "Ada <ada@example.com>" } };
    expect(envelope("contact.unsubscribed", data, { timestamp: "soon" })).toEqual(
      signal({ kind: "unsubscribe", email: "ada@example.com", unread: ["occurredAt"] }),
    );
  });

  it.for([
    "email.unsubscribed",
    "contact.optOut",
    "opt_out",
    "hard_bounce",
    "recipient.complaint",
    "spam_report",
    "Removed",
  ])("leaves the unknown event %s to a person when it has an address", (type, { expect }) => {
    expect(envelope(type, { user: { email: "ada@example.com" }, list: "News" })).toEqual(
      signal({
        kind: "message",
        email: "ada@example.com",
        text: `Event: ${type}\nemail: ada@example.com\nlist: News`,
        doubt: "opt_out",
      }),
    );
    expect(envelope(type, { list: "News" })).toMatchObject({ ok: true, value: { ignored: type } });
  });

  it.for(["contact.updated", "option.changed", "adopted"])("ignores the unknown event %s", (type, { expect }) => {
    expect(envelope(type, { email: "ada@example.com" })).toEqual({ ok: true, value: { ignored: type } });
  });

  it("maps an outcome of the closed list, and refuses others", ({ expect }) => {
    expect(envelope("outcome.reported", { email: "ada@example.com", outcome: "meeting_booked" })).toEqual(
      signal({ kind: "outcome", email: "ada@example.com", outcome: "meeting_booked" }),
    );
    expect(envelope("activity.reported", { email: "ada@example.com", activity: "page" })).toEqual(
      signal({ kind: "activity", email: "ada@example.com", activity: "page" }),
    );
    expect(envelope("activity.reported", { email: "ada@example.com", activity: "bought" })).toEqual({
      ok: false,
      error: { reason: "field_invalid", field: "activity" },
    });
    expect(envelope("outcome.reported", { email: "ada@example.com", outcome: "won" })).toEqual({
      ok: false,
      error: { reason: "field_invalid", field: "outcome" },
    });
  });

  it("maps a history: sorted, in UTC, each flag once, and only the latest of too many times", ({ expect }) => {
    const data = {
      email: "ada@example.com",
      name: "Ada",
      sends: ["2025-01-03T00:00:00+01:00", "2025-01-01T00:00:00Z"],
      messages: [{ at: "2025-01-02T00:00:00Z", class: "interested" }],
      flags: ["bounced", "bounced"],
    };
    expect(envelope("history.imported", data)).toEqual(
      signal({
        kind: "history",
        email: "ada@example.com",
        name: "Ada",
        sends: ["2025-01-01T00:00:00.000Z", "2025-01-02T23:00:00.000Z"],
        messages: [{ at: "2025-01-02T00:00:00.000Z", class: "interested" }],
        flags: ["bounced"],
      }),
    );
    const many = Array.from({ length: 201 }, (_, day) => new Date(Date.UTC(2024, 0, 201 - day)).toISOString());
    const long = envelope("history.imported", { email: "ada@example.com", sends: many });
    expect(long).toMatchObject(signal({ sends: many.toReversed().slice(1), messages: [], flags: [] }));
  });

  it.for([
    [{ sends: ["yesterday"] }, "sends"],
    [{ sends: [""] }, "sends"],
    [{ sends: "2025-01-01" }, "sends"],
    [{ messages: [{ at: "2025-01-02T00:00:00Z", class: "angry" }] }, "messages"],
    [{ messages: [{ at: "", class: "interested" }] }, "messages"],
    [{ flags: ["vip"] }, "flags"],
  ] as const)("refuses a history with %j", ([data, field], { expect }) => {
    expect(envelope("history.imported", { email: "ada@example.com", ...data })).toEqual({
      ok: false,
      error: { reason: "field_invalid", field },
    });
  });

  it("ignores unknown types, and refuses other shapes", ({ expect }) => {
    expect(envelope("invoice.paid\u0000\n", {})).toEqual({ ok: true, value: { ignored: "invoice.paid" } });
    expect(envelope("constructor", {})).toEqual({ ok: true, value: { ignored: "constructor" } });
    for (const payload of [null, [], "x", {}, { type: 1 }]) {
      expect(standardWebhooks.map(payload)).toEqual({ ok: false, error: { reason: "payload_unrecognised" } });
    }
    expect(standardWebhooks.map({ type: "lead.created", data: "x" })).toEqual({
      ok: false,
      error: { reason: "field_missing", field: "email" },
    });
  });
});
