// Turns pages and troubles into responses, and decides which troubles the log gets.
import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { HtmlEscapedString } from "hono/utils/html";
import type { RowFault } from "../../drizzle/desk-reads.ts";
import type { Desk, DeskContext, DeskIncident } from "./desk.ts";
import { TroublePage } from "./pages/trouble-page.tsx";
import { headersOf, problemOf } from "./problem.ts";
import type { OpenedHold } from "./opened-hold.ts";
import type { Trouble } from "./refusals.ts";
import * as troubles from "./troubles.ts";

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export async function answerPage(
  c: Context<DeskContext>,
  page: Html,
  status: 200 | Trouble["status"] = 200,
): Promise<Response> {
  return c.html(`<!doctype html>${await page}`, status);
}

const BACK_LABELS: readonly (readonly [prefix: string, label: string])[] = [
  ["/holds/", "See the hold as it is now"],
  ["/contacts/", "See the contact as it is now"],
  ["/tasks", "Back to the tasks"],
  ["/suppressions", "Back to the suppressions"],
  ["/policy", "Back to the policy"],
  ["/people", "Back to the people"],
  ["/dispatch", "Back to stopping and resuming"],
  ["/dead-letters", "Back to the dead letters"],
  ["/import/", "Back to the import"],
  ["/export/", "Back to the export"],
  ["/login", "Sign in"],
];

const isApi = (c: Context<DeskContext>): boolean => c.req.path.startsWith("/api/");

/** A trouble as a page, or as a problem document in the API. `back` is the path at which the person can continue. */
export async function answerTrouble(
  desk: Desk,
  c: Context<DeskContext>,
  trouble: Trouble,
  back = "/",
): Promise<Response> {
  noteTrouble(desk, c, trouble);
  for (const [name, value] of Object.entries(headersOf(trouble))) c.header(name, value);
  if (isApi(c))
    return c.body(JSON.stringify(problemOf(trouble)), trouble.status, { "content-type": "application/problem+json" });
  const label = BACK_LABELS.find(([prefix]) => back.startsWith(prefix))?.[1] ?? "Go to the inbox";
  return answerPage(
    c,
    <TroublePage styleVersion={c.var.styleVersion} trouble={trouble} back={{ href: back, label }} />,
    trouble.status,
  );
}

/** Logs a hold whose row for reading differs from its object. The page is shown all the same, from the object. */
export function noteDiffering(desk: Desk, c: Context<DeskContext>, { differing }: Pick<OpenedHold, "differing">): void {
  if (differing.length > 0)
    noteTrouble(desk, c, { ...troubles.readModelDiffers, status: 500, cause: differing.join(" ") });
}

/** Logs the rows that a list had to leave out. */
export const noteFaults = (desk: Desk, c: Context<DeskContext>, faults: readonly RowFault[]): void =>
  noteDiffering(desk, c, { differing: faults.map(({ table, id, field }) => `${table}.${id} ${field}`) });

const INCIDENTS: Readonly<Partial<Record<Trouble["status"], DeskIncident["incident"]>>> = {
  401: "denied",
  403: "denied",
  500: "failed",
  503: "failed",
};

function noteTrouble(desk: Desk, c: Context<DeskContext>, { status, reason, cause }: Trouble): void {
  const incident = INCIDENTS[status];
  if (!incident) return;
  const route = matchedRoutes(c).at(-1)?.path ?? "";
  desk.log({ incident, reason, method: c.req.method, route, by: c.var.by, ...(cause === undefined ? {} : { cause }) });
}
