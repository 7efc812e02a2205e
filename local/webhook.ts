// Posts one signed webhook and parses the response.
import * as z from "zod";
import { jsonIn } from "../schema/json.ts";
import { contentTypeOf, signedHeaders } from "./sign.ts";
import type { SourceType } from "../workers/ingest/sources.ts";

export interface Webhook {
  readonly source: string;
  readonly type: SourceType;
  readonly secret: string;
  /** The file of the body. Its name decides the content type. */
  readonly file: string;
  readonly body: string;
  readonly id: string;
}

export type Posted =
  | { readonly ok: true; readonly receipt: string | null }
  | { readonly ok: false; readonly status: number; readonly problem: string };

const Accepted = z.object({ receipt: z.string().optional() });
const Problem = z.object({
  type: z.string(),
  title: z.string().optional(),
  detail: z.string().optional(),
  field: z.string().optional(),
});

/** A whole mail as a source sends it on: in base64, inside a webhook. */
export const mailBody = (raw: string | Uint8Array): string =>
  JSON.stringify({ type: "message.received", data: { raw: Buffer.from(raw).toString("base64") } });

/** Posts the webhook. Throws when no server answers at `url`. */
export async function postWebhook(url: string, { source, type, secret, file, body, id }: Webhook): Promise<Posted> {
  const headers = signedHeaders({
    type,
    secret,
    body,
    id,
    contentType: contentTypeOf(file),
    nowSeconds: Math.floor(Date.now() / 1_000),
  });
  const response = await fetch(new URL(`/webhooks/${encodeURIComponent(source)}`, url), {
    method: "POST",
    headers,
    body,
  });
  const text = await response.text();
  if (response.ok) return { ok: true, receipt: Accepted.safeParse(jsonIn(text)).data?.receipt ?? null };
  return { ok: false, status: response.status, problem: problemText(text) };
}

function problemText(text: string): string {
  const problem = Problem.safeParse(jsonIn(text)).data;
  if (problem === undefined) return text.slice(0, 200);
  return [problem.title, problem.detail, problem.field && `field: ${problem.field}`, problem.type]
    .filter(Boolean)
    .join(" · ");
}
