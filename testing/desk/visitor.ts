// A simple browser without a screen, for the desk's tests: it keeps the session cookie, and submits the forms of the pages.
import type { deskApp } from "../../workers/desk/app.tsx";
import { GRACE } from "./installation.ts";

export const ORIGIN = "http://desk.test";

/**
 * The headers that a browser sends with a form of the desk's own page. The origin is "null", because the pages send no referrer.
 */
export const FROM_OUR_PAGE = { "sec-fetch-site": "same-origin", origin: "null" };

type App = ReturnType<typeof deskApp>;

export interface Visitor {
  readonly cookie: string;
  get(path: string): Promise<Response>;
  /** Opens the page, fills in its form for `action`, and posts it. */
  submit(page: string, action: string, fields?: Readonly<Record<string, string>>): Promise<Response>;
  post(
    action: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** The hidden fields of the form for `action` on `page`. */
  hidden(page: string, action: string): Promise<Record<string, string>>;
}

export async function signIn(app: App, who: { readonly token: string } = GRACE): Promise<Visitor> {
  const answer = await app.request(`${ORIGIN}/login`, form({ token: who.token, next: "/" }, FROM_OUR_PAGE));
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  const get: Visitor["get"] = async (path) => app.request(`${ORIGIN}${path}`, { headers: { cookie } });
  const post: Visitor["post"] = async (action, fields, headers = FROM_OUR_PAGE) =>
    app.request(`${ORIGIN}${action}`, form(fields, { ...headers, cookie }));
  const hidden: Visitor["hidden"] = async (page, action) => hiddenFields(await (await get(page)).text(), action);
  return {
    cookie,
    get,
    post,
    hidden,
    submit: async (page, action, fields = {}) => post(action, { ...(await hidden(page, action)), ...fields }),
  };
}

export const form = (
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
  body: new URLSearchParams(fields).toString(),
});

/** The hidden fields of the form for `action`. */
export function hiddenFields(html: string, action: string): Record<string, string> {
  const found = html.split("<form ").find((part) => part.includes(`method="post" action="${action}"`));
  if (!found) throw new Error(`the page has no form for ${action}`);
  const inputs = found.split("</form>")[0]?.matchAll(/<input type="hidden" name="([\w.]+)" value="([^"]*)"/g) ?? [];
  return Object.fromEntries(
    [...inputs].map(([, name = "", value = ""]) => [name, value.replaceAll("&amp;", "&").replaceAll("&#39;", "'")]),
  );
}

/** Posts a form with a file, as a browser does: the hidden fields of the form for `action` in `html`, and the given ones. */
export async function upload(
  app: App,
  cookie: string,
  { html, action, fields = {}, file }: Upload,
  headers: Readonly<Record<string, string>> = FROM_OUR_PAGE,
): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ ...hiddenFields(html, action), ...fields })) body.set(name, value);
  if (file) body.set("file", new File([file.text], file.name, { type: "text/csv" }));
  return app.request(`${ORIGIN}${action}`, { method: "POST", headers: { ...headers, cookie }, body });
}

interface Upload {
  readonly html: string;
  readonly action: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly file?: { readonly name: string; readonly text: string | Uint8Array<ArrayBuffer> };
}
