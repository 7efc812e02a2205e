// The JSON API of the desk under /api/v1: bearer token instead of a session, JSON instead of pages, problem documents instead of
// sentences. It has no rules of its own.
import type { Context, Hono } from "hono";
import * as z from "zod";
import type { RowFault } from "../../drizzle/desk-reads.ts";
import type { TimelineEntry } from "../../schema/answers.ts";
import { Digest } from "../../schema/formats.ts";
import { ContactId } from "../../schema/ids.ts";
import type { HoldRow } from "../../schema/shipment.ts";
import { type ClickDefinition, invalid, invalidIn } from "./actions/action.ts";
import { allActions } from "./actions/all.ts";
import { correctCompany, recordFact, retractFact } from "./actions/company-actions.ts";
import { type ListedUnwritten, unwrittenText } from "../../schema/listed-unwritten.ts";
import { answerTrouble, noteDiffering, noteFaults } from "./answer-page.tsx";
import { type CompanyRecord, readCompany, type ShownGrade } from "./company-record.ts";
import { receiptAnswer, verifyAnswer, whatIfAnswer, WhatIfQuestion } from "./contact-answers.ts";
import { readCheckedRecord, readRecord } from "./contact-record.ts";
import type { Desk, DeskContext } from "./desk.ts";
import { readDispatching } from "./dispatching.ts";
import { originOf } from "./draft-origin.ts";
import {
  AdministrationQuery,
  CheckFields,
  checkListed,
  SearchQuery,
  CompanyVersionQuery,
  comparedDays,
  ComparisonsQuery,
  HoldsQuery,
  LeadsQuery,
  listCompanies,
  listComparisons,
  listContacts,
  listDeadLetters,
  listEndedHolds,
  listHolds,
  listLeads,
  listNotWritten,
  listUnderWay,
  listOutbox,
  listPlans,
  ListQuery,
  listRefused,
  listSuppressions,
  listTasks,
  type Listed,
  NotWrittenQuery,
  NumbersPageQuery,
  numbersQueryOf,
  PlansPageQuery,
  readAdministration,
  readContact,
  readDeadLetter,
  readNumbers,
  readOutboxMessage,
  readGauges,
  readSystem,
  RefusedQuery,
  SuppressionsPageQuery,
} from "./list-queries.ts";
import { listTaskOf } from "./list-trouble.ts";
import { askOne } from "../../schema/only-answer.ts";
import { readMessage } from "../../replay/message-text.ts";
import { type OpenedHold, openHold } from "./opened-hold.ts";
import { type Trouble, troubleOf } from "./refusals.ts";
import { jsonFields } from "./request-fields.ts";
import { becameOf, planOfRun } from "../../schema/planned-run.ts";
import { arithmeticOf, planOf, shownOf } from "../../schema/shown-hold.ts";
import { callerOf } from "./signed-in.ts";
import * as troubles from "./troubles.ts";
import { taskItemOf } from "./unreadable.ts";
import { readWorkList, WorkListQuery } from "./work-list.ts";

const PREFIX = "/api/v1";

const HoldListQuery = HoldsQuery.extend({ state: z.enum(["open", "ended"]).default("open") });

/** Reads a value; null when it does not exist, or why it cannot be shown. */
type Read = (c: Context<DeskContext>, by: string) => Promise<object | { readonly trouble: Trouble } | null>;

