// Tests what a form of any tool becomes: whose it is, its fields, and that nothing answered is dropped unseen.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusFile } from "../../testing/corpora.ts";
import { runs } from "../../testing/properties.ts";
import { Signal } from "../../schema/signals.ts";
import { hear } from "../replies/hear.ts";
import { answersIn } from "./answers.ts";
import type { SourceLabels } from "../../schema/source-labels.ts";
import { mapForm } from "./lead.ts";
import { urlencodedIn } from "./urlencoded.ts";
import { FormResponse, typeformAnswers } from "./typeform.ts";

const ADA = "ada@winter.example";
const read = (body: unknown, labels?: SourceLabels) => mapForm(answersIn(body), labels);
const signalOf = (body: unknown, labels?: SourceLabels) => {
  const form = read(body, labels);
  return form.ok ? JSON.parse(JSON.stringify(form.value.signal)) : form.error;
};
const lead = (more: object = {}) => ({ kind: "lead", email: ADA, ...more });

const WHOLE = lead({
  name: "Ada Winter",
  company: "Winter & Co",
  title: "Head of Sales",
  text: "Please send a quote.",
});
const winter = (names: readonly [string, string, string, string, string]) =>
  Object.fromEntries(
    names.map((name, i) => [name, [ADA, "Ada Winter", "Winter & Co", "Head of Sales", "Please send a quote."][i]]),
  );

describe("the labels of a language", () => {
  it.for<[string, string, string, string, string, string]>([
    ["en", "Work email", "Full name", "Company", "Job title", "Message"],
    [
      "en, questions",
      "What is your email address?",
      "What's your full name?",
      "Which company do you work for?",
      "What is your role?",
      "How can we help you?",
    ],
    ["en, required", "Email (required)", "Name *", "Company (optional)", "Job title*", "Comments:"],
    ["en, camel", "emailAddress", "fullName", "companyName", "jobTitle", "message"],
    ["en, snake", "email_address", "full_name", "company_name", "job_title", "message"],
    ["en, builder", "q3_email", "q4_fullName", "q5_company", "q6_jobTitle", "q7_message"],
    ["en, WordPress", "your-email", "your-name", "your-company", "your-title", "your-message"],
    ["en, numbered", "1. E-mail", "2. Name", "3. Organisation", "4. Position", "5. Question"],
    ["de", "E-Mail-Adresse", "Vor- und Nachname", "Firma", "Funktion", "Nachricht"],
    ["de, polite", "Ihre E-Mail-Adresse*", "Ihr Name", "Ihr Unternehmen", "Ihre Position", "Ihre Nachricht"],
    ["fr", "Adresse e-mail", "Nom et prénom", "Société", "Fonction", "Votre message"],
    ["es", "Correo electrónico", "Nombre y apellidos", "Empresa", "Cargo", "Mensaje"],
    ["it", "Indirizzo e-mail", "Nome e cognome", "Azienda", "Ruolo", "Messaggio"],
    ["pt", "Endereço de e-mail", "Nome completo", "Empresa", "Cargo", "Mensagem"],
    ["nl", "E-mailadres", "Naam", "Bedrijf", "Functie", "Bericht"],
    ["pl", "Adres e-mail", "Imię i nazwisko", "Firma", "Stanowisko", "Wiadomość"],
    ["sv", "E-postadress", "Namn", "Företag", "Befattning", "Meddelande"],
    ["da", "E-mailadresse", "Navn", "Virksomhed", "Stilling", "Besked"],
    ["nb", "E-postadresse", "Navn", "Bedrift", "Stilling", "Melding"],
    ["fi", "Sähköpostiosoite", "Nimi", "Yritys", "Titteli", "Viesti"],
    ["cs", "E-mailová adresa", "Jméno a příjmení", "Společnost", "Pozice", "Zpráva"],
    ["tr", "E-posta adresiniz", "Ad Soyad", "Şirket", "Unvan", "Mesajınız"],
    ["ja", "メールアドレス（必須）", "お名前", "会社名", "役職", "お問い合わせ内容"],
    ["zh", "您的邮箱", "姓名", "公司名称", "职位", "留言"],
    ["zh, traditional", "電子信箱", "姓名", "公司名稱", "職稱", "訊息"],
  ])("%s", ([, ...names], { expect }) => {
    expect(signalOf(winter(names))).toEqual(WHOLE);
    expect(signalOf(winter(names.map((name) => name.toUpperCase()) as unknown as typeof names))).toEqual(
      names[0] === "emailAddress" ? expect.objectContaining({ email: ADA }) : WHOLE,
    );
  });

  it.for<[string, string]>([
    ["First name", "Last name"],
    ["firstName", "lastName"],
    ["Vorname", "Nachname"],
    ["Prénom", "Nom"],
    ["Nombre", "Apellidos"],
    ["Nome", "Cognome"],
    ["Voornaam", "Achternaam"],
    ["Imię", "Nazwisko"],
    ["Förnamn", "Efternamn"],
    ["Fornavn", "Etternavn"],
    ["Etunimi", "Sukunimi"],
    ["Jméno", "Příjmení"],
    ["Ad", "Soyad"],
  ])("%s and %s make a name", ([first, last], { expect }) => {
    expect(signalOf({ Email: ADA, [first]: "Ada", [last]: "Winter" })).toEqual(
      lead({ name: "Ada Winter", firstName: "Ada" }),
    );
  });
});

