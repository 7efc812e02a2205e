// Typeform: `typeform-signature: sha256=<base64>` over the body. No signed part has a time, so only the receipt detects a replay.
// The body is Typeform's form_response, whose answers refer to fields of the form's definition. The type of an answer identifies
// the email address and the telephone number, its reference or question the other fields; a long answer without a known label is
// the message. Hidden fields fill the fields that no answer has.
import * as z from "zod";
import { err } from "../../../schema/result.ts";
import { manyLines, oneLine } from "../map/fields.ts";
import { DEFAULT_LABELS, entriesOf, type Field, fieldOf, type Fields, isPresent, pickFields } from "../map/labels.ts";
import { ignored, type MapPayload, mappedLead } from "../map/mapped.ts";
import { anyMatches, hmac, liveSecrets, REFUSED, type Sign, TEXT_SECRET, type Verify } from "../signing.ts";
import type { SourceKind } from "../source-kind.ts";

const signature = (secret: string, body: string | Uint8Array): string => `sha256=${hmac(secret, "base64", body)}`;

const verify: Verify = ({ headers, body, secrets, nowSeconds }) => {
  const expected = liveSecrets(secrets, nowSeconds).map((secret) => signature(secret, body));
  return anyMatches([headers.get("typeform-signature") ?? ""], expected) ? { ok: true } : REFUSED;
};

const sign: Sign = ({ secret, body }) => ({ "typeform-signature": signature(secret, body) });

/** Lenient: an unreadable part counts as absent, so that a new kind of question does not lose a lead. */
const part = <T extends z.ZodType>(shape: T) => shape.optional().catch(undefined);
const FormField = z.object({
  id: part(z.string()),
  ref: part(z.string()),
  title: part(z.string()),
  type: part(z.string()),
});
const Answer = z.object({
  type: part(z.string()),
  field: part(FormField),
  text: part(z.string()),
  email: part(z.string()),
  phone_number: part(z.string()),
  number: part(z.number()),
  choice: part(z.object({ label: part(z.string()) })),
});
type Answer = z.infer<typeof Answer>;

const Submission = z.object({
  event_type: z.string(),
  form_response: z.object({
    form_id: part(z.string()),
    token: part(z.string()),
    submitted_at: z.unknown().optional(),
    definition: part(z.object({ fields: part(z.array(FormField.catch({}))) })),
    answers: part(z.array(Answer.catch({}))),
    hidden: z.unknown().optional(),
  }),
});
type FormResponse = z.infer<typeof Submission>["form_response"];

const map: MapPayload = (payload) => {
  const type = z.object({ event_type: z.string() }).safeParse(payload);
  if (type.success && type.data.event_type !== "form_response") return ignored(type.data.event_type);
  const parsed = Submission.safeParse(payload);
  if (!parsed.success) return err({ reason: "payload_unrecognised" });
  const response = parsed.data.form_response;
  const answered = answersOf(response);
  const texts = answered.filter(({ field }) => field === "text").map(({ value }) => manyLines(value) ?? "");
  const hidden = pickFields(entriesOf(response.hidden), DEFAULT_LABELS);
  const fields = { ...hidden, ...firstOfEach(answered), occurredAt: response.submitted_at };
  return mappedLead(texts.length > 1 ? { ...fields, text: texts.join("\n\n") } : fields, submissionIdOf(response));
};

interface AnsweredField {
  readonly field: Field;
  readonly value: unknown;
}

function answersOf({ answers, definition }: FormResponse): readonly AnsweredField[] {
  const titles = new Map(definition?.fields?.map(({ id, title }) => [id, title]));
  return (answers ?? []).flatMap((answer) => {
    const field = meaningOf(answer, titles.get(answer.field?.id));
    const value = answer.text ?? answer.email ?? answer.phone_number ?? answer.choice?.label ?? answer.number;
    return field !== undefined && isPresent(value) ? [{ field, value }] : [];
  });
}

/** The type decides before the label, and the label before the length of a text field. */
function meaningOf({ type, field }: Answer, title: string | undefined): Field | undefined {
  if (type === "email") return "email";
  if (type === "phone_number") return "phone";
  return (
    fieldOf(field?.ref ?? "", DEFAULT_LABELS) ??
    fieldOf(title ?? "", DEFAULT_LABELS) ??
    (field?.type === "long_text" ? "text" : undefined)
  );
}

const firstOfEach = (answered: readonly AnsweredField[]): Fields =>
  Object.fromEntries(answered.toReversed().map(({ field, value }) => [field, value]));

/** A token is unique within its form and stays the same when the response is sent again; an event id does not. */
const submissionIdOf = ({ form_id, token }: FormResponse): string | undefined =>
  token === undefined ? undefined : oneLine(`${form_id ?? ""}.${token}`);

export const typeform: SourceKind = {
  verify,
  sign,
  map,
  // The token of a response is Typeform's own.
  makesIds: true,
  accept: ["json"],
  secret: TEXT_SECRET,
  example: {
    format: "json",
    body: JSON.stringify({
      event_type: "form_response",
      form_response: {
        form_id: "lead-form",
        token: "first-response",
        submitted_at: "2026-03-02T09:00:00Z",
        answers: [
          { type: "email", email: "ada@example.com" },
          { type: "text", text: "Ada Winter", field: { ref: "name" } },
          { type: "text", text: "Winter & Co", field: { ref: "company" } },
          { type: "text", text: "Head of Sales", field: { ref: "job_title" } },
          { type: "text", text: "Please send a quote.", field: { ref: "message" } },
        ],
      },
    }),
    signal: {
      kind: "lead",
      email: "ada@example.com",
      name: "Ada Winter",
      company: "Winter & Co",
      title: "Head of Sales",
      text: "Please send a quote.",
      occurredAt: "2026-03-02T09:00:00.000Z",
    },
  },
};
