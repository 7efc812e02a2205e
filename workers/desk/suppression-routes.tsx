// The page of the suppression list, and the check of a value. The check is a POST because an address belongs in no URL; it changes nothing.
import type { Context, Hono } from "hono";
import { answerPage, answerTrouble } from "./answer-page.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { CheckFields, checkListed, listSuppressions, SuppressionsPageQuery } from "./list-queries.ts";
import { moreOf } from "./page-routes.tsx";
import { type Checked, SuppressionsPage } from "./pages/suppressions-page.tsx";
import type { View } from "./pages/view.ts";
import { readRequests } from "./second-person.ts";
import { type Html, signedPage, viewOf } from "./signed-page.tsx";
import { stampedForm } from "./stamped-form.ts";
import * as troubles from "./troubles.ts";

const PATH = "/suppressions";

export function addSuppressionRoutes(app: Hono<DeskContext>, desk: Desk): void {
  const page = async (view: View, c: Context<DeskContext>, checked: Checked | null): Promise<Html> => {
    // A check is answered with the beginning of the list.
    const query = SuppressionsPageQuery.parse(checked ? {} : c.req.query());
    const { rows, next } = await listSuppressions(desk, query);
    const more = checked ? null : moreOf(c, next);
    const { kind, cause } = query;
    const answer = await readRequests(desk);
    return <SuppressionsPage view={view} {...{ rows, more, kind, cause, checked, answer }} />;
  };
  app.get(PATH, (c) =>
    SuppressionsPageQuery.safeParse(c.req.query()).success
      ? signedPage(desk, c, PATH, (view) => page(view, c, null))
      : answerTrouble(desk, c, troubles.invalidQuery, PATH),
  );
  app.post(`${PATH}/check`, async (c) => {
    const form = await stampedForm(desk, c, PATH);
    if (!form.ok) return form.error;
    const { session, identities, fields } = form.value;
    const wish = CheckFields.safeParse(fields);
    const kind = wish.success ? wish.data.kind : "value";
    const found = wish.success ? await checkListed(desk, wish.data) : null;
    return answerPage(c, await page(await viewOf(desk, identities, session, c, PATH), c, { kind, found }));
  });
}
