// Tests how the labelled fields of a signed form map to a lead.
import { describe, it } from "vitest";
import { corpusPayload } from "../../../testing/corpora.ts";
import { signedForm } from "./signed-form.ts";
import { standardWebhooks } from "./standard-webhooks.ts";

const signal = (fields: object, more: object = {}) => ({ ok: true, value: { signal: fields, ...more } });
const envelope = (type: string, data: object, more: object = {}) => standardWebhooks.map({ type, data, ...more });

it("maps a full form and the smallest form", ({ expect }) => {
  expect(signedForm.map(corpusPayload("generic_form"))).toEqual(
    signal({
      kind: "lead",
      email: "mei@example.jp",
      name: "Mei Tanaka",
      company: "Example KK",
      title: "Purchasing Manager",
      text: "\u8cc7\u6599\u3092\u9001\u3063\u3066\u304f\u3060\u3055\u3044\u3002",
      occurredAt: "2025-02-14T16:02:03.000Z",
    }),
  );
  expect(signedForm.map(corpusPayload("generic_form.minimal"))).toEqual(
    signal({ kind: "lead", email: "no-name@example.com" }),
  );
});

describe("a form", () => {
  it.for([
    [
      {
        "E-Mail": "Ada@Example.com ",
        Vorname: "Ada",
        Nachname: "Lovelace",
        Firma: "Engines",
        "Job-Title": "CTO",
        Telefon: 4_930_123,
      },
      {
        email: "ada@example.com",
        name: "Ada Lovelace",
        firstName: "Ada",
        company: "Engines",
        title: "CTO",
        phone: "4930123",
      },
    ],
    [
      { email_address: "ada@example.com", "What's your full name?": "Ada", how_can_we_help: "Hello\r\nworld\u0007" },
      { email: "ada@example.com", name: "Ada", text: "Hello\nworld" },
    ],
    [
      {
        email: "ada@example.com",
        name: "Ada\r\nBcc: eve@example.com",
        company: " ",
        title: null,
        phone: [],
        message: {},
      },
      { email: "ada@example.com", name: "Ada Bcc: eve@example.com" },
    ],
    [
      { email: "ada@example.com", submitted_at: "2025-02-15" },
      { email: "ada@example.com", occurredAt: "2025-02-15T00:00:00.000Z" },
    ],
    [
      { email: "ada@example.com", submitted_at: "2025-02-15T01:02:03" },
      { email: "ada@example.com", occurredAt: "2025-02-15T01:02:03.000Z" },
    ],
    [{ email: "ada@example.com", submitted_at: "" }, { email: "ada@example.com" }],
    ...["0000-00-00", 17, "soon"].map(
      (time) =>
        [
          { email: "ada@example.com", submitted_at: time },
          { email: "ada@example.com", text: `submitted_at: ${time}`, unread: ["occurredAt"] },
        ] as const,
    ),
  ] as const)("is read by its labels: %j", ([payload, expected], { expect }) => {
    expect(signedForm.map(payload)).toEqual(signal({ kind: "lead", ...expected }));
  });

  it("uses the submission id as the provider's id", ({ expect }) => {
    expect(signedForm.map({ email: "ada@example.com", submission_id: "s-1" })).toEqual(
      signal({ kind: "lead", email: "ada@example.com" }, { providerId: "s-1" }),
    );
  });

  it.for([
    [{}, { reason: "payload_unrecognised" }],
    ["ada@example.com", { reason: "payload_unrecognised" }],
    [[{ email: "ada@example.com" }], { reason: "payload_unrecognised" }],
    [{ name: "Ada" }, { reason: "field_missing", field: "email" }],
    [{ email: null }, { reason: "field_missing", field: "email" }],
    [{ "E-mail of a colleague": "bob@example.com" }, { reason: "field_missing", field: "email", how: "of_another" }],
    [{ email: "ada" }, { reason: "field_invalid", field: "email", how: "no_at" }],
    [{ email: "ada@example,com" }, { reason: "field_invalid", field: "email", how: "comma_in_domain" }],
  ] as const)("is refused: %j", ([payload, error], { expect }) => {
    expect(signedForm.map(payload)).toEqual({ ok: false, error });
  });

  it("cuts long text, never inside a character", ({ expect }) => {
    const mapped = signedForm.map({
      email: "ada@example.com",
      name: `${"a".repeat(199)}\u{1f600}`,
      message: "\u{1f600}".repeat(5_000),
      company: "x".repeat(201),
    });
    const below = `\n\nname: ${"a".repeat(199)}\u{1f600}\ncompany: ${"x".repeat(201)}`;
    const faces = "\u{1f600}".repeat(Math.floor((8_000 - below.length) / 2));
    expect(mapped).toEqual(
      signal({
        kind: "lead",
        email: "ada@example.com",
        name: "a".repeat(199),
        company: "x".repeat(200),
        text: faces + below,
      }),
    );
  });

  it("cannot set Holdpoint's own fields", ({ expect }) => {
    const internal = {
      kind: "history",
      flags: ["do_not_contact"],
      score: 1,
      verdict: "qualified",
      contactId: "ct_1",
      contact_id: "ct_1",
      runId: "run_1",
      id: "sg_1",
      receipt: "rc_1",
      sends: ["2025-01-01T00:00:00Z"],
      provenance: {},
      source: "human:ada",
      action: "reply",
      autoSubmitted: false,
      signal: {},
      policy: {},
    };
    const plain = { email: "ada@example.com", name: "Ada" };
    expect(signedForm.map({ ...internal, ...plain })).toEqual(signedForm.map(plain));
    expect(envelope("lead.created", { ...internal, ...plain })).toEqual(envelope("lead.created", plain));
    expect(envelope("message.received", { ...internal, ...plain, text: "Hi" })).toEqual(
      envelope("message.received", { ...plain, text: "Hi" }),
    );
    expect(envelope("contact.bounced", { ...internal, ...plain })).toEqual(
      signal({ kind: "bounce", email: "ada@example.com" }),
    );
  });
});