export function addApiRoutes(app: Hono<DeskContext>, desk: Desk): void {
  const read = (path: string, give: Read): void => {
    app.get(`${PREFIX}${path}`, async (c) => {
      const by = callerOf(c);
      if (by === null) return answerTrouble(desk, c, troubles.notSignedIn);
      const value = await give(c, by);
      if (value === null) return answerTrouble(desk, c, troubles.notFound);
      return "trouble" in value ? answerTrouble(desk, c, value.trouble as Trouble) : c.json(value);
    });
  };
  const list = <Query extends z.ZodType>(
    path: string,
    shape: Query,
    give: (
      query: z.output<Query>,
      by: string,
    ) => Promise<{ readonly items: readonly unknown[]; readonly faults?: readonly RowFault[] }>,
  ): void => {
    app.get(`${PREFIX}${path}`, async (c) => {
      const by = callerOf(c);
      if (by === null) return answerTrouble(desk, c, troubles.notSignedIn);
      const query = shape.safeParse(c.req.query());
      if (!query.success) return answerTrouble(desk, c, troubles.invalidQuery);
      const page = await give(query.data, by);
      noteFaults(desk, c, page.faults ?? []);
      return c.json(page);
    });
  };

  list("/holds", HoldListQuery, async (query, by) =>
    query.state === "open"
      ? itemsOf(await listHolds(desk, by, query), holdJson)
      : itemsOf(await listEndedHolds(desk, by, query), holdJson),
  );
  list("/contacts", SearchQuery, async (query, by) => {
    const { flags, scores, ...page } = await listContacts(desk, by, query);
    return itemsOf(page, (card) => ({
      ...card,
      flags: flags.get(card.id) ?? null,
      score: scores.get(card.id) ?? null,
    }));
  });
  list("/companies", SearchQuery, async (query) => itemsOf(await listCompanies(desk, query)));
  list("/tasks", ListQuery, async (query) => {
    const { unreadable, listTrouble, ...page } = await listTasks(desk, query);
    const { items, ...rest } = itemsOf(page);
    return { items: [...listTaskOf(listTrouble), ...unreadable.map(taskItemOf), ...items], ...rest };
  });
  list("/under-way", ListQuery, async (query, by) => {
    const { cards, ...page } = await listUnderWay(desk, by, query);
    return itemsOf(page, (row) => ({ ...row, name: cards.get(row.streamId)?.name ?? null }));
  });
  list("/not-written", NotWrittenQuery, async (query, by) => {
    const { cards, isCut, ...page } = await listNotWritten(desk, by, query);
    const named = (row: ListedUnwritten) => ({
      ...row,
      words: unwrittenText(row),
      name: cards.get(row.streamId)?.name ?? null,
    });
    return { ...itemsOf(page, named), isCut };
  });
  list("/work-list", WorkListQuery, async (query, by) => {
    const { items, cards, ...counts } = await readWorkList(desk, by, query);
    const named = (id: ContactId) => ({ id, name: cards.get(id)?.name ?? null });
    return { items: items.map(({ contacts, ...item }) => ({ ...item, contacts: contacts.map(named) })), ...counts };
  });
  list("/suppressions", SuppressionsPageQuery, async (query) => {
    const [page, installation] = await Promise.all([listSuppressions(desk, query), desk.reads.systemFingerprint()]);
    return { ...itemsOf(page), installation };
  });
  app.post(`${PREFIX}/suppressions/check`, (c) => check(desk, c));
  list("/outbox", ListQuery, async (query, by) => itemsOf(await listOutbox(desk, by, query)));
  list("/dead-letters", ListQuery, async (query) => itemsOf(await listDeadLetters(desk, query)));
  list("/dead-letters/refused", RefusedQuery, async (query) => itemsOf(await listRefused(desk, query)));
  read("/dead-letters/sources", async () => ({ items: await desk.reads.refusedGroups() }));

  read("/dead-letters/:id", (c, by) => readDeadLetter(desk, by, c.req.param("id")));

  list("/plans", PlansPageQuery, async (query, by) => {
    const { cards, ...page } = await listPlans(desk, by, query);
    return itemsOf(page, ({ shownPlan, ...row }) => ({
      ...row,
      name: cards.get(row.streamId)?.name ?? null,
      shownPlan: planOfRun({ ...row, shownPlan }),
      became: becameOf(row),
    }));
  });
  list("/plans/shadow", ComparisonsQuery, async (query) => itemsOf(await listComparisons(desk, query)));

  list("/administration", AdministrationQuery, async (query) => {
    const { entries, ...page } = await readAdministration(desk, query);
    return { items: entries.map(entryJson), ...page };
  });

  read("/policy", async () => {
    const { policy, digest, adoption } = await askOne(desk.port, { type: "PolicyInForce", known: null });
    return { digest, adoption, policy };
  });
  read("/policies/:digest", async (c) => {
    const digest = Digest.safeParse(c.req.param("digest"));
    return digest.success ? askOne(desk.port, { type: "PolicyByDigest", digest: digest.data }) : null;
  });
  app.get(`${PREFIX}/numbers`, async (c) => {
    if (callerOf(c) === null) return answerTrouble(desk, c, troubles.notSignedIn);
    const parsed = NumbersPageQuery.safeParse(c.req.query());
    const query = parsed.success ? await numbersQueryOf(desk, parsed.data) : null;
    return query ? c.json(await readNumbers(desk, query)) : answerTrouble(desk, c, troubles.invalidQuery);
  });
  app.get(`${PREFIX}/numbers/leads`, async (c) => {
    if (callerOf(c) === null) return answerTrouble(desk, c, troubles.notSignedIn);
    const query = LeadsQuery.safeParse(c.req.query());
    const page = query.success ? await listLeads(desk, query.data) : null;
    return page ? c.json(itemsOf(page)) : answerTrouble(desk, c, troubles.invalidQuery);
  });

  read("/dispatch", () => readDispatching(desk));
  read("/system", () => readSystem(desk));
  read("/gauges", () => readGauges(desk));

  read("/plans/days", async () => ({ items: await comparedDays(desk) }));
  read("/holds/sources", async () => ({ items: await desk.reads.openSources() }));
  read("/holds/:id", async (c, by) => {
    const opened = await openHold(desk, by, { id: c.req.param("id"), contact: c.req.query("contact") });
    if (!opened?.ok) return opened && { trouble: opened.error };
    noteDiffering(desk, c, opened.value);
    return openedJson(opened.value);
  });
  read("/contacts/:id", async (c, by) => {
    const id = ContactId.safeParse(c.req.param("id"));
    const contact = id.success ? await readContact(desk, by, id.data) : null;
    if (!contact) return null;
    const { timeline, holds, missing, ...rest } = contact;
    noteFaults(desk, c, rest.faults);
    return {
      ...rest,
      version: timeline.version,
      step: timeline.step,
      holds: holds.map(holdJson),
      missing,
      timeline: timeline.entries.map(entryJson),
    };
  });
  read("/companies/:id", async (c, by) => {
    const query = CompanyVersionQuery.safeParse(c.req.query());
    if (!query.success) return { trouble: troubles.invalidQuery };
    const found = await readCompany(desk, by, { key: c.req.param("id"), version: query.data.version });
    return found && companyJson(found);
  });
  read("/contacts/:id/receipt", async (c, by) => {
    const record = await readRecord(desk, by, c.req.param("id"));
    return record && receiptAnswer(record);
  });
  read("/contacts/:id/verify", async (c, by) => {
    const record = await readCheckedRecord(desk, by, c.req.param("id"));
    return record && verifyAnswer(record);
  });
  read("/contacts/:id/proof", async (c) => {
    const id = ContactId.safeParse(c.req.param("id"));
    return id.success ? askOne(desk.port, { type: "Proof", contactId: id.data }) : null;
  });
  app.post(`${PREFIX}/contacts/:id/what-if`, (c) => whatIf(desk, c));
  read("/outbox/:key", async (c, by) => {
    const row = await readOutboxMessage(desk, by, c.req.param("key"));
    return row && { ...row, readable: readMessage(row.message).text };
  });

  // What is put is the same afterwards, however often it is put.
  app.put(`${PREFIX}/companies/:id`, (c) => act(desk, c, correctCompany));
  app.put(`${PREFIX}/companies/:id/facts`, (c) => act(desk, c, recordFact));
  app.delete(`${PREFIX}/companies/:id/facts/:fact`, (c) => act(desk, c, retractFact, { factId: c.req.param("fact") }));
  for (const action of allActions) app.post(`${PREFIX}${action.path}`, (c) => act(desk, c, action));
}