describe("the shape of", () => {
  /** Tools whose example states the first name apart. */
  const APART = ["JotForm", "Formstack", "Formstack with labels", "HubSpot", "HubSpot, flat", "brackets", "a customer"];
  const labelled: readonly [string, string][] = [
    ["Email", ADA],
    ["Name", "Ada Winter"],
    ["Company", "Winter & Co"],
    ["Job title", "Head of Sales"],
    ["Message", "Please send a quote."],
  ];
  it.for<[string, unknown]>([
    ["a list of name and value", { fields: labelled.map(([name, value]) => ({ name, value })) }],
    ["a list of label and value", labelled.map(([label, value]) => ({ label, value }))],
    ["a list of key and value", { data: labelled.map(([key, value]) => ({ key, value })) }],
    ["a list of question and answer", { answers: labelled.map(([question, answer]) => ({ question, answer })) }],
    [
      "Tally",
      {
        eventId: "e",
        eventType: "FORM_RESPONSE",
        createdAt: undefined,
        data: {
          responseId: "r",
          formId: "f",
          formName: "Contact",
          fields: labelled.map(([label, value], i) => ({ key: `question_${i}`, label, type: "INPUT_TEXT", value })),
        },
      },
    ],
    [
      "JotForm",
      {
        formID: "1",
        submissionID: undefined,
        formTitle: "Contact",
        pretty: "Email:x",
        rawRequest: JSON.stringify({
          slug: "submit/1",
          q3_name: { first: "Ada", last: "Winter" },
          q4_email: ADA,
          q5_company: "Winter & Co",
          q6_jobTitle: "Head of Sales",
          q7_message: "Please send a quote.",
        }),
      },
    ],
    [
      "JotForm's interface",
      {
        answers: Object.fromEntries(
          labelled.map(([text, answer], i) => [
            String(i + 3),
            { name: `x${i}`, order: String(i), text, type: "control_textbox", answer },
          ]),
        ),
      },
    ],
    [
      "Webflow",
      {
        triggerType: "form_submission",
        payload: { name: "Contact form", siteId: "s", formId: "f", data: Object.fromEntries(labelled) },
      },
    ],
    [
      "Formstack",
      {
        FormID: "23",
        Name: { first: "Ada", last: "Winter" },
        Email: ADA,
        Company: "Winter & Co",
        "Job title": "Head of Sales",
        Message: "Please send a quote.",
      },
    ],
    [
      "Formstack with labels",
      {
        FormID: "23",
        Name: { value: { first: "Ada", last: "Winter" }, label: "Name", type: "name" },
        Email: { value: ADA, label: "Email", type: "email" },
        Company: { value: "Winter & Co" },
        "Job title": { value: "Head of Sales" },
        Message: { value: "Please send a quote." },
      },
    ],
    [
      "Elementor",
      {
        form: { id: "f", name: "Contact" },
        fields: Object.fromEntries(
          labelled.map(([title, value], i) => [
            `field_${i}`,
            { id: `field_${i}`, type: "text", title, value, raw_value: value, required: "1" },
          ]),
        ),
        meta: { page_url: { title: "Page URL", value: "https://x.example" } },
      },
    ],
    [
      "Elementor, plain",
      {
        ...Object.fromEntries(labelled),
        "Page URL": "https://x.example",
        "User Agent": "Mozilla",
        "Remote IP": "192.0.2.1",
        "Powered by": "Elementor",
        form_id: "1",
        form_name: "Contact",
      },
    ],
    [
      "HubSpot",
      {
        vid: 7,
        properties: {
          email: { value: ADA },
          firstname: { value: "Ada" },
          lastname: { value: "Winter" },
          company: { value: "Winter & Co" },
          jobtitle: { value: "Head of Sales" },
          message: { value: "Please send a quote." },
        },
      },
    ],
    [
      "HubSpot, flat",
      {
        email: ADA,
        firstname: "Ada",
        lastname: "Winter",
        company: "Winter & Co",
        jobtitle: "Head of Sales",
        message: "Please send a quote.",
      },
    ],
    [
      "Google Ads",
      {
        lead_id: undefined,
        api_version: "1.0",
        form_id: 4,
        campaign_id: 5,
        google_key: "secret",
        is_test: true,
        gcl_id: "g",
        user_column_data: [
          ["User Email", "EMAIL", ADA],
          ["Full Name", "FULL_NAME", "Ada Winter"],
          ["Company Name", "COMPANY_NAME", "Winter & Co"],
          ["Job Title", "JOB_TITLE", "Head of Sales"],
          ["Message", "MESSAGE", "Please send a quote."],
        ].map(([column_name, column_id, string_value]) => ({ column_name, column_id, string_value })),
      },
    ],
    [
      "Meta",
      {
        id: undefined,
        form_id: "1",
        field_data: [
          ["email", ADA],
          ["full_name", "Ada Winter"],
          ["company_name", "Winter & Co"],
          ["job_title", "Head of Sales"],
          ["message", "Please send a quote."],
        ].map(([name, value]) => ({ name, values: [value] })),
      },
    ],
    [
      "brackets",
      {
        "name[first]": "Ada",
        "name[last]": "Winter",
        "form[email]": ADA,
        "form[company]": "Winter & Co",
        "form[title]": "Head of Sales",
        "form[message]": "Please send a quote.",
      },
    ],
    [
      "brackets in brackets",
      Object.fromEntries(
        labelled.flatMap(([title, value], i) => [
          [`fields[f${i}][title]`, title],
          [`fields[f${i}][value]`, value],
        ]),
      ),
    ],
    [
      "one level of nesting",
      {
        contact: { email: ADA, name: "Ada Winter" },
        company: { name: "Winter & Co" },
        job: { title: "Head of Sales" },
        message: "Please send a quote.",
      },
    ],
    [
      "a customer",
      {
        customer: { email: ADA, first_name: "Ada", last_name: "Winter" },
        company: "Winter & Co",
        title: "Head of Sales",
        message: "Please send a quote.",
      },
    ],
  ])("%s", ([tool, body], { expect }) => {
    const parts = APART.includes(tool) ? { firstName: "Ada" } : {};
    expect(signalOf(JSON.parse(JSON.stringify(body)))).toEqual({ ...WHOLE, ...parts });
  });

  it("Gravity Forms, which numbers its fields", ({ expect }) => {
    const body = {
      form_id: "1",
      id: "23",
      date_created: "2026-11-27 16:05:00",
      "1.3": "Ada",
      "1.6": "Winter",
      "2": ADA,
      "3": "Hi there",
      ip: "192.0.2.1",
      source_url: "https://x.example",
      currency: "EUR",
    };
    expect(signalOf(body)).toEqual(
      lead({ name: "Ada Winter", firstName: "Ada", text: "3: Hi there", occurredAt: "2026-11-27T16:05:00.000Z" }),
    );
    expect(signalOf(body, { text: ["3"] })).toMatchObject({ text: "Hi there" });
  });
});

