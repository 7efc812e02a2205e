// The routes of the pages' forms. A click is a POST from a page of the desk, stamped for the session and the displayed text; it
// redirects to a page.
import type { Context, Hono } from "hono";
import { type ClickDefinition, invalid, type ClickOutcome } from "./actions/action.ts";
import { allActions } from "./actions/all.ts";
import { ContactId } from "../../schema/ids.ts";
import { answerTrouble } from "./answer-page.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { troubleOf } from "./refusals.ts";
import type { Fields } from "./request-fields.ts";
import { markNotice } from "./session.ts";
import { stampedForm } from "./stamped-form.ts";
import * as troubles from "./troubles.ts";

/** Paths that are also pages; `page-routes.tsx` has their GET. */
const PAGES_TOO: ReadonlySet<string> = new Set([
  "/suppressions",
  "/contacts/:id/erase",
  "/companies",
  "/companies/:id",
  "/people",
  "/sources/:id",
]);

export function addClickRoutes(app: Hono<DeskContext>, desk: Desk): void {
  for (const action of allActions) {
    app.post(action.path, (c) => click(desk, c, action));
    // A GET of a click's path, by a person or a scanner, redirects to the page with its form.
    if (!PAGES_TOO.has(action.path))
      app.get(action.path, (c) => c.redirect(action.back(c.req.param("id") ?? "", {}), 303));
  }
}

async function click(desk: Desk, c: Context<DeskContext>, action: ClickDefinition): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const form = await stampedForm(desk, c, action.back(id, {}));
  if (!form.ok) return form.error;
  const { session, identities, fields } = form.value;
  const outcome = await run(desk, action, { by: session.identity, id, input: withoutBlank(fields, action.blanks) });
  const back = action.back(id, fields);
  if (outcome.kind !== "done") return answerTrouble(desk, c, troubleOf(outcome), withContact(back, fields));
  if (!outcome.logged) return answerTrouble(desk, c, troubles.recorded, back);
  if (outcome.isComplete === false) return answerTrouble(desk, c, troubles.erasing, back);
  const notice = outcome.waits ? "approved_waits" : action.notice;
  return c.redirect(`${back}?done=${markNotice(identities, session, back, notice)}`, 303);
}

/** The page of a hold with the contact that the form named, so that it is found also when its row is gone. */
function withContact(back: string, fields: Fields): string {
  const contactId = ContactId.safeParse(fields["contactId"]);
  return back.startsWith("/holds/") && contactId.success ? `${back}?contact=${contactId.data}` : back;
}

async function run(
  desk: Desk,
  { typed, run: act }: ClickDefinition,
  click: { readonly by: string; readonly id: string; readonly input: Fields },
): Promise<ClickOutcome> {
  return typed !== undefined && click.input[typed] === undefined ? invalid(typed) : act({ desk, ...click });
}

/** Removes blank fields: a form also sends the fields that the person left empty. */
const withoutBlank = (fields: Fields, kept: readonly string[] = []): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== "" || kept.includes(name)));
