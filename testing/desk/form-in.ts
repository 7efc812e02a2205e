// Fills in and posts forms with files on a desk that runs, as a browser without script does.
import { hiddenFields } from "./visitor.ts";

export interface DeskSession {
  readonly url: URL;
  readonly cookie: string;
}

/** Signs in with a token. */
export async function signInOn(url: URL, token: string): Promise<DeskSession> {
  const headers = { origin: url.origin };
  const body = new URLSearchParams({ token, next: "/" });
  const answer = await fetch(new URL("/login", url), { method: "POST", redirect: "manual", headers, body });
  return { url, cookie: answer.headers.get("set-cookie")?.split(";")[0] ?? "" };
}

interface FilledIn {
  /** The page that has the form; otherwise the form is on the page at its own path. */
  readonly html?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly file?: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };
}

/** Posts the form for `action`, and returns the page that answers. Throws where it is refused. */
export async function formIn(
  { url, cookie }: DeskSession,
  action: string,
  { html, fields = {}, file }: FilledIn,
): Promise<string> {
  const page = html ?? (await (await fetch(new URL(action, url), { headers: { cookie } })).text());
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...hiddenFields(page, action), ...fields })) body.set(name, value);
  if (file) body.set("file", new File([file.bytes], file.name, { type: "text/csv" }));
  const answer = await fetch(new URL(action, url), { method: "POST", headers: { cookie, origin: url.origin }, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${action} answers ${answer.status}: ${text.slice(0, 2_000)}`);
  return text;
}