describe("whose form it is", () => {
  it.for<[string, object]>([
    ["the work one of two", { email: "ada@home.example", "Work email": ADA }],
    ["your own of two", { "Your email": ADA, "Email of your colleague": "bob@x.example" }],
    ["not the referrer's", { referrer: { email: "bob@x.example", name: "Bob" }, email: ADA }],
    ["not the manager's", { "Manager's email": "bob@x.example", "E-Mail": ADA }],
    ["not the friend's", { friend_email: "bob@x.example", contact: ADA }],
    ["not the Kollegin's", { "E-Mail Ihrer Kollegin": "bob@x.example", "E-Mail": ADA }],
    ["not the 紹介者's", { 紹介者メールアドレス: "bob@x.example", メールアドレス: ADA }],
    ["before its confirmation", { Email: ADA, "Confirm email": "adaa@winter.example" }],
    ["before a second one", { email: ADA, email_2: "bob@x.example" }],
    ["before a private one", { "E-Mail": ADA, "Private E-Mail": "ada@home.example" }],
    ["under any label", { "Wie erreichen wir Sie?": ADA }],
    ["under a number", { "7": `Ada Winter <${ADA}>` }],
    ["as the source maps it", { x1: "bob@x.example", x2: ADA }],
  ])("%s", ([what, body], { expect }) => {
    const labels = what.startsWith("as the source") ? { email: ["x2"] } : {};
    expect(signalOf(body, labels)).toMatchObject({ kind: "lead", email: ADA });
  });

  it.for<[object]>([
    [{ a: "ada@winter.example", b: "bob@x.example" }],
    [{ email: "ada@winter.example; bob@x.example" }],
    [{ email: ["ada@winter.example", "bob@x.example"], message: "Hi" }],
    [{ "E-Mail": "ada@winter.example", Mail: "bob@x.example" }],
  ])("stays open, with every word for a person: %j", ([body], { expect }) => {
    const found = signalOf(body);
    expect(found).toMatchObject({ kind: "message", email: ADA, doubt: "person" });
    for (const address of [ADA, "bob@x.example"]) expect(found.text).toContain(address);
    expect(hear(found, "2026-11-30T09:00:00Z")).toMatchObject({ class: "auto_reply", ambiguousPerson: true });
  });

  it.for([
    [
      { "Referrer email": "bob@x.example", name: "Ada" },
      { reason: "field_missing", field: "email", how: "of_another" },
    ],
    [{ name: "Ada" }, { reason: "field_missing", field: "email" }],
    [{ email: "ada@winter,example" }, { reason: "field_invalid", field: "email", how: "comma_in_domain" }],
    [{ message: "write to ada@winter.example" }, { reason: "field_missing", field: "email" }],
  ])("is refused where no address is theirs: %j", ([body, error], { expect }) => {
    expect(signalOf(body)).toEqual(error);
  });
});