/**
 * Answers 200 when the event is in the log. 202 while the log is down or an erasure is incomplete: the object then continues by
 * itself.
 */
async function act(
  desk: Desk,
  c: Context<DeskContext>,
  action: ClickDefinition,
  ofPath: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const by = callerOf(c);
  if (by === null) return answerTrouble(desk, c, troubles.notSignedIn);
  const body = await jsonFields(c.req.raw);
  if (!body.ok) return answerTrouble(desk, c, body.error);
  const outcome = await action.run({ desk, by, id: c.req.param("id") ?? "", input: { ...body.value, ...ofPath } });
  if (outcome.kind !== "done") return answerTrouble(desk, c, troubleOf(outcome));
  const { kind: _, ...answer } = outcome;
  return c.json(answer, outcome.logged && outcome.isComplete !== false ? 200 : 202);
}

/** Says whether the suppression list covers a value. By POST because an address belongs in no URL; it changes nothing. */
async function check(desk: Desk, c: Context<DeskContext>): Promise<Response> {
  if (callerOf(c) === null) return answerTrouble(desk, c, troubles.notSignedIn);
  const body = await jsonFields(c.req.raw);
  if (!body.ok) return answerTrouble(desk, c, body.error);
  const fields = CheckFields.safeParse(body.value);
  if (!fields.success) return answerTrouble(desk, c, troubleOf(invalidIn(fields.error)));
  const found = await checkListed(desk, fields.data);
  return found ? c.json(found) : answerTrouble(desk, c, troubleOf(invalid("value")));
}

