// Renders a page for a signed-in person. Other visitors are redirected to the sign-in, and back afterwards.
import type { Context } from "hono";
import type { HtmlEscapedString } from "hono/utils/html";
import { answerPage, answerTrouble } from "./answer-page.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { readDispatching } from "./dispatching.ts";
import { listTroubleOf } from "./list-trouble.ts";
import type { Identities } from "./identities.ts";
import { isNotice, NOTICES } from "./notices.ts";
import { lackingFor } from "./permit.ts";
import { permissionToPost } from "./permissions.ts";
import type { View } from "./pages/view.ts";
import type { Trouble } from "./refusals.ts";
import { readNotice, type Session, stampForm } from "./session.ts";
import { sessionOf } from "./signed-in.ts";
import * as troubles from "./troubles.ts";

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
/** A page's content; null when its subject does not exist, or why it cannot be shown. */
type Rendered = Html | null | { readonly trouble: Trouble };
export type Render = (view: View, c: Context<DeskContext>) => Promise<Rendered> | Rendered;

const isTroubled = (page: Awaited<Rendered>): page is { readonly trouble: Trouble } =>
  page !== null && typeof page === "object" && "trouble" in page;

export async function signedPage(
  desk: Desk,
  c: Context<DeskContext>,
  section: string,
  render: Render,
): Promise<Response> {
  const session = sessionOf(c);
  if (!session || !desk.identities) return c.redirect(signInPath(c), 303);
  const page = await render(await viewOf(desk, desk.identities, session, c, section), c);
  if (page === null) return answerTrouble(desk, c, troubles.notFound);
  return isTroubled(page) ? answerTrouble(desk, c, page.trouble) : answerPage(c, page);
}

/** What a form to `path` needs that the caller lacks; null when they may post it. */
function mayPost(c: Context<DeskContext>, path: string): Trouble | null {
  const needed = permissionToPost(path);
  const { caller } = c.var;
  return needed && caller ? lackingFor(caller, needed) : troubles.unlistedRoute;
}

function signInPath(c: Context<DeskContext>): string {
  const { pathname, search } = new URL(c.req.url);
  return `/login?next=${encodeURIComponent(`${pathname}${search}`)}`;
}

export async function viewOf(
  desk: Desk,
  identities: Identities,
  session: Session,
  c: Context<DeskContext>,
  section: string,
): Promise<View> {
  const notice = readNotice(identities, session, c.req.path, c.req.query("done") ?? "");
  const [listTrouble, dispatching] = await Promise.all([listTroubleOf(desk.reads), readDispatching(desk)]);
  return {
    session,
    section,
    now: desk.now(),
    people: (await desk.people.read({ isClick: false })).deciders,
    may: (path) => mayPost(c, path),
    listTrouble,
    dispatching,
    notice: notice !== null && isNotice(notice) ? NOTICES[notice] : null,
    styleVersion: c.var.styleVersion,
    stamp: (path, shown) => stampForm(identities, session, { path, shown }),
  };
}
