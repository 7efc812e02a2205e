// The inbox: the open holds, filtered and in groups.
import { whyUnwritable } from "../../../domain/writable-address.ts";
import type { OpenSource, RowFault } from "../../../drizzle/desk-reads.ts";
import type { HoldRow } from "../../../schema/shipment.ts";
import type { ListedHold } from "../../../schema/shown-score.ts";
import { countedCompany, isByModel, repeatsSubject, shownOf } from "../../../schema/shown-hold.ts";
import { actionWord, reasonWord } from "../../../schema/words.ts";
import { kindWord } from "../words.ts";
import { CountedCompany, type CompanyNames } from "./counted-company.tsx";
import { Grades } from "./grade.tsx";
import { GradedAgainLine, isGradedBeside } from "./graded-again.tsx";
import { Page } from "./layout.tsx";
import { Address, Empty, Moment, More, Phrase, Quoted } from "./parts.tsx";
import { PlanLine } from "./plan.tsx";
import { ScoreLine } from "./score.tsx";
import { RowFaults } from "./unreadable.tsx";
import type { View } from "./view.ts";

/** The filter of the inbox. Every value is from a closed list or is the name of a person who may sign in. */
export interface InboxFilter {
  readonly kind?: "preview" | "draft" | undefined;
  readonly action?: "reply" | "initial" | "followup" | undefined;
  /** `me`, `nobody`, or all people when absent. */
  readonly assigned?: "me" | "nobody" | undefined;
  readonly snoozed?: "only" | "all" | undefined;
  readonly source?: string | undefined;
  readonly group?: "company" | "action" | "source" | undefined;
  /** The best tier first; absent: the oldest hold first. */
  readonly order?: "tier" | undefined;
}

interface InboxProps {
  readonly view: View;
  readonly filter: InboxFilter;
  readonly holds: readonly ListedHold[];
  readonly companies: CompanyNames;
  /** Rows that cannot be read. */
  readonly faults: readonly RowFault[];
  readonly more: string | null;
  /** The sources of all open holds; null when the page does not list them. */
  readonly sources: readonly OpenSource[] | null;
}

export const InboxPage = ({ view, filter, holds, companies, faults, more, sources }: InboxProps) => (
  <Page
    view={view}
    title="Inbox"
    intro="Everything that waits for a person. Nothing is sent before a draft is approved."
  >
    <Filters filter={filter} />
    {sources && <Sources sources={sources} chosen={filter.source} />}
    <RowFaults faults={faults} />
    {holds.length + faults.length === 0 && (
      <Empty>
        Nothing waits here. <a href="/holds">See what was decided lately</a>
      </Empty>
    )}
    {groupsOf(holds, filter.group).map(([title, members]) => (
      <section class="group">
        <h2>
          <bdi>{title}</bdi> <span class="count">{members.length}</span>
        </h2>
        {members.map((hold) => (
          <HoldCard view={view} hold={hold} companies={companies} />
        ))}
      </section>
    ))}
    <More href={more} label="Later holds" />
    <p class="aside">
      <a href="/holds">Decided lately</a>
    </p>
  </Page>
);

/** Links to each source, so that one flooding source does not hide the others. */
const Sources = ({
  sources,
  chosen,
}: {
  readonly sources: readonly OpenSource[];
  readonly chosen: string | undefined;
}) => (
  <nav class="sources" aria-label="Sources">
    <ul>
      <li>
        <a href="/?group=source" {...(chosen === undefined ? { "aria-current": "true" } : {})}>
          All sources
        </a>
      </li>
      {sources.map(({ source, holds }) => (
        <li>
          {source === null ? (
            NO_SOURCE
          ) : (
            <a
              href={`/?group=source&source=${encodeURIComponent(source)}`}
              {...(chosen === source ? { "aria-current": "true" } : {})}
            >
              <bdi>{source}</bdi>
            </a>
          )}{" "}
          <span class="count">{holds}</span>
        </li>
      ))}
    </ul>
  </nav>
);

const NO_SOURCE = "source not known";

const GROUP_TITLES = { draft: "Drafts to approve", preview: "Previews to confirm" } as const;

/** Drafts first: one decision sends them. Other groupings keep the order of the list. */
function groupsOf(
  holds: readonly ListedHold[],
  group: InboxFilter["group"],
): readonly (readonly [string, readonly ListedHold[]])[] {
  if (!group) {
    return (["draft", "preview"] as const)
      .map((kind) => [GROUP_TITLES[kind], holds.filter((hold) => hold.kind === kind)] as const)
      .filter(([, members]) => members.length > 0);
  }
  const nameOf = (hold: ListedHold): string => {
    switch (group) {
      case "action":
        return actionWord(hold.action);
      case "source":
        return hold.source ?? NO_SOURCE;
      case "company":
        return shownOf(hold).email.split("@").at(-1) || "no address";
    }
  };
  return [...Map.groupBy(holds, nameOf)];
}

interface HoldCardProps {
  readonly view: View;
  readonly hold: ListedHold;
  readonly companies: CompanyNames;
}

