// The pages of companies: their list, and one company with its facts, its contacts, and the forms that record, correct and take back.
import type { CompanyCard } from "../../../drizzle/desk-reads.ts";
import { isLive } from "../../../domain/rules/analyze-opportunity.ts";
import type { RecordedCompany, RecordedFact } from "../../../domain/company/state.ts";
import type { CompanyId } from "../../../schema/ids.ts";
import { CompanyStatus } from "../../../schema/lists.ts";
import { factMethodWord, gradeText } from "../../../schema/words.ts";
import type { CompanyRecord, ShownGrade } from "../company-record.ts";
import { companyField } from "../fields.ts";
import { kindWord } from "../words.ts";
import { Page } from "./layout.tsx";
import type { ListProps } from "./list-pages.tsx";
import { ActionForm, Address, Empty, FileLinks, GivenReason, Moment, More, Phrase } from "./parts.tsx";
import { Events } from "./provenance.tsx";
import { Table } from "./table.tsx";
import type { Inside, View } from "./view.ts";

interface CompaniesProps extends ListProps<CompanyCard> {
  readonly search: string;
  /** The domain of a company that is to be recorded, in the form already. */
  readonly domain: string | undefined;
}

export const CompaniesPage = ({ view, rows, more, search, domain }: CompaniesProps) => (
  <Page
    view={view}
    title="Companies"
    intro="A known company and what is recorded about it count in the grades of its contacts. Every change is an event with your name."
  >
    <form class="filters" method="get" action="/companies" role="search">
      <p class="field">
        <label for="search">Name or domain</label>
        <input id="search" name="q" type="search" value={search} maxlength={100} autocomplete="off" />
      </p>
      <button type="submit">Search</button>
    </form>
    {rows.length === 0 ? (
      <Empty>{search === "" ? "There are no companies yet." : "No company is found by that."}</Empty>
    ) : (
      <Table
        caption="Companies"
        columns={["Company", "Domain", "Status", "Industry", { name: "Facts", kind: "number" }, "Recorded"]}
        rows={rows.map((row) => [
          <a href={`/companies/${row.id}`}>
            <Phrase text={row.name} />
          </a>,
          <Phrase text={row.domains[0]} none="none" />,
          <Status status={row.status} />,
          <Phrase text={row.industry} none="not known" />,
          String(row.facts),
          <Moment iso={row.updatedAt} now={view.now} />,
        ])}
      />
    )}
    <More href={more} label="More companies" />
    <FileLinks
      links={[
        ["/import/companies", "Import companies"],
        ["/import/facts", "Import facts"],
        ["/export/companies", "Export companies"],
        ["/export/facts", "Export facts"],
      ]}
    />
    <section class="card" id="record">
      <h2>Record a company</h2>
      <ActionForm view={view} path="/companies" label="Record a company">
        <Field id="new-domain" name="domain" label="Main domain" most={companyField.domain} value={domain} required />
        <CompanyFields id="new" label="Other domains" domains="" />
        <button class="primary" type="submit">
          Record
        </button>
      </ActionForm>
    </section>
  </Page>
);

const STATUS_CLASS = { known: "good", blocked: "bad", unknown: "warn" } as const;
const Status = ({ status }: { readonly status: CompanyStatus }) => (
  <span class={`tag ${STATUS_CLASS[status]}`}>{status}</span>
);

interface CompanyProps extends CompanyRecord {
  readonly view: View;
}

