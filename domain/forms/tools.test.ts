// Tests what form tools put around an answer: texts that hold a submission, questions named by ids, parts of a name, and their own records.
import { describe, it } from "vitest";
import { answersIn } from "./answers.ts";
import { fieldOf } from "./labels.ts";
import { mapForm } from "./lead.ts";
import { questionsIn } from "./questions.ts";
import { isInWords, isTechnical } from "./technical.ts";

const ADA = "ada@winter.example";
const signalOf = (body: unknown): Readonly<Record<string, unknown>> => {
  const form = mapForm(answersIn(body));
  return form.ok ? JSON.parse(JSON.stringify(form.value.signal)) : { ...form.error };
};

describe("a text in a submission", () => {
  it("is opened where its name says that it is JSON, and stays as it is where it is none", ({ expect }) => {
    const lead = { kind: "lead", email: ADA, company: "Winter & Co" };
    const fields = JSON.stringify({ email: [ADA], company: ["Winter & Co"] });
    expect(signalOf({ "data.json": fields })).toEqual(lead);
    expect(signalOf({ rawRequest: fields })).toEqual(lead);
    expect(signalOf({ email: ADA, data: "{not JSON" })).toMatchObject({ text: "data: {not JSON" });
    expect(signalOf({ email: ADA, remark: fields })).toMatchObject({ text: `remark: ${fields}` });
  });

  it("is opened where it has the parts of an answer a line each", ({ expect }) => {
    expect(signalOf({ Email: ADA, Name: "first = Ada\nlast = Winter" })).toMatchObject({ name: "Ada Winter" });
    expect(signalOf({ Email: ADA, Message: "x = 1\nbut is y = 2?" })).toMatchObject({ text: "x = 1\nbut is y = 2?" });
  });

  it("has all answers in a row where the submission has them nowhere else", ({ expect }) => {
    const pretty = `Name:Ada Winter, E-mail:${ADA}, Message:Hello, we need: a quote`;
    expect(signalOf({ pretty })).toEqual({
      kind: "lead",
      email: ADA,
      name: "Ada Winter",
      text: "Hello\n\nwe need: a quote",
    });
    expect(signalOf({ pretty, rawRequest: JSON.stringify({ email: ADA }) })).toEqual({ kind: "lead", email: ADA });
  });
});

describe("a question that is named by an id", () => {
  const questions = [
    { id: 1, type: "name", label: "Name", inputs: [{ id: "1.3", label: "First" }] },
    { id: 3, type: "text", label: "Company" },
  ];

  it("gives its label to the answer", ({ expect }) => {
    const body = {
      entry: { 2: ADA, 3: "Winter & Co", "1.3": "Ada" },
      form: { id: 9, title: "Contact", fields: questions },
    };
    expect(signalOf(body)).toMatchObject({ email: ADA, company: "Winter & Co", firstName: "Ada" });
    expect(Object.fromEntries(questionsIn(body))).toEqual({ 1: "Name", "1.3": "Name (First)", 3: "Company" });
  });

  it("is no answer itself, and whatever else an object has is one", ({ expect }) => {
    expect(signalOf({ email: ADA, fields: questions })).toEqual({ kind: "lead", email: ADA });
    expect(signalOf({ email: ADA, stay: { id: 1, type: "room", label: "Garden", nights: 3 } })).toMatchObject({
      text: expect.stringContaining("Garden"),
    });
  });
});

it.for([
  ["Name (First)", "firstName"],
  ["Name: Last Name", "lastName"],
  ["Company / Organisation", "company"],
  ["Name / Company", undefined],
  ["Dog: Name", undefined],
  ["q3_fullName3", "name"],
  ["first_name_9f2a", "firstName"],
  ["phone_1523908545", "phone"],
  ["last4", undefined],
  ["LinkedIn", "profile"],
  ["LinkedIn-Profil", "profile"],
  ["WhatsApp", "phone"],
  ["No Label email", "email"],
  ["And your last name, {{field:01f3}}?", "lastName"],
  ["Wie heißen Sie?", "name"],
  ["Comment vous appelez-vous ?", "name"],
] as const)("the label %j means the field %s", ([label, field], { expect }) => {
  expect(fieldOf(label)).toBe(field);
});

