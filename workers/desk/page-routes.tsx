// The pages. Each is a GET that changes nothing.
import { askOne } from "../../schema/only-answer.ts";
import type { Context, Hono } from "hono";
import type * as z from "zod";
import { ContactId } from "../../schema/ids.ts";
import { answerTrouble, noteDiffering, noteFaults } from "./answer-page.tsx";
import { readCompany } from "./company-record.ts";
import type { Desk, DeskContext } from "./desk.ts";
import {
  AdministrationQuery,
  cardsOf,
  CompaniesPageQuery,
  SearchQuery,
  CompanyVersionQuery,
  comparedDays,
  ComparisonsQuery,
  InboxQuery,
  listCompanies,
  LeadsQuery,
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
  listTasks,
  NotWrittenQuery,
  NumbersPageQuery,
  numbersQueryOf,
  PlansPageQuery,
  readAdministration,
  readContactOrLog,
  readDeadLetter,
  readNumbers,
  readTask,
  readOutboxMessage,
  readGauges,
  readSystem,
  refusedGroupIn,
  RefusedQuery,
} from "./list-queries.ts";
import { AdministrationPage } from "./pages/administration-page.tsx";
import { CompaniesPage, CompanyPage } from "./pages/company-pages.tsx";
import { ContactPage } from "./pages/contact-page.tsx";
import { readRequests } from "./second-person.ts";
import { ErasePage } from "./pages/erase-page.tsx";
import { HoldPage } from "./pages/hold-page.tsx";
import { LetterPage } from "./pages/letter-page.tsx";
import { MessagePage, PolicyPage } from "./pages/installation-pages.tsx";
import { InboxPage } from "./pages/inbox-page.tsx";
import { ContactsPage, DeadLettersPage, EndedHoldsPage, OutboxPage } from "./pages/list-pages.tsx";
import { UnderWayPage } from "./pages/under-way-page.tsx";
import { NotWrittenPage } from "./pages/not-written-page.tsx";
import { LeadsPage, NumbersPage } from "./pages/numbers-page.tsx";
import { PlansPage } from "./pages/plans-page.tsx";
import { companyNamesOf, openHold } from "./opened-hold.ts";
import { RefusedGroups, RefusedPage } from "./pages/refused-pages.tsx";
import { ShadowPlansPage } from "./pages/shadow-plans-page.tsx";
import { SystemPage } from "./pages/system-page.tsx";
import { TaskPage, TasksPage } from "./pages/tasks-page.tsx";
import type { View } from "./pages/view.ts";
import { WorkListPage } from "./pages/work-list-page.tsx";
import { type Html, type Render, signedPage } from "./signed-page.tsx";
import * as troubles from "./troubles.ts";
import { readWorkList, WorkListQuery } from "./work-list.ts";