it("keeps what has no field, labelled, below the text", ({ expect }) => {
  const body = {
    email: ADA,
    "Your subject": "Offer",
    message: "Hello.",
    "Team size?": 120,
    "I agree": true,
    Referrer: "Bob",
    budget: ["10k", "20k"],
    utm_source: "ads",
  };
  expect(signalOf(body)).toEqual(
    lead({ text: "Hello.\n\nYour subject: Offer\nTeam size: 120\nI agree: yes\nReferrer: Bob\nbudget: 10k, 20k" }),
  );
});

describe("an opt-out in a form", () => {
  it.for(["Unsubscribe", "Please remove me from your list.", "Bitte melden Sie mich ab."])(
    "is heard: %s",
    (message, { expect }) => {
      const found = signalOf({ email: ADA, name: "Ada", company: "Winter & Co", message, "Team size": 120 });
      expect(found).toMatchObject({ kind: "message", email: ADA, name: "Ada" });
      expect(found.text).toBe(`${message}\n\n-- \nCompany: Winter & Co\nTeam size: 120`);
      expect(hear(found, "2026-11-30T09:00:00Z")).toMatchObject({ class: "unsubscribe", alone: true });
    },
  );

  it.for(["Our unsubscribe link is broken, can you help?", "Please send an offer. We do not want to stop."])(
    "is none in a request: %s",
    (message, { expect }) => {
      expect(signalOf({ email: ADA, message })).toMatchObject({ kind: "lead", text: message });
    },
  );
});