export const CompanyPage = ({
  view,
  companyId,
  company,
  head,
  contacts,
  hasMoreContacts,
  grades,
  hasMoreGrades,
  history,
  names,
}: CompanyProps) => {
  const { recorded, version, merged } = company;
  const absorbed = Object.keys(company.absorbed ?? {}) as CompanyId[];
  const isPast = version < head;
  const facts = Object.entries(company.facts).toSorted(([, a], [, b]) =>
    a.kind < b.kind ? -1 : Number(a.kind > b.kind),
  );
  return (
    <Page view={view} title="Company" heading={false}>
      {isPast && (
        <p class="notice" role="status">
          {`As it was at version ${version} of ${head}: what a grade that cites this version saw. `}
          <a href={`/companies/${companyId}`}>As it is now</a>
        </p>
      )}
      {merged && (
        <p class="notice" role="status">
          {"It was merged into "}
          <CompanyLink id={merged.into} names={names} />
          {
            ", which goes on for both: its contacts are graded by that one, and what is recorded of it is recorded there."
          }
        </p>
      )}
      <div class="columns">
        <div>
          <section class="card">
            <h1>
              <Phrase text={recorded?.name} none="Not recorded" />
            </h1>
            {recorded && <Recorded view={view} recorded={recorded} />}
            {absorbed.length > 0 && (
              <p>
                {"One company with "}
                {absorbed.map((id, place) => (
                  <>
                    {place > 0 && ", "}
                    <CompanyLink id={id} names={names} />
                  </>
                ))}
              </p>
            )}
          </section>
          <section>
            <h2>Facts</h2>
            {facts.length === 0 ? (
              <Empty>No fact is recorded.</Empty>
            ) : (
              <Table
                caption="Facts"
                columns={[{ name: "Kind", kind: "head" }, "Value", "Source", "Observed", "Counts until"]}
                rows={facts.map(([factId, fact]) => [
                  <Phrase text={fact.kind} />,
                  <FactValue fact={fact} now={view.now} factId={factId} />,
                  <>
                    <Phrase text={fact.source} />
                    {`, ${factMethodWord(fact.method)}`}
                    {fact.confidence < 10_000 && ` (${(fact.confidence / 10_000).toFixed(2)} sure)`}
                    <br />
                    {"recorded by "}
                    <Phrase text={fact.by} />
                    {", "}
                    <a href={`#v${fact.version}`}>{`version ${fact.version}`}</a>
                  </>,
                  <Moment iso={fact.observedAt} now={view.now} />,
                  fact.expiresAt === null ? "no end" : <Moment iso={fact.expiresAt} now={view.now} />,
                ])}
              />
            )}
          </section>
          <section>
            <h2>Contacts</h2>
            {contacts.length === 0 ? (
              <Empty>No contact belongs to it.</Empty>
            ) : (
              <Table
                caption="Contacts of this company"
                columns={["Name", "Address", "Title", "By"]}
                rows={contacts.map((card) => [
                  <a href={`/contacts/${card.id}`}>
                    <Phrase text={card.name} none="Name not known" />
                  </a>,
                  <Address address={card.email} />,
                  <Phrase text={card.title} none="not known" />,
                  card.companyId === null ? "domain" : "placed by hand",
                ])}
              />
            )}
            {hasMoreContacts && <p>Only the first are shown. Search the contacts for the others.</p>}
          </section>
          <section>
            <h2>Grades that rest on it</h2>
            {grades.length === 0 ? (
              <Empty>No grade rests on it.</Empty>
            ) : (
              <Table
                caption="Grades that rest on this company"
                columns={["Contact", "Grades", "Hold", "As recorded", "When"]}
                rows={grades.map((grade) => gradeCells(view, grade))}
              />
            )}
            {hasMoreGrades && <p>Only the newest are shown.</p>}
          </section>
          <section>
            <h2>History</h2>
            <Events view={view} entries={history.entries} unopened={history.unopened} label="Events of this company" />
            {history.next !== null && (
              <More href={`/companies/${companyId}?version=${history.next - 1}`} label="Earlier events" />
            )}
          </section>
        </div>
        <aside class="decide" aria-label="Actions">
          {isPast ? (
            <p>Changes are made on the page of the company as it is now.</p>
          ) : merged ? (
            <p>
              {"Changes are made on the page of "}
              <CompanyLink id={merged.into} names={names} />.
            </p>
          ) : (
            <Actions view={view} companyId={companyId} recorded={recorded} facts={facts} />
          )}
        </aside>
      </div>
    </Page>
  );
};

const gradeCells = (view: View, grade: ShownGrade) => [
  <>
    <a href={`/contacts/${grade.contactId}`}>
      <Phrase text={grade.contact?.name} none="Name not known" />
    </a>
    {" ("}
    <a href={`/contacts/${grade.contactId}/receipt`}>receipt</a>
    {")"}
  </>,
  <GradeTexts {...grade} />,
  <>
    <a href={`/holds/${grade.holdId}`}>{kindWord(grade.kind)}</a>
    {`, ${grade.state}`}
  </>,
  <>
    <a href={`/companies/${grade.companyId}?version=${grade.version}`}>{`version ${grade.version}`}</a>{" "}
    {!grade.isNewest && <span class="tag warn">not the newest</span>}
  </>,
  <Moment iso={grade.openedAt} now={view.now} />,
];

const GradeTexts = ({ verdict, qualifyBasisPoints, analyzeBasisPoints }: ShownGrade) => (
  <>
    {qualifyBasisPoints !== null && gradeText(qualifyBasisPoints)}{" "}
    {verdict && (
      <span class={`tag ${verdict === "qualified" ? "good" : "warn"}`}>
        {verdict === "qualified" ? "qualified" : "needs review"}
      </span>
    )}
    {analyzeBasisPoints !== null && `, opportunity ${gradeText(analyzeBasisPoints)}`}
  </>
);

const CompanyLink = ({ id, names }: Pick<CompanyProps, "names"> & { readonly id: CompanyId }) => (
  <a href={`/companies/${id}`}>
    <Phrase text={names.get(id)?.name ?? id} />
  </a>
);

const Recorded = ({ view, recorded }: { readonly view: View; readonly recorded: RecordedCompany }) => (
  <dl class="person">
    <Line name="Status">
      <Status status={recorded.status} />
    </Line>
    <Line name="Domains">
      <Phrase text={recorded.domains.join(", ")} none="none" />
    </Line>
    <Line name="Industry">
      <Phrase text={recorded.industry} none="not known" />
    </Line>
    <Line name="Size">
      <Phrase text={recorded.size} none="not known" />
    </Line>
    <Line name="Recorded">
      {"by "}
      <Phrase text={recorded.by} />
      {", "}
      <Moment iso={recorded.at} now={view.now} />
      {`, version ${recorded.version}`}
    </Line>
  </dl>
);

