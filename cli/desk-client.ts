// The desk's JSON API, for commands that act. What it does there, it does as the person whose token it sends.
import { z } from "zod";
import { LOCAL_PERSON, localDesk, localSecrets, type StateOption } from "./local-installation.ts";
import { CannotRun, type Shell } from "./shell.ts";

/** A click waits for the log; a page of a rebuild for some dozens of objects. */
const REQUEST_MILLISECONDS = 120_000;

const Problem = z.object({ title: z.string(), detail: z.string() });

export interface DeskOptions extends StateOption {
  /** Where the desk is; else HOLDPOINT_DESK_URL, else where `npm start` runs. */
  readonly desk?: string | undefined;
  /** Which log a command reads: the desk of a remote one is not guessed. */
  readonly from?: string | undefined;
}

export interface DeskAnswer {
  /** 200, or 202: recorded, and goes on when the log answers. */
  readonly status: number;
  readonly body: unknown;
}

/** Paths are those below `/api/v1`. Whatever the desk does not do is thrown as `CannotRun`, in its own words. */
export interface DeskClient {
  readonly post: (path: string, body: object) => Promise<DeskAnswer>;
  readonly get: (path: string) => Promise<DeskAnswer>;
}

/** Whether the desk is one of this machine: then the local installation's keys are its own. */
export const isLocalDesk = (shell: Shell, options: DeskOptions): boolean => isHere(baseOf(shell, options));

function baseOf(shell: Shell, options: DeskOptions): URL {
  const named = options.desk ?? shell.env["HOLDPOINT_DESK_URL"];
  if (named === undefined && options.from === "remote") {
    throw new CannotRun("Which desk?", { advice: "Name the desk of that log: --desk <url>, or HOLDPOINT_DESK_URL." });
  }
  return urlOf(named ?? localDesk(shell, options));
}

export function deskClient(shell: Shell, options: DeskOptions): DeskClient {
  const base = baseOf(shell, options);
  const token = tokenOf(base, shell, options);

  async function call(method: "GET" | "POST", path: string, body: object | null): Promise<DeskAnswer> {
    const url = new URL(`/api/v1${path}`, base).href;
    const { status, text } = await ask(shell, url, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = jsonIn(text);
    if (answer !== undefined && (status === 200 || status === 202)) return { status, body: answer };
    throw troubleOf(base, status, answer);
  }
  return { post: (path, body) => call("POST", path, body), get: (path) => call("GET", path, null) };
}

function urlOf(text: string): URL {
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new CannotRun(`“${text}” is not the address of a desk.`);
  return new URL(text);
}

const HERE: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];
const isHere = ({ hostname }: URL): boolean => HERE.includes(hostname);

/** The token of the local installation is sent nowhere else, and no token in the open. */
function tokenOf(base: URL, shell: Shell, options: DeskOptions): string {
  if (base.protocol === "http:" && !isHere(base)) {
    throw new CannotRun(`${base.origin} would hear your token in the open.`, { advice: "Use https." });
  }
  const token = shell.env["HOLDPOINT_DESK_TOKEN"];
  if (token) return token;
  const local = isHere(base) ? localSecrets(shell, options)?.desk[LOCAL_PERSON] : undefined;
  if (local !== undefined) return local;
  throw new CannotRun(`The desk at ${base.origin} wants to know who acts.`, {
    advice: isHere(base)
      ? "There is no local installation yet: run npm start, or set HOLDPOINT_DESK_TOKEN."
      : "Set HOLDPOINT_DESK_TOKEN to your own token.",
  });
}

async function ask(shell: Shell, url: string, init: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const signal = AbortSignal.timeout(REQUEST_MILLISECONDS);
    const response = await shell.fetch(url, { ...init, signal, redirect: "error" });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw new CannotRun(`The desk at ${new URL(url).origin} does not answer.`, {
      advice:
        "Is `npm start` running? --desk says where another desk is. Doing it again is safe: the same wish counts once.",
      cause,
    });
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
  401: "HOLDPOINT_DESK_TOKEN, or the local installation’s own token, is not known there.",
  403: "This token may not do that there.",
  503: "Try again in a moment: the same wish counts once.",
};

function troubleOf({ origin }: URL, status: number, answer: unknown): CannotRun {
  const problem = Problem.safeParse(answer);
  const advice = ADVICE[status];
  const said = problem.success
    ? `The desk answers: ${problem.data.title}. ${problem.data.detail}`
    : `${origin} answers ${status}, and not as a desk of this version does.`;
  return new CannotRun(said, advice === undefined ? {} : { advice });
}