const C13 = z.record(
  z.string(),
  z.tuple([z.looseObject({ form_response: FormResponse }), z.string(), z.record(z.string(), z.string())]),
);
it("reads the forms of Typeform in the field corpus", ({ expect }) => {
  for (const [id, [body, email, fields]] of Object.entries(C13.parse(JSON.parse(corpusFile("field/c13.json"))))) {
    const form = mapForm(typeformAnswers(body.form_response));
    expect(form, id).toMatchObject({ ok: true, value: { signal: { kind: "lead", email, ...fields } } });
  }
});

const C14 = z.object({ items: z.array(z.object({ id: z.string(), contentType: z.string(), body: z.string() })) });
it("reads the forms of the field corpus", ({ expect }) => {
  const found = C14.parse(JSON.parse(corpusFile("field/c14.json"))).items.map(({ id, contentType, body }) => {
    const payload = contentType.includes("json") ? JSON.parse(body) : urlencodedIn(body);
    const { email, kind, ...fields } = signalOf(payload);
    expect([kind, email]).toEqual(["lead", expect.stringContaining("@c14.example.net")]);
    return [id, fields];
  });
  const marta = { name: "Marta Muster" };
  const apart = { ...marta, firstName: "Marta" };
  expect(found).toEqual([
    ["nested-name-json", { ...apart, phone: "030 123456" }],
    ["bracket-form", { ...apart, text: "hi" }],
    ["fields-prefix", { ...marta, text: "hi\n\nyour-subject: Offer" }],
    ["fields-list", marta],
    ["repeated-key", { name: "Marta", text: expect.stringContaining("two") }],
    ["label-required-words", marta],
    ["camel", { ...apart, company: "Muster GmbH", title: "CEO", phone: "030" }],
    ["hubspot-names", { ...apart, company: "Muster GmbH", title: "CEO" }],
    ["french-labels", { ...apart, company: "Muster SA", title: "Directrice", text: "bonjour" }],
    ["dutch-labels", { ...marta, company: "Muster BV", title: "Directeur", text: "hoi" }],
    ["only-last-name", { name: "Müller" }],
  ]);
});

describe("for any body", () => {
  const word = fc.constantFrom(
    "email",
    "Work email",
    "Referrer email",
    "colleague",
    "name",
    "message",
    "fields",
    "data",
    "value",
    "label",
    "3",
    "form[email]",
    "a[b]",
  );
  const leaf = fc.oneof(
    fc.constantFrom(ADA, "bob@x.example", "Bob <bob@x.example>", "hello", "Stop."),
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const { body } = fc.letrec((tie) => ({
    body: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.dictionary(word, tie("body"), { maxKeys: 5 }),
      fc.array(tie("body"), { maxLength: 4 }),
    ),
  }));

  it("there is a signal with an address that stands in it, or a refusal, and nothing throws", ({ expect }) => {
    fc.assert(
      fc.property(fc.oneof(body, fc.anything()), (given) => {
        const form = read(given);
        if (!form.ok) return;
        const parsed = Signal.safeParse(JSON.parse(JSON.stringify(form.value.signal)));
        expect(parsed.success).toBe(true);
        expect(JSON.stringify(given)?.toLowerCase()).toContain(String(form.value.signal["email"]));
      }),
      runs(400),
    );
  });

  it("the address below another person's label is never taken, and every answer stands in the signal", ({ expect }) => {
    const other = fc.constantFrom(
      "Referrer email",
      "manager_email",
      "Email of a friend",
      "E-Mail Ihres Kollegen",
      "colleague",
    );
    fc.assert(
      fc.property(
        other,
        fc.dictionary(fc.stringMatching(/^[A-Z][a-z]{3,9} [a-z]{3,9}$/), fc.stringMatching(/^[a-z]{4,20}$/), {
          maxKeys: 6,
        }),
        (label, more) => {
          const found = signalOf({ ...more, [label]: "bob@x.example", Email: ADA });
          expect(found.email).toBe(ADA);
          for (const value of [...Object.values(more), "bob@x.example"]) expect(JSON.stringify(found)).toContain(value);
        },
      ),
      runs(300),
    );
  });
});
