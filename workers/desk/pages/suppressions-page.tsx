// The page of the suppression list: its entries, whether a value is covered, and the forms that add and lift.
import type { ListedEntry } from "../../../drizzle/desk-reads.ts";
import type { ListedCheck } from "../../../schema/answers.ts";
import { FlagCause, SuppressionKind } from "../../../schema/lists.ts";
import { causeWord, coveredWord, suppressionWord } from "../../../schema/list-words.ts";
import type { RequestsAnswer } from "../../../schema/second-person.ts";
import { flagWord } from "../../../schema/words.ts";
import { suppressionField } from "../fields.ts";
import { Page } from "./layout.tsx";
import { ActionForm, Empty, FileLinks, GivenReason, Moment, More } from "./parts.tsx";
import { SecondPersonNote } from "./second-person.tsx";
import { Table } from "./table.tsx";
import type { View } from "./view.ts";

/** What was checked, and what came of it: null where the value is no address, domain or number. */
export interface Checked {
  readonly kind: string;
  readonly found: ListedCheck | null;
}

interface SuppressionsProps {
  readonly view: View;
  readonly rows: readonly ListedEntry[];
  readonly more: string | null;
  readonly kind: SuppressionKind | undefined;
  readonly cause: FlagCause | undefined;
  /** Null while nothing is checked. */
  readonly checked: Checked | null;
  readonly answer: RequestsAnswer;
}

export const SuppressionsPage = ({ view, rows, more, kind, cause, checked, answer }: SuppressionsProps) => (
  <Page
    view={view}
    title="Suppressions"
    intro="Nobody on this list is ever written to. It keeps no addresses, only marks that cannot be read back, so an entry does not say whose it is: check an address, a domain or a number instead. It is lifted by that, too."
  >
    <section class="card">
      <h2>Check</h2>
      {checked && <CheckResult checked={checked} />}
      <ActionForm view={view} path="/suppressions/check" label="Check">
        <ValueFields prefix="check" />
        <button class="primary" type="submit">
          Check
        </button>
      </ActionForm>
    </section>
    <div class="columns even">
      <section class="card">
        <h2>Add</h2>
        <SuppressionForm view={view} path="/suppressions" button="Suppress" prefix="add" />
      </section>
      <section class="card">
        <h2>Lift</h2>
        <SecondPersonNote view={view} answer={answer} isThis={({ action }) => action === "lift"} />
        <SuppressionForm view={view} path="/suppressions/lift" button="Lift the suppression" prefix="lift" />
      </section>
    </div>
    <section>
      <h2>Entries</h2>
      <form class="filters" method="get" action="/suppressions">
        <p class="field">
          <label for="list-kind">Kind</label>
          <select id="list-kind" name="kind">
            <option value="">any kind</option>
            {SuppressionKind.options.map((one) => (
              <option value={one} selected={one === kind}>
                {suppressionWord(one)}
              </option>
            ))}
          </select>
        </p>
        <p class="field">
          <label for="list-cause">Cause</label>
          <select id="list-cause" name="cause">
            <option value="">any cause</option>
            {FlagCause.options.map((one) => (
              <option value={one} selected={one === cause}>
                {causeWord(one)}
              </option>
            ))}
          </select>
        </p>
        <button type="submit">Show</button>
      </form>
      {rows.length === 0 ? (
        <Empty>There is no such entry here.</Empty>
      ) : (
        <Table
          caption="Entries of the list"
          columns={[{ name: "Revision", kind: "number" }, "Of", "Mark", "Cause", "By", "When", "Now"]}
          rows={rows.map((row) => [
            String(row.revision),
            suppressionWord(row.kind),
            <code class="id digest">{row.digest.slice(0, 10)}…</code>,
            causeWord(row.cause),
            row.by ?? "—",
            <Moment iso={row.at} now={view.now} />,
            row.liftedBy === null ? "stands" : `lifted by revision ${row.liftedBy}`,
          ])}
        />
      )}
      <More href={more} label="Earlier entries" />
      <FileLinks links={[["/import/suppressions", "Import a list"]]} />
      <p class="hint">
        <code>npx holdpoint suppressions export</code> writes the entries to a file, with their marks.
      </p>
    </section>
  </Page>
);

const CheckResult = ({ checked: { kind, found } }: { readonly checked: Checked }) => {
  if (!found) return <p class="notice">{`This is no ${kind} that the list could have.`}</p>;
  const { entries, revision, contactId, flags } = found;
  return (
    <div class="notice" role="status">
      <p>
        {entries.length === 0
          ? `Not on the list, as of its revision ${revision}.`
          : `Covered by the list, as of its revision ${revision}. No message goes out.`}
      </p>
      {entries.length > 0 && (
        <ul>
          {entries.map((entry) => (
            <li>{`${coveredWord(entry.by)}: revision ${entry.revision}`}</li>
          ))}
        </ul>
      )}
      {flags.length > 0 && <p>{`The contact is marked: ${flags.map(flagWord).join(", ")}.`}</p>}
      {contactId && (
        <p>
          <a href={`/contacts/${contactId}`}>Everything about this contact</a>
        </p>
      )}
    </div>
  );
};

const ValueFields = ({ prefix }: { readonly prefix: string }) => (
  <>
    <p class="field">
      <label for={`${prefix}-kind`}>What it is</label>
      <select id={`${prefix}-kind`} name="kind">
        <option value="address">an address</option>
        <option value="domain">a domain, with everything below it</option>
        <option value="phone">a phone number</option>
      </select>
    </p>
    <p class="field">
      <label for={`${prefix}-value`}>Value</label>
      <input
        id={`${prefix}-value`}
        name="value"
        type="text"
        maxlength={suppressionField.characters}
        autocomplete="off"
        required
      />
    </p>
  </>
);

interface SuppressionFormProps {
  readonly view: View;
  readonly path: string;
  readonly button: string;
  readonly prefix: "add" | "lift";
}

const SuppressionForm = ({ view, path, button, prefix }: SuppressionFormProps) => (
  <ActionForm view={view} path={path} label={button}>
    <ValueFields prefix={prefix} />
    {prefix === "add" && (
      <p class="field">
        <input id="add-confirmed" type="checkbox" name="confirmed" value="true" />{" "}
        <label for="add-confirmed">also a public mailbox provider, such as gmail.com, with everybody there</label>
      </p>
    )}
    <GivenReason id={prefix} />
    <button class={prefix === "add" ? "danger" : ""} type="submit">
      {button}
    </button>
  </ActionForm>
);
