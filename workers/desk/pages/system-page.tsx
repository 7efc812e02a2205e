// The page of what the installation stands on, in sections: its gauges, and how full its databases are.
import {
  DATABASE_BYTES,
  type DatabaseSize,
  isFilling,
  LEADS_IN_LOG,
  LEADS_IN_CRM,
  WARN_SHARE,
} from "../../../schema/database-size.ts";
import { type Gauge, type GaugeName, GAUGES, type GaugeState, MOST_COUNTED } from "../../../schema/gauges.ts";
import type { Queue } from "../../../schema/lists.ts";
import { bytesText, countText, shareText } from "../amounts.ts";
import type { SystemFacts } from "../list-queries.ts";
import { lastingText } from "../moments.ts";
import { Page } from "./layout.tsx";
import { Table } from "./table.tsx";
import type { View } from "./view.ts";

interface SystemProps {
  readonly view: View;
  readonly system: SystemFacts;
  readonly gauges: readonly Gauge[];
}

export const SystemPage = ({ view, system, gauges }: SystemProps) => (
  <Page view={view} title="System" intro="What this installation stands on, as it is now.">
    <Gauges gauges={gauges} />
    <Databases databases={system.databases} />
  </Page>
);

/** The databases have a section of their own, with bars. */
const Gauges = ({ gauges }: { readonly gauges: readonly Gauge[] }) => (
  <section class="card" aria-labelledby="gauges">
    <h2 id="gauges">What waits, and what goes wrong</h2>
    <p>
      A program can watch the same at <code>/api/v1/gauges</code>. Not known, and so not here: how many messages wait to
      become dead letters, and what the mail provider still has to deliver.
    </p>
    <Table
      caption="What waits, and what goes wrong"
      columns={[{ name: "What", kind: "head" }, "Now", "Look from", "Act from", { name: "State", kind: "tags" }]}
      rows={gauges
        .filter(({ name }) => name !== "database")
        .map((gauge) => [
          <>
            {TITLES[gauge.name]} {gauge.of && <span class="hint">{OF_WORDS[gauge.of] ?? gauge.of}</span>}
          </>,
          gauge.value === null ? "not known" : amountOf(gauge, gauge.value),
          amountOf(gauge, gauge.warn),
          amountOf(gauge, gauge.bad),
          <span class={`tag ${STATE_WORDS[gauge.state].look}`}>{STATE_WORDS[gauge.state].text}</span>,
        ])}
    />
    <details>
      <summary>Why these values</summary>
      <ul>
        {SHOWN_REASONS.map((name) => (
          <li>
            <strong>{TITLES[name]}</strong>: {GAUGES[name].because}
          </li>
        ))}
      </ul>
    </details>
  </section>
);

const TITLES: Readonly<Record<GaugeName, string>> = {
  database: "How full a database is",
  queue: "Oldest message that waits",
  dead_letters: "Dead letters",
  dead_letters_day: "Dead letters of the last 24 hours",
  refused_bodies: "Refused bodies that wait",
  unreadable_objects: "Contacts that cannot be read",
  hold: "Longest wait for a person",
  model_tokens: "Model, of today’s budget",
};
const SHOWN_REASONS = (Object.keys(GAUGES) as readonly GaugeName[]).filter((name) => name !== "database");

/** The queues by what their messages wait for, and the budgets. */
const OF_QUEUES: Readonly<Record<Queue, string>> = {
  ingest: "to be recorded",
  plan: "to be planned",
  qualify: "to be graded",
  compose: "to be drafted",
  dispatch: "to be sent",
  score: "to be scored",
};
const OF_WORDS: Readonly<Record<string, string>> = {
  ...OF_QUEUES,
  plans_and_drafts: "plans, drafts and replies",
  scores: "scores of roles",
};

const STATE_WORDS: Readonly<Record<GaugeState, { readonly text: string; readonly look: string }>> = {
  ok: { text: "well", look: "good" },
  warn: { text: "look", look: "warn" },
  bad: { text: "act", look: "stop" },
};

/** A value with its unit; a count that ends is at least so many. */
function amountOf({ unit }: Pick<Gauge, "unit">, value: number): string {
  if (unit === "seconds") return value === 0 ? "nothing waits" : lastingText(value);
  if (unit === "bytes") return bytesText(value);
  const text = value.toLocaleString("en-GB");
  if (unit === "tokens") return `${text} tokens`;
  return value >= MOST_COUNTED ? `${text} or more` : text;
}

const CRM = "CRM";

const Databases = ({ databases }: Pick<SystemFacts, "databases">) => {
  const filling = databases.filter(isFilling);
  const silent = databases.filter(({ bytes }) => bytes === null);
  return (
    <section class="card" aria-labelledby="databases">
      <h2 id="databases">How full the databases are</h2>
      <p>
        A database stores at most {bytesText(DATABASE_BYTES)}. That is about {countText(LEADS_IN_LOG)} leads, each
        answered once (a follow-up counts as one more), for a database of events (<code>EVENTS_…</code>), and about{" "}
        {countText(LEADS_IN_CRM)} for <code>CRM</code>. This page warns when one is {shareText(WARN_SHARE)} full.
      </p>
      {filling.map((size) => (
        <Filling size={size} />
      ))}
      {silent.length > 0 && (
        <p class="warning status" role="alert">
          {silent.map(({ name }) => name).join(", ")} did not answer just now: the size is not known.
        </p>
      )}
      <ul class="databases">
        {databases.map((size) => (
          <li>
            <Database size={size} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Database = ({ size: { name, bytes, share } }: { readonly size: DatabaseSize }) => (
  <>
    <p class="filled">
      <span>
        <strong>{name}</strong> <span class="hint">{contentOf(name)}</span>
      </span>
      {bytes === null || share === null ? (
        <span class="none">not known</span>
      ) : (
        <span class="number">
          {bytesText(bytes)}, {shareText(share)} full
        </span>
      )}
    </p>
    {share !== null && (
      <meter min={0} max={1} high={WARN_SHARE} value={share} aria-label={`${name}: how full it is`}>
        {shareText(share)}
      </meter>
    )}
  </>
);

/** What it means, and what can be done about it today: docs/operations.md says the same at more length. */
const Filling = ({ size: { name, bytes, share } }: { readonly size: DatabaseSize }) => (
  <p class="warning status" role="alert">
    <strong>
      {name} is {shareText(share ?? 0)} full
    </strong>
    {name === CRM
      ? ": when it is full, no further lead is recorded. "
      : ": when it is full, nothing more is decided or sent for its contacts. "}
    There is room for about {countText(roomFor(name, bytes ?? 0))} more leads. A running installation cannot be given
    more databases yet, and erasing people does not make a database smaller: plan now, with the people who run this
    installation. <em>When a database fills up</em> in <code>docs/operations.md</code> says what is possible.
  </p>
);

/** How many leads still fit, at what a lead took when it was measured. */
function roomFor(name: string, bytes: number): number {
  const all = name === CRM ? LEADS_IN_CRM : LEADS_IN_LOG;
  return Math.max(0, all * (1 - bytes / DATABASE_BYTES));
}

/** What a database stores, for a person who does not know its name. */
function contentOf(name: string): string {
  if (name === CRM) return "contacts, companies and the suppression list";
  return name === "EVENTS_0" ? "events, holds and tasks; also the outbox and dead letters" : "events, holds and tasks";
}