export function addPageRoutes(app: Hono<DeskContext>, desk: Desk): void {
  const page = (path: string, section: string, render: Render): void => {
    app.get(path, (c) => signedPage(desk, c, section, render));
  };
  /** Adds a page of a list, which the URL's query can filter. */
  const list = <Query extends z.ZodType>(
    path: string,
    shape: Query,
    render: (view: View, query: z.output<Query>, c: Context<DeskContext>) => Promise<Html | null>,
  ): void => {
    app.get(path, (c) => {
      const query = shape.safeParse(c.req.query());
      if (!query.success) return answerTrouble(desk, c, troubles.invalidQuery, path);
      return signedPage(desk, c, path, (view) => render(view, query.data, c));
    });
  };

  list("/", InboxQuery, async (view, query, c) => {
    const isBySource = query.group === "source" || query.source !== undefined;
    const [{ rows, next, faults }, sources] = await Promise.all([
      listHolds(desk, view.session.identity, query),
      isBySource ? desk.reads.openSources() : null,
    ]);
    noteFaults(desk, c, faults);
    const companies = await companyNamesOf(desk, rows);
    return (
      <InboxPage
        view={view}
        filter={query}
        holds={rows}
        companies={companies}
        faults={faults}
        more={moreOf(c, next)}
        sources={sources}
      />
    );
  });
  list("/tasks", ListQuery, async (view, query, c) => {
    const { rows, next, faults, unreadable } = await listTasks(desk, query);
    noteFaults(desk, c, faults);
    const ids = [...unreadable, ...rows]
      .map(({ streamId }) => ContactId.safeParse(streamId))
      .flatMap((id) => (id.success ? [id.data] : []));
    const cards = await cardsOf(desk, view.session.identity, ids);
    return (
      <TasksPage view={view} rows={rows} faults={faults} unreadable={unreadable} more={moreOf(c, next)} cards={cards} />
    );
  });
  list("/contacts", SearchQuery, async (view, query, c) => {
    const { rows, next, flags, scores } = await listContacts(desk, view.session.identity, query);
    return (
      <ContactsPage view={view} rows={rows} more={moreOf(c, next)} flags={flags} scores={scores} search={query.q} />
    );
  });
  list("/under-way", ListQuery, async (view, query, c) => {
    const { next, ...page } = await listUnderWay(desk, view.session.identity, query);
    noteFaults(desk, c, page.faults);
    return <UnderWayPage view={view} {...page} more={moreOf(c, next)} />;
  });
  list("/not-written", NotWrittenQuery, async (view, query, c) => {
    const { next, ...page } = await listNotWritten(desk, view.session.identity, query);
    noteFaults(desk, c, page.faults);
    return <NotWrittenPage view={view} {...page} more={moreOf(c, next)} filter={query} />;
  });
  list("/work-list", WorkListQuery, async (view, query) => (
    <WorkListPage view={view} list={await readWorkList(desk, view.session.identity, query)} />
  ));
  list("/companies", CompaniesPageQuery, async (view, query, c) => {
    const { rows, next } = await listCompanies(desk, query);
    return <CompaniesPage view={view} rows={rows} more={moreOf(c, next)} search={query.q} domain={query.domain} />;
  });
  list("/holds", ListQuery, async (view, query, c) => {
    const { rows, next, faults } = await listEndedHolds(desk, view.session.identity, query);
    noteFaults(desk, c, faults);
    return <EndedHoldsPage view={{ ...view, section: "/" }} rows={rows} faults={faults} more={moreOf(c, next)} />;
  });
  list("/outbox", ListQuery, async (view, query, c) => {
    const { rows, next } = await listOutbox(desk, view.session.identity, query);
    return <OutboxPage view={view} rows={rows} more={moreOf(c, next)} />;
  });
  list("/dead-letters", ListQuery, async (view, query, c) => {
    const [{ rows, next }, groups] = await Promise.all([listDeadLetters(desk, query), desk.reads.refusedGroups()]);
    return (
      <DeadLettersPage view={view} rows={rows} more={moreOf(c, next)}>
        <RefusedGroups view={view} groups={groups} />
      </DeadLettersPage>
    );
  });
  list("/dead-letters/refused", RefusedQuery, async (view, query, c) => {
    const { rows, next } = await listRefused(desk, query);
    const section = { ...view, section: "/dead-letters" };
    return <RefusedPage view={section} rows={rows} more={moreOf(c, next)} of={refusedGroupIn(query)} />;
  });

  list("/plans", PlansPageQuery, async (view, query, c) => {
    const { rows, next, faults, cards } = await listPlans(desk, view.session.identity, query);
    noteFaults(desk, c, faults);
    return <PlansPage view={view} rows={rows} faults={faults} more={moreOf(c, next)} cards={cards} filter={query} />;
  });
  list("/plans/shadow", ComparisonsQuery, async (view, query, c) => {
    const [{ rows, next, faults }, days] = await Promise.all([listComparisons(desk, query), comparedDays(desk)]);
    noteFaults(desk, c, faults);
    const ids = rows.map(({ streamId }) => streamId);
    return (
      <ShadowPlansPage
        view={{ ...view, section: "/plans" }}
        rows={rows}
        faults={faults}
        more={moreOf(c, next)}
        days={days}
        cards={await cardsOf(desk, view.session.identity, ids)}
        result={query.result}
      />
    );
  });

  app.get("/numbers", async (c) => {
    const parsed = NumbersPageQuery.safeParse(c.req.query());
    const query = parsed.success ? await numbersQueryOf(desk, { ...parsed.data, by: parsed.data.by ?? "day" }) : null;
    if (!query) return answerTrouble(desk, c, troubles.invalidQuery, "/numbers");
    return signedPage(desk, c, "/numbers", async (view) => (
      <NumbersPage view={view} numbers={await readNumbers(desk, query)} />
    ));
  });
  list("/numbers/leads", LeadsQuery, async (view, query, c) => {
    const page = await listLeads(desk, query);
    if (!page) return null;
    const cards = await cardsOf(
      desk,
      view.session.identity,
      page.rows.map(({ streamId }) => streamId),
    );
    const place = { period: page.period, ...(query.by ? { by: query.by, key: query.key ?? null } : {}) };
    return (
      <LeadsPage
        view={{ ...view, section: "/numbers" }}
        rows={page.rows}
        cards={cards}
        more={moreOf(c, page.next)}
        number={query.number}
        part={query.part}
        place={place}
      />
    );
  });

  list("/administration", AdministrationQuery, async (view, query) => (
    <AdministrationPage view={view} streamId={query.stream} answer={await readAdministration(desk, query)} />
  ));

  page("/holds/:id", "/", async (view, c) => {
    const opened = await openHold(desk, view.session.identity, {
      id: c.req.param("id"),
      contact: c.req.query("contact"),
    });
    if (!opened?.ok) return opened && { trouble: opened.error };
    noteDiffering(desk, c, opened.value);
    return <HoldPage view={view} opened={opened.value} />;
  });
  page("/tasks/:id", "/tasks", async (view, c) => {
    const found = await readTask(desk, view.session.identity, c.req.param("id") ?? "");
    return found && <TaskPage view={view} {...found} />;
  });
  page("/contacts/:id", "/contacts", async (view, c) => {
    const id = ContactId.safeParse(c.req.param("id"));
    const contact = id.success ? await readContactOrLog(desk, view.session.identity, id.data) : null;
    if (contact) noteFaults(desk, c, contact.faults);
    return contact && <ContactPage view={view} {...contact} />;
  });
  page("/companies/:id", "/companies", async (view, c) => {
    const query = CompanyVersionQuery.safeParse(c.req.query());
    const found = { key: c.req.param("id"), version: query.data?.version };
    const company = query.success ? await readCompany(desk, view.session.identity, found) : null;
    return company && <CompanyPage view={view} {...company} />;
  });
  page("/contacts/:id/erase", "/contacts", async (view, c) => {
    const id = ContactId.safeParse(c.req.param("id"));
    const contact = id.success ? await readContactOrLog(desk, view.session.identity, id.data) : null;
    if (!contact) return null;
    const { contactId, card, timeline } = contact;
    const answer = await readRequests(desk);
    return <ErasePage view={view} contactId={contactId} card={card} version={timeline.version} answer={answer} />;
  });
  page("/outbox/:key", "/outbox", async (view, c) => {
    const row = await readOutboxMessage(desk, view.session.identity, c.req.param("key"));
    return row && <MessagePage view={view} row={row} />;
  });
  page("/dead-letters/:id", "/dead-letters", async (view, c) => {
    const letter = await readDeadLetter(desk, view.session.identity, c.req.param("id"));
    return letter && <LetterPage view={view} letter={letter} />;
  });
  page("/policy", "/policy", async (view) => {
    const { policy, digest, adoption } = await askOne(desk.port, { type: "PolicyInForce", known: null });
    return policy && <PolicyPage view={view} policy={policy} digest={digest} adoption={adoption} />;
  });
  page("/system", "/system", async (view) => {
    const [system, { gauges }] = await Promise.all([readSystem(desk), readGauges(desk)]);
    return <SystemPage view={view} system={system} gauges={gauges} />;
  });
}

/** The URL of the next page: the same address with another cursor. */
export function moreOf(c: Context<DeskContext>, next: string | null): string | null {
  if (next === null) return null;
  const url = new URL(c.req.url);
  url.searchParams.set("cursor", next);
  url.searchParams.delete("done");
  return `${url.pathname}${url.search}`;
}
