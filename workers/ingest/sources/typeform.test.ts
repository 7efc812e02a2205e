// Tests how a response of Typeform maps to a lead.
import { describe, it } from "vitest";
import { corpusPayload } from "../../../testing/corpora.ts";
import { typeform } from "./typeform.ts";

const signal = (fields: object, more: object = {}) => ({ ok: true, value: { signal: fields, ...more } });

it("maps the corpus payload to a lead", ({ expect }) => {
  expect(typeform.map(corpusPayload("typeform.form_response"))).toEqual(
    signal(
      {
        kind: "lead",
        email: "laura@example.com",
        name: "Laura",
        firstName: "Laura",
        company: "Example Logistics",
        title: "Head of Operations",
        text: "We want to replace our dispatch tool this quarter.\n\nTeam size: 120\nAgree to be contacted: yes",
        occurredAt: "2025-02-10T18:19:40.000Z",
      },
      { providerId: "lT4Z3j.a3a12ec67a1365927098a606107fac15" },
    ),
  );
});

describe("Typeform", () => {
  const response = (answers: readonly object[], more: object = {}) =>
    typeform.map({ event_type: "form_response", form_response: { answers, ...more } });
  const email = { type: "email", email: "ada@example.com", field: { id: "e", type: "email", ref: "0b6a" } };

  it("uses the question where the reference matches no label", ({ expect }) => {
    const fields = [
      { id: "n", title: "What's your full name?", type: "short_text", ref: "77f0" },
      { id: "c", title: "Company name", type: "dropdown", ref: "aa01" },
    ];
    const answers = [
      { type: "text", text: "Ada Lovelace", field: { id: "n", type: "short_text", ref: "77f0" } },
      { type: "choice", choice: { label: "Engines" }, field: { id: "c", type: "dropdown", ref: "aa01" } },
      { type: "phone_number", phone_number: "+4917112345", field: { id: "p", type: "phone_number", ref: "b" } },
      email,
    ];
    expect(response(answers, { definition: { fields } })).toEqual(
      signal({
        kind: "lead",
        email: "ada@example.com",
        name: "Ada Lovelace",
        company: "Engines",
        phone: "+4917112345",
      }),
    );
  });

  it("joins several long answers, and prefers an answer to a hidden field", ({ expect }) => {
    const long = (id: string, text: string) => ({ type: "text", text, field: { id, type: "long_text", ref: id } });
    const hidden = { email: "hidden@example.com", company: "Hidden Ltd", budget: "1" };
    expect(response([long("x", "One."), long("y", "Two."), email], { hidden })).toEqual(
      signal({
        kind: "lead",
        email: "ada@example.com",
        company: "Hidden Ltd",
        text: "One.\n\nTwo.\n\nemail: hidden@example.com\nbudget: 1",
      }),
    );
  });

  it("loses no lead to an answer of a new kind", ({ expect }) => {
    const odd = [
      { type: "hologram", hologram: {} },
      null,
      7,
      { type: "text", text: 9, field: "x" },
      { field: { id: 1, ref: [] }, choice: "x" },
    ];
    expect(response([...odd, email].map((answer) => answer as object))).toEqual(
      signal({ kind: "lead", email: "ada@example.com", text: "9" }),
    );
  });

  it("ignores other events of Typeform and refuses other shapes", ({ expect }) => {
    expect(typeform.map({ event_type: "form_response_partial", form_response: {} })).toEqual({
      ok: true,
      value: { ignored: "form_response_partial" },
    });
    expect(typeform.map({ event_type: "form_response" })).toEqual({
      ok: false,
      error: { reason: "payload_unrecognised" },
    });
    expect(typeform.map({ form_response: {} })).toEqual({ ok: false, error: { reason: "payload_unrecognised" } });
    expect(response([])).toEqual({ ok: false, error: { reason: "field_missing", field: "email" } });
  });
});
