// The page of what the installation stands on, in sections: how full its databases are.
import {
  DATABASE_BYTES,
  type DatabaseSize,
  isFilling,
  LEADS_IN_LOG,
  LEADS_IN_CRM,
  WARN_SHARE,
} from "../../../schema/database-size.ts";
import { bytesText, countText, shareText } from "../amounts.ts";
import type { SystemFacts } from "../list-queries.ts";
import { Page } from "./layout.tsx";
import type { View } from "./view.ts";

export const SystemPage = ({ view, system }: { readonly view: View; readonly system: SystemFacts }) => (
  <Page view={view} title="System" intro="What this installation stands on, as it is now.">
    <Databases databases={system.databases} />
  </Page>
);

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
