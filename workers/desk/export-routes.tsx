// The files that the desk gives away: companies and facts by a link, and contacts by a form with a reason, because their names and addresses are opened. The API
// has the same.
import type { Context, Hono } from "hono";
import * as z from "zod";
import type { ExportKind } from "../../domain/import/own-file.ts";
import { RequestId } from "../../schema/ids.ts";
import { givenReason, saysWhy } from "../../schema/notes.ts";
import { invalid, invalidIn } from "./actions/action.ts";
import { answerTrouble } from "./answer-page.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { announceContacts, exportBody, exportName } from "./export.ts";
import { ExportContactsPage } from "./pages/export-page.tsx";
import { troubleOf } from "./refusals.ts";
import { type Fields, jsonFields } from "./request-fields.ts";
import { readRequests } from "./second-person.ts";
import { signedPage } from "./signed-page.tsx";
import { callerOf, sessionOf } from "./signed-in.ts";
import { stampedForm } from "./stamped-form.ts";
import * as troubles from "./troubles.ts";

/** The kinds that say nothing about persons. */
const OPEN_KINDS = ["companies", "facts"] as const satisfies readonly ExportKind[];
const CONTACTS = "/export/contacts";
const API = "/api/v1";

const ReasonFields = z.strictObject({ ...givenReason, request: RequestId.optional() });

export function addExportRoutes(app: Hono<DeskContext>, desk: Desk): void {
  for (const kind of OPEN_KINDS) {
    app.get(`/export/${kind}`, async (c) => {
      if (!sessionOf(c)) return signedPage(desk, c, "/companies", () => null);
      return fileOf(desk, c, kind);
    });
    app.get(`${API}/export/${kind}`, (c) =>
      callerOf(c) === null ? answerTrouble(desk, c, troubles.notSignedIn) : fileOf(desk, c, kind),
    );
  }
  app.get(CONTACTS, (c) =>
    signedPage(desk, c, "/contacts", async (view) => (
      <ExportContactsPage view={view} contacts={await desk.reads.contactCount()} answer={await readRequests(desk)} />
    )),
  );
  app.post(CONTACTS, async (c) => {
    const form = await stampedForm(desk, c, CONTACTS);
    return form.ok ? contactsFile(desk, c, form.value.session.identity, form.value.fields) : form.error;
  });
  app.post(`${API}${CONTACTS}`, async (c) => {
    const by = callerOf(c);
    if (by === null) return answerTrouble(desk, c, troubles.notSignedIn);
    const body = await jsonFields(c.req.raw);
    return body.ok ? contactsFile(desk, c, by, body.value) : answerTrouble(desk, c, body.error);
  });
}

/** The list of contacts, once the log has who exports it and why. */
async function contactsFile(desk: Desk, c: Context<DeskContext>, by: string, fields: Fields): Promise<Response> {
  const given = ReasonFields.safeParse(withoutBlank(fields));
  if (!given.success) return answerTrouble(desk, c, troubleOf(invalidIn(given.error)), CONTACTS);
  const { reason, why, request } = given.data;
  if (!saysWhy(given.data)) return answerTrouble(desk, c, troubleOf(invalid("why")), CONTACTS);
  const outcome = await announceContacts(desk, by, { reason, why, named: request ?? null });
  if (outcome.kind !== "done") return answerTrouble(desk, c, troubleOf(outcome), CONTACTS);
  return outcome.logged ? fileOf(desk, c, "contacts") : answerTrouble(desk, c, troubles.notExported, CONTACTS);
}

/** A form also sends the fields that the person left empty. */
const withoutBlank = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));

function fileOf(desk: Desk, c: Context<DeskContext>, kind: ExportKind): Response {
  c.header("content-type", "text/csv; charset=utf-8");
  c.header("content-disposition", `attachment; filename="${exportName(kind, desk.now())}"`);
  return c.body(exportBody(desk, kind));
}
