// Calls the desk's JSON API, for commands that change something. The desk acts as the person whose token is sent.
import * as z from "zod";
import { LOCAL_PERSON, localDesk, localSecrets, type StateOption } from "./local-installation.ts";
import { CannotRun, type Shell } from "./shell.ts";

/** A long timeout: a command waits for the log, and a page of a rebuild reads dozens of objects. */
const REQUEST_MILLISECONDS = 120_000;
/** A file streams for as long as its pages are read. */
const DOWNLOAD_MILLISECONDS = 30 * 60_000;

const Problem = z.object({ type: z.string().default(""), title: z.string(), detail: z.string() });

/** The desk refused a request; the exit code is 2. */
export class DeskRefused extends CannotRun {
  /** The last part of the problem's urn; empty when the answer was no problem document. */
  readonly reason: string;

  constructor(message: string, { reason, advice }: { readonly reason: string; readonly advice: string | undefined }) {
    super(message, advice === undefined ? {} : { advice });
    this.reason = reason;
  }
}

export interface DeskOptions extends StateOption {
  /** The URL of the desk; otherwise HOLDPOINT_DESK_URL is used, otherwise the desk of `npm start`. */
  readonly desk?: string | undefined;
  /** Which log the command reads. For a remote log the desk must be named. */
  readonly from?: string | undefined;
}

export interface DeskAnswer {
  /** 200: done. 202: recorded by the object; the installation continues when the log can be written. */
  readonly status: number;
  readonly body: unknown;
}

/** Paths are below `/api/v1`. When the desk refuses a request, its problem is thrown as `DeskRefused`. */
export interface DeskClient {
  /** The address of the desk, for links to its pages. */
  readonly base: URL;
  readonly post: (path: string, body: object) => Promise<DeskAnswer>;
  readonly get: (path: string) => Promise<DeskAnswer>;
  /** The chunks of a file: by GET, or by POST with a body. One that breaks off throws `CannotRun`. */
  readonly download: (path: string, body: object | null) => Promise<AsyncIterable<Uint8Array>>;
}

/** Whether the desk runs on this machine, so that the local installation's keys are the desk's keys. */
export const isLocalDesk = (shell: Shell, options: DeskOptions): boolean => isHere(baseOf(shell, options));

function baseOf(shell: Shell, options: DeskOptions): URL {
  const named = options.desk ?? shell.env["HOLDPOINT_DESK_URL"];
  if (named === undefined && options.from === "remote") {
    throw new CannotRun("A remote log needs the name of its desk.", {
      advice: "Name the desk of that log: --desk <url>, or HOLDPOINT_DESK_URL.",
    });
  }
  return urlOf(named ?? localDesk(shell, options));
}

/** A client for the chosen desk. Throws `CannotRun` when the desk is not named correctly, or a token cannot be sent to it. */
export function deskClient(shell: Shell, options: DeskOptions): DeskClient {
  const base = baseOf(shell, options);
  const credentials = credentialsFor(base, shell, options);

  const requestOf = (method: "GET" | "POST", path: string, body: object | null) => ({
    url: new URL(`/api/v1${path}`, base).href,
    init: {
      method,
      headers: { ...credentials, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    },
  });
  async function call(method: "GET" | "POST", path: string, body: object | null): Promise<DeskAnswer> {
    const { url, init } = requestOf(method, path, body);
    const response = await answering(shell, url, { ...init, signal: AbortSignal.timeout(REQUEST_MILLISECONDS) });
    const { status } = response;
    const text = await reading(url, () => response.text());
    const answer = jsonIn(text);
    if (answer !== undefined && (status === 200 || status === 202)) return { status, body: answer };
    throw troubleOf(base, status, answer);
  }
  async function download(path: string, body: object | null): Promise<AsyncIterable<Uint8Array>> {
    const { url, init } = requestOf(body === null ? "GET" : "POST", path, body);
    const response = await answering(shell, url, { ...init, signal: AbortSignal.timeout(DOWNLOAD_MILLISECONDS) });
    if (response.status !== 200 || !response.body)
      throw troubleOf(base, response.status, jsonIn(await reading(url, () => response.text())));
    return chunksOf(url, response.body);
  }
  return { base, post: (path, body) => call("POST", path, body), get: (path) => call("GET", path, null), download };
}

function urlOf(text: string): URL {
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new CannotRun(`“${text}” is not the URL of a desk.`);
  return new URL(text);
}

const HERE: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];
const isHere = ({ hostname }: URL): boolean => HERE.includes(hostname);