const Line = ({ name, children }: Inside & { readonly name: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const FactValue = ({
  fact,
  factId,
  now,
}: {
  readonly fact: RecordedFact;
  readonly factId: string;
  readonly now: Date;
}) => (
  <>
    {fact.found ? <Phrase text={fact.value} none="no value" /> : <span class="none">searched for: there is none</span>}{" "}
    {fact.found && !isLive(fact, now) && <span class="tag warn">past its time</span>}
    <br />
    <code class="id">{factId}</code>
  </>
);

interface ActionsProps {
  readonly view: View;
  readonly companyId: string;
  readonly recorded: RecordedCompany | null;
  readonly facts: readonly (readonly [string, RecordedFact])[];
}

const Actions = ({ view, companyId, recorded, facts }: ActionsProps) => (
  <>
    <section class="card">
      <h2>Add a fact</h2>
      <ActionForm view={view} path={`/companies/${companyId}/facts`} label="Add a fact" fields={{ method: "person" }}>
        <Field
          id="fact-kind"
          name="kind"
          label="Kind"
          most={companyField.word}
          required
          hint="hiring, funding, industry"
        />
        <Field id="fact-value" name="value" label="Value" most={companyField.value} required />
        <Field id="fact-source" name="source" label="Source" most={companyField.name} required hint="who says so" />
        <Field id="fact-observed" name="observedAt" label="Observed" type="date" hint="today" />
        <Field id="fact-expires" name="expiresAt" label="Counts until" type="date" hint="no end" />
        <button class="primary" type="submit">
          Add the fact
        </button>
      </ActionForm>
    </section>
    {facts.length > 0 && (
      <details class="card">
        <summary>Take a fact back</summary>
        <ActionForm view={view} path={`/companies/${companyId}/retract`} label="Take a fact back">
          <p class="field">
            <label for="retract-fact">Fact</label>
            <select id="retract-fact" name="factId" required>
              {facts.map(([factId, { kind, value }]) => (
                <option value={factId}>{`${kind}: ${value}`.slice(0, 80)}</option>
              ))}
            </select>
          </p>
          <GivenReason id="retract" />
          <button class="danger" type="submit">
            Take it back
          </button>
        </ActionForm>
      </details>
    )}
    <details class="card">
      <summary>Correct the company</summary>
      <ActionForm view={view} path={`/companies/${companyId}`} label="Correct the company">
        <CompanyFields
          id="correct"
          label="Domains, the main one first"
          domains={recorded?.domains.join(", ") ?? ""}
          recorded={recorded}
        />
        <button type="submit">Record it so</button>
      </ActionForm>
    </details>
    <MergeForm view={view} companyId={companyId} />
  </>
);

const MergeForm = ({ view, companyId }: Pick<ActionsProps, "view" | "companyId">) => (
  <details class="card">
    <summary>Merge it into another company</summary>
    <ActionForm view={view} path={`/companies/${companyId}/merge`} label="Merge it into another company">
      <Field
        id="merge-into"
        name="into"
        label="The company that goes on"
        most={companyField.domain}
        required
        hint="its domain or its id"
      />
      <GivenReason id="merge" />
      <button class="danger" type="submit">
        Merge
      </button>
      <p class="hint">
        It cannot be taken back. The other company keeps its name, domains and status, and gets these facts.
      </p>
    </ActionForm>
  </details>
);

interface FieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly most?: number;
  readonly type?: "text" | "date";
  readonly value?: string | undefined;
  readonly required?: boolean;
  /** What may stand in the field, or what an empty one means. */
  readonly hint?: string;
}

const Field = ({ id, name, label, most, type = "text", value, required = false, hint }: FieldProps) => (
  <p class="field">
    <label for={id}>
      {label} {(hint !== undefined || !required) && <span class="optional">{hint ?? "optional"}</span>}
    </label>
    <input
      id={id}
      name={name}
      type={type}
      autocomplete="off"
      required={required}
      {...(value === undefined ? {} : { value })}
      {...(most === undefined ? {} : { maxlength: most })}
    />
  </p>
);

interface CompanyFieldsProps {
  readonly id: string;
  /** What the field of domains is called. */
  readonly label: string;
  readonly domains: string;
  readonly recorded?: RecordedCompany | null;
}

const CompanyFields = ({ id, label, domains, recorded = null }: CompanyFieldsProps) => (
  <>
    <Field id={`${id}-name`} name="name" label="Name" most={companyField.name} value={recorded?.name} required />
    <p class="field">
      <label for={`${id}-status`}>Status</label>
      <select id={`${id}-status`} name="status">
        {CompanyStatus.options.map((status) => (
          <option value={status} selected={status === recorded?.status}>
            {status}
          </option>
        ))}
      </select>
    </p>
    <Field id={`${id}-domains`} name="domains" label={label} most={companyField.domains} value={domains} />
    <Field id={`${id}-industry`} name="industry" label="Industry" most={companyField.word} value={recorded?.industry} />
    <Field id={`${id}-size`} name="size" label="Size" most={companyField.word} value={recorded?.size} />
  </>
);