const HoldCard = ({ view, hold, companies }: HoldCardProps) => {
  const shown = shownOf(hold);
  const path = `/holds/${hold.holdId}`;
  return (
    <article class={`card hold ${hold.kind}`}>
      <header>
        <p class="tags">
          <span class={`tag kind ${hold.kind}`}>{kindWord(hold.kind)}</span>
          <span class="tag">{actionWord(hold.action)}</span>
          {hold.source !== null && (
            <span class="tag">
              from <bdi>{hold.source}</bdi>
            </span>
          )}
          <HoldMarks view={view} hold={hold} />
        </p>
        <h3>
          <a href={path}>
            <Phrase text={shown.name} none="Name not given" />
          </a>
        </h3>
        <p class="person">
          <Address address={shown.email} /> · <Phrase text={shown.title} none="no title" /> ·{" "}
          {countedCompany(hold) ? (
            <CountedCompany hold={hold} names={companies} />
          ) : (
            <Phrase text={shown.company} none="no company" />
          )}
        </p>
      </header>
      <div class="material">
        {shown.wrote && <Quoted kind="lead" label="They wrote" text={shown.wrote} />}
        {shown.subject && shown.body && (
          <Quoted
            kind={isByModel(hold) || repeatsSubject(hold) ? "draft" : "ours"}
            label="Draft"
            text={`${shown.subject}\n\n${shown.body}`}
          />
        )}
      </div>
      <div class="facts">
        <p class="why">
          <span class="label">Why now</span> {reasonWord(hold.reason)} <code>{hold.reason}</code>
        </p>
        <PlanLine hold={hold} />
        <Grades hold={hold} companies={companies} />
        <GradedAgainLine view={view} hold={hold} />
        <ScoreLine view={view} score={hold.score} />
        <p class="why">
          <span class="label">Provenance</span> <code>{hold.runId}</code> ·{" "}
          <a href={`${path}#provenance`}>how this came about</a>
        </p>
        <p class="why">
          <span class="label">Expires</span> <Moment iso={hold.expiresAt} now={view.now} />
        </p>
        <p>
          <a class="button primary" href={path}>
            {hold.kind === "draft" ? "Read and decide" : "Look and decide"}
          </a>
        </p>
      </div>
    </article>
  );
};

/** Tags that mark unusual holds. */
export const HoldMarks = ({ view, hold }: { readonly view: View; readonly hold: HoldRow }) => (
  <>
    {hold.state === "open" && isUnwritable(hold) && <span class="tag warn">mail cannot be sent</span>}
    {hold.verdict === "needs_review" && <span class="tag warn">needs review</span>}
    {isGradedBeside(hold) && <span class="tag warn">graded again since it was edited</span>}
    {hold.marked && <span class="tag warn">a newer message came in</span>}
    {hold.assignedTo && <span class="tag">{`for ${hold.assignedTo}`}</span>}
    {hold.snoozedUntil && hold.snoozedUntil > view.now.toISOString() && <span class="tag">snoozed</span>}
  </>
);

/** By the address that the row shows: an erased contact has none. */
function isUnwritable(hold: HoldRow): boolean {
  const { email } = shownOf(hold);
  return email !== "" && whyUnwritable(email) !== null;
}

interface Choice {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [value: string, label: string])[];
}

const Filters = ({ filter }: { readonly filter: InboxFilter }) => {
  const choices: readonly Choice[] = [
    {
      name: "kind",
      label: "Show",
      value: filter.kind,
      options: [
        ["", "Drafts and previews"],
        ["draft", "Drafts"],
        ["preview", "Previews"],
      ],
    },
    {
      name: "action",
      label: "Message",
      value: filter.action,
      options: [
        ["", "Any"],
        ["reply", "Replies"],
        ["initial", "First messages"],
        ["followup", "Follow-ups"],
      ],
    },
    {
      name: "assigned",
      label: "For",
      value: filter.assigned,
      options: [
        ["", "Everybody"],
        ["me", "Me"],
        ["nobody", "Nobody yet"],
      ],
    },
    {
      name: "snoozed",
      label: "Snoozed",
      value: filter.snoozed,
      options: [
        ["", "Hidden"],
        ["all", "Shown"],
        ["only", "Only these"],
      ],
    },
    {
      name: "group",
      label: "Group by",
      value: filter.group,
      options: [
        ["", "Kind of hold"],
        ["source", "Source"],
        ["company", "Address domain"],
        ["action", "Kind of message"],
      ],
    },
    {
      name: "order",
      label: "Order by",
      value: filter.order,
      options: [
        ["", "Waiting longest"],
        ["tier", "Tier"],
      ],
    },
  ];
  return (
    <form class="filters" method="get" action="/" aria-label="Filter the inbox">
      {filter.source !== undefined && <input type="hidden" name="source" value={filter.source} />}
      {choices.map(({ name, label, value, options }) => (
        <p class="field">
          <label for={`filter-${name}`}>{label}</label>
          <select id={`filter-${name}`} name={name}>
            {options.map(([option, text]) => (
              <option value={option} selected={option === (value ?? "")}>
                {text}
              </option>
            ))}
          </select>
        </p>
      ))}
      <button type="submit">Apply</button>
    </form>
  );
};