/** Answers a what-if question. By POST because the candidate policy is long; it changes nothing. */
async function whatIf(desk: Desk, c: Context<DeskContext>): Promise<Response> {
  const by = callerOf(c);
  if (by === null) return answerTrouble(desk, c, troubles.notSignedIn);
  const body = await jsonFields(c.req.raw);
  if (!body.ok) return answerTrouble(desk, c, body.error);
  const question = WhatIfQuestion.safeParse(body.value);
  if (!question.success) return answerTrouble(desk, c, troubleOf(invalidIn(question.error)));
  const record = await readRecord(desk, by, c.req.param("id"));
  if (!record) return answerTrouble(desk, c, troubles.notFound);
  const answer = whatIfAnswer(record, question.data, desk.now().toISOString());
  return answer.ok ? c.json(answer.value) : answerTrouble(desk, c, troubles.invalidPolicy(answer.error));
}

/** `faults`: rows that cannot be read, which are not among the items. */
const itemsOf = <Row, Item = Row>(
  { rows, next, faults }: Listed<Row>,
  json: (row: Row) => Item | Row = (row) => row,
) => ({
  items: rows.map(json),
  next,
  ...(faults.length > 0 ? { faults } : {}),
});

/**
 * A row for reading. It has no digest: a program that decides opens the hold, so that the digest it sends is that of the text which
 * the object gave.
 */
const holdJson = (row: HoldRow) => {
  const { digest: _, ...hold } = row;
  return { ...hold, shown: shownOf(hold), arithmetic: arithmeticOf(hold), plan: planOf(hold) };
};

/** One hold, from its contact's object. `digest` is that of what is shown; a click sends it back. */
const openedJson = ({ hold: { row, ...drawn }, timeline, score, differing, replacement }: OpenedHold) => ({
  ...holdJson(row),
  ...drawn,
  writing: row.kind === "draft" ? originOf(row, timeline) : null,
  score,
  differing,
  ...(replacement ? { replacement } : {}),
});

const companyJson = ({
  companyId,
  company,
  head,
  contacts,
  hasMoreContacts,
  grades,
  hasMoreGrades,
  history,
}: CompanyRecord) => ({
  id: companyId,
  version: company.version,
  head,
  company: company.recorded,
  mergedInto: company.merged?.into ?? null,
  merged: Object.keys(company.absorbed ?? {}),
  facts: Object.entries(company.facts).map(([id, fact]) => ({ id, ...fact })),
  contacts: contacts.map(({ id, name, email, title, companyId: placed }) => ({
    id,
    name,
    email,
    title,
    isPlaced: placed !== null,
  })),
  hasMoreContacts,
  grades: grades.map(gradeJson),
  hasMoreGrades,
  timeline: history.entries.map(entryJson),
});

const gradeJson = ({ companyId: company, version, contact, ...grade }: ShownGrade) => ({
  ...grade,
  name: contact?.name ?? null,
  cited: { company, version },
});

const entryJson = (entry: TimelineEntry) => ({
  ...entry,
  payload: JSON.parse(entry.payload) as unknown,
  provenance: JSON.parse(entry.provenance) as unknown,
  words: entry.words === null ? null : (JSON.parse(entry.words) as unknown),
});