describe("what a form tool says beside the answers", () => {
  it.for([
    ["_wpcf7_unit_tag", true],
    ["__IMTLENGTH__", true],
    ["_replyto", false],
    ["hs_analytics_source", true],
    ["widget_id", true],
    ["linkedin url", false],
    ["Team size", false],
  ] as const)("%s: %s", ([label, is], { expect }) => {
    expect(isTechnical(label)).toBe(is);
  });

  it.for([
    ["Married, two kids", true],
    ["Google", true],
    ["教会の友人", true],
    ["active", false],
    ["form_submission", false],
    ["WEB", false],
    ["https://x.example/a b", false],
    ["9f8e7d6c-1111", false],
    [7, false],
  ] as const)("%j is in a person's words: %s", ([value, is], { expect }) => {
    expect(isInWords(value)).toBe(is);
  });

  it("is an answer where a technical name is a question and a person's words stand below it", ({ expect }) => {
    expect(signalOf({ Email: ADA, Status: "Existing customer", Source: "web", status: "active" })).toEqual({
      kind: "lead",
      email: ADA,
      text: "Status: Existing customer",
    });
    expect(signalOf({ Email: ADA, secret: "A whole sentence" })).toEqual({ kind: "lead", email: ADA });
  });

  it("is left out with the object that describes the form, and the page that sent the visitor", ({ expect }) => {
    const body = {
      Form: { Id: "1", InternalName: "ContactUs", Name: "Contact Us" },
      Email: ADA,
      referrer: "https://x.example/",
    };
    expect(signalOf(body)).toEqual({ kind: "lead", email: ADA });
    expect(signalOf({ form: { name: "Ada Winter", email: ADA } })).toMatchObject({ name: "Ada Winter" });
    expect(signalOf({ Email: ADA, Referrer: "Uncle Bob" })).toMatchObject({ text: "Referrer: Uncle Bob" });
  });
});

it("takes no question's label from the name of the list that it stands in", ({ expect }) => {
  const questions = [
    { id: "q1", name: "Your work email", type: "EmailInput", value: ADA },
    { id: "q2", name: "Team size", type: "MultipleChoice", value: "11-50" },
  ];
  expect(signalOf({ submission: { questions } })).toEqual({ kind: "lead", email: ADA, text: "Team size: 11-50" });
});

it("keeps the name of a question before the ids of what was answered", ({ expect }) => {
  const body = {
    questions: [
      { id: "12", heading: "Your email address", answers: [{ text: ADA }] },
      { variable: "dach", label: "Welches Dach?", values: [{ answer: "Satteldach", id: "3" }] },
    ],
  };
  expect(signalOf(body)).toEqual({ kind: "lead", email: ADA, text: "Welches Dach: Satteldach" });
});

it("reads a name in parts, and a first name that is a whole one", ({ expect }) => {
  expect(signalOf({ email: ADA, full_name: { prefix: "Dr.", first: "Ada", last: "Winter" } })).toEqual({
    kind: "lead",
    email: ADA,
    name: "Ada Winter",
    firstName: "Ada",
    text: "full_name, prefix: Dr.",
  });
  expect(signalOf({ email: ADA, Nome: "Ada Winter" })).toEqual({ kind: "lead", email: ADA, name: "Ada Winter" });
  expect(signalOf({ email: ADA, Nome: "Ada", Cognome: "Winter" })).toMatchObject({
    firstName: "Ada",
    name: "Ada Winter",
  });
});

it("takes one id of a submission, and words below such a name for none", ({ expect }) => {
  const form = mapForm(answersIn({ email: ADA, lead_id: "a-1", unique_id: "b-2", response_id: "See my first mail" }));
  expect(form).toMatchObject({
    ok: true,
    value: { submissionId: "a-1", leftOut: ["unique_id: b-2"], below: ["response_id: See my first mail"] },
  });
});

it("keeps what was asked once and sent twice once, and a time that was never set unread", ({ expect }) => {
  expect(signalOf({ email: ADA, message: "Hello", comments: "Hello", submitted_at: 0 })).toMatchObject({
    text: "Hello\n\nsubmitted_at: 0",
  });
  expect(signalOf({ email: ADA, submitted_at: "1970-01-01T00:00:00Z" })).toMatchObject({ unread: ["occurredAt"] });
});

it("changes nothing in the submission that it reads", ({ expect }) => {
  const body = { form: { name: "Ada Winter", x: { y: 1 } }, "form[email]": ADA, "form[x][z]": 2 };
  const before = structuredClone(body);
  expect(signalOf(body)).toMatchObject({ name: "Ada Winter", email: ADA });
  expect(body).toEqual(before);
});
