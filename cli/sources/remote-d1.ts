// Queries the databases of a deployed installation over Cloudflare's REST API. A token with the permission “D1 Read” is enough, and safer than one
// that can write.
import * as z from "zod";
import { CannotRun, type Shell } from "../shell.ts";
import type { Query } from "./query.ts";
import { MINUTE_MS } from "../../schema/time.ts";

const API = "https://api.cloudflare.com/client/v4";
/** With the waits below, the tries take about half a minute. */
const TRIES = 6;
const FIRST_WAIT_MILLISECONDS = 1_000;
/** The longest wait that is accepted from Retry-After; a longer one is cut to this. */
const LONGEST_WAIT_MILLISECONDS = MINUTE_MS;
const REQUEST_MILLISECONDS = MINUTE_MS;

const Problem = z.object({ code: z.number().optional(), message: z.string() });
const Answer = z.object({
  success: z.boolean(),
  errors: z.array(Problem).nullish(),
  result: z.array(z.object({ success: z.boolean().optional(), results: z.array(z.unknown()) })).nullish(),
});

/** Connections to the given databases. The account and the token are in the same environment variables that Wrangler uses. */
export function remoteD1(shell: Shell, databaseIds: readonly string[]): readonly Query[] {
  const account = needed(shell, "CLOUDFLARE_ACCOUNT_ID");
  const token = needed(shell, "CLOUDFLARE_API_TOKEN");
  const api = shell.env["CLOUDFLARE_API_BASE_URL"] ?? API;
  return databaseIds.map((id) => {
    const url = `${api}/accounts/${encodeURIComponent(account)}/d1/database/${encodeURIComponent(id)}/query`;
    return (sql, parameters) =>
      ask(shell, { url, token, body: JSON.stringify({ sql, params: parameters.map(String) }) });
  });
}

function needed(shell: Shell, name: string): string {
  const value = shell.env[name];
  if (value) return value;
  throw new CannotRun(`${name} is not set.`, {
    advice: "A remote log needs CLOUDFLARE_ACCOUNT_ID and a CLOUDFLARE_API_TOKEN with the permission “D1 Read”.",
  });
}

interface Request {
  readonly url: string;
  readonly token: string;
  readonly body: string;
}

/** Repeats a request while the API is busy. Every statement is a SELECT, so a repeat is harmless. */
async function ask(shell: Shell, request: Request): Promise<readonly unknown[]> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await askOnce(shell, request);
    if (answer.kind === "rows") return answer.rows;
    if (attempt === TRIES) throw answer.trouble;
    const patience = FIRST_WAIT_MILLISECONDS * 2 ** (attempt - 1);
    await shell.wait(Math.min(Math.max(patience, answer.afterMilliseconds), LONGEST_WAIT_MILLISECONDS));
  }
}

type Answered =
  | { readonly kind: "rows"; readonly rows: readonly unknown[] }
  | { readonly kind: "busy"; readonly afterMilliseconds: number; readonly trouble: CannotRun };

async function askOnce(shell: Shell, { url, token, body }: Request): Promise<Answered> {
  let response: Response;
  let text: string;
  try {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const signal = AbortSignal.timeout(REQUEST_MILLISECONDS);
    response = await shell.fetch(url, { method: "POST", headers, body, signal, redirect: "error" });
    text = await response.text();
  } catch (cause) {
    return { kind: "busy", afterMilliseconds: 0, trouble: new CannotRun(`${hostOf(url)} does not answer.`, { cause }) };
  }
  const answer = answerIn(text);
  if (response.ok && answer?.success && answer.result?.[0]) return { kind: "rows", rows: answer.result[0].results };
  const trouble = troubleOf(response.status, answer, url);
  if (response.status !== 429 && response.status < 500) throw trouble;
  return { kind: "busy", afterMilliseconds: Number(response.headers.get("retry-after") ?? 0) * 1_000 || 0, trouble };
}

function answerIn(text: string): z.infer<typeof Answer> | null {
  try {
    return Answer.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const hostOf = (url: string): string => new URL(url).host;

const ADVICE: Readonly<Record<number, string>> = {
  401: "Is CLOUDFLARE_API_TOKEN a valid token?",
  403: "Does the token have the permission “D1 Read” for this account?",
  404: "Are CLOUDFLARE_ACCOUNT_ID and the database ids right? `npx wrangler d1 list` shows them.",
};

function troubleOf(status: number, answer: z.infer<typeof Answer> | null, url: string): CannotRun {
  const problems = (answer?.errors ?? [])
    .map(({ code, message }) => (code ? `${message} (${code})` : message))
    .join("; ");
  const advice = ADVICE[status];
  return new CannotRun(`${hostOf(url)} answers ${status}${problems ? `: ${problems}` : ""}`, advice ? { advice } : {});
}
