// A signed form post, a scheme of our own for a form handler that can compute one HMAC:
//   holdpoint-timestamp: <Unix seconds>
//   holdpoint-signature: v1=<hex of HMAC-SHA-256, keyed with the secret as text, over "timestamp.body">
// The body is JSON or application/x-www-form-urlencoded in the shape of any form tool, and is signed as it is sent. Its optional
// `submission_id` identifies repeats where the configuration says that the form handler makes it: a visitor could post any.
import { err } from "../../../schema/result.ts";
import { answersIn } from "../../../domain/forms/answers.ts";
import { entriesOf } from "../../../domain/forms/labels.ts";
import { isQuestion } from "../../../domain/forms/pairs.ts";
import { type MapPayload, mappedForm } from "../map/mapped.ts";
import {
  anyMatches,
  freshTimestamp,
  hmac,
  liveSecrets,
  REFUSED,
  type Sign,
  TEXT_SECRET,
  type Verify,
} from "../signing.ts";
import type { SourceKind } from "../source-kind.ts";

const signature = (secret: string, timestamp: string, body: string | Uint8Array): string =>
  `v1=${hmac(secret, "hex", `${timestamp}.`, body)}`;

const verify: Verify = (request) => {
  const { headers, body, secrets, nowSeconds } = request;
  const timestamp = freshTimestamp("holdpoint-timestamp", request);
  if (timestamp === undefined) return REFUSED;
  const expected = liveSecrets(secrets, nowSeconds).map((secret) => signature(secret, timestamp, body));
  return anyMatches([headers.get("holdpoint-signature") ?? ""], expected)
    ? { ok: true, signedSeconds: Number(timestamp) }
    : REFUSED;
};

const sign: Sign = ({ secret, body, nowSeconds }) => ({
  "holdpoint-timestamp": String(nowSeconds),
  "holdpoint-signature": signature(secret, String(nowSeconds), body),
});

const map: MapPayload = (payload, labels) =>
  hasEntries(payload) ? mappedForm(answersIn(payload), labels) : err({ reason: "payload_unrecognised" });

/** An object, or the bare list of questions that some form tools send. Any other list may be of several people. */
const hasEntries = (payload: unknown): boolean =>
  Array.isArray(payload) ? payload.length > 0 && payload.every(isQuestion) : entriesOf(payload).length > 0;

export const signedForm: SourceKind = {
  verify,
  sign,
  map,
  accept: ["json", "form"],
  secret: TEXT_SECRET,
  example: {
    format: "form",
    body: String(
      new URLSearchParams({
        name: "Ada Winter",
        email: "ada@example.com",
        company: "Winter & Co",
        title: "Head of Sales",
        message: "Please send a quote.",
      }),
    ),
    signal: {
      kind: "lead",
      email: "ada@example.com",
      name: "Ada Winter",
      company: "Winter & Co",
      title: "Head of Sales",
      text: "Please send a quote.",
    },
  },
};
