// Typeform: `typeform-signature: sha256=<base64>` over the body. No signed part has a time, so only the receipt detects a replay.
// The body is Typeform's form_response, which domain/forms/typeform.ts reads.
import * as z from "zod";
import { err } from "../../../schema/result.ts";
import { FormResponse, typeformAnswers } from "../../../domain/forms/typeform.ts";
import { oneLine } from "../../../domain/forms/values.ts";
import { ignored, type MapPayload, mappedForm } from "../map/mapped.ts";
import { anyMatches, hmac, liveSecrets, REFUSED, type Sign, TEXT_SECRET, type Verify } from "../signing.ts";
import type { SourceKind } from "../source-kind.ts";

const signature = (secret: string, body: string | Uint8Array): string => `sha256=${hmac(secret, "base64", body)}`;

const verify: Verify = ({ headers, body, secrets, nowSeconds }) => {
  const expected = liveSecrets(secrets, nowSeconds).map((secret) => signature(secret, body));
  return anyMatches([headers.get("typeform-signature") ?? ""], expected) ? { ok: true } : REFUSED;
};

const sign: Sign = ({ secret, body }) => ({ "typeform-signature": signature(secret, body) });

const Submission = z.object({ event_type: z.string(), form_response: FormResponse });

const map: MapPayload = (payload, labels) => {
  const type = z.object({ event_type: z.string() }).safeParse(payload);
  if (type.success && type.data.event_type !== "form_response") return ignored(type.data.event_type);
  const parsed = Submission.safeParse(payload);
  if (!parsed.success) return err({ reason: "payload_unrecognised" });
  const response = parsed.data.form_response;
  return mappedForm(typeformAnswers(response), labels, submissionIdOf(response));
};

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
    id: "first-response",
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