/**
 * The headers of a service token, with which a program comes through Cloudflare Access; none where the environment names none.
 * https://developers.cloudflare.com/cloudflare-one/access-controls/service-credentials/service-tokens/
 */
export function accessHeaders(env: Shell["env"]): Readonly<Record<string, string>> {
  const [id, secret] = [env["CF_ACCESS_CLIENT_ID"], env["CF_ACCESS_CLIENT_SECRET"]];
  return id && secret ? { "cf-access-client-id": id, "cf-access-client-secret": secret } : {};
}

/**
 * The headers that say who calls a desk. Behind Access the service token is enough: it has a role of its own. The local installation's token is sent only to
 * this machine, and none is sent over plain HTTP to another host.
 */
function credentialsFor(base: URL, shell: Shell, options: DeskOptions): Readonly<Record<string, string>> {
  if (base.protocol === "http:" && !isHere(base)) {
    throw new CannotRun(`Your token would be sent to ${base.origin} unencrypted.`, { advice: "Use https." });
  }
  const access = isHere(base) ? {} : accessHeaders(shell.env);
  const token = shell.env["HOLDPOINT_DESK_TOKEN"];
  if (token) return { authorization: `Bearer ${token}`, ...access };
  if (Object.keys(access).length > 0) return access;
  const local = isHere(base) ? localSecrets(shell, options)?.desk[LOCAL_PERSON] : undefined;
  if (local !== undefined) return { authorization: `Bearer ${local}` };
  throw new CannotRun(`The desk at ${base.origin} needs a token.`, {
    advice: isHere(base)
      ? "There is no local installation yet: run npm start, or set HOLDPOINT_DESK_TOKEN."
      : "Set HOLDPOINT_DESK_TOKEN to your own token; behind Cloudflare Access, CF_ACCESS_CLIENT_ID and CF_ACCESS_CLIENT_SECRET to a service token.",
  });
}

const answering = (shell: Shell, url: string, init: RequestInit): Promise<Response> =>
  reading(url, () => shell.fetch(url, { ...init, redirect: "error" }));

/** What the desk answers, or that it does not. */
async function reading<T>(url: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new CannotRun(`The desk at ${new URL(url).origin} does not answer.`, {
      advice:
        "Is `npm start` running? --desk names another desk. Running the command again is safe: a repeated request counts once.",
      cause,
    });
  }
}

async function* chunksOf(url: string, body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reading(url, () => reader.read());
    if (done) return;
    yield value;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const ADVICE: Readonly<Record<number, string>> = {
  401: "The desk does not know the token that was sent: HOLDPOINT_DESK_TOKEN, or otherwise the local installation’s own.",
  403: "This token is not allowed to do that.",
  404: "Was a contact named by address? Then SYSTEM_KEY must be the key of this desk’s installation.",
  503: "Try again in a moment: a repeated request counts once.",
};

function troubleOf({ origin }: URL, status: number, answer: unknown): DeskRefused {
  const problem = Problem.safeParse(answer);
  const text = problem.success
    ? `The desk answers: ${problem.data.title}. ${problem.data.detail}`
    : `${origin} answers ${status}, which is not an answer of this version’s desk.`;
  const reason = problem.success ? problem.data.type.replace(/^urn:holdpoint:problem:/, "") : "";
  // A repeat does not help against a wrong key.
  const advice = reason === "key_differs" ? undefined : ADVICE[status];
  return new DeskRefused(text, { reason, advice });
}
