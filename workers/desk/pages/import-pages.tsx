// The pages of an import: the form that takes a file, and what a file would change or has changed.
import { mapWords } from "../../../domain/import/column-map.ts";
import type { ImportKind } from "../../../domain/import/meanings.ts";
import type { ToldRow } from "../../../domain/import/tally.ts";
import { passedText, shapeText } from "../../../domain/import/words.ts";
import { counted, many } from "../../../domain/counted.ts";
import { bytesText } from "../amounts.ts";
import { carried, COLUMNS_CHARACTERS, IMPORT_LIMITS, type ImportedFile } from "../import/file.ts";
import type { Run } from "../import/run.ts";
import { changeWords } from "../import/words.ts";
import { Page } from "./layout.tsx";
import { ActionForm, GivenReason, Phrase } from "./parts.tsx";
import { Table } from "./table.tsx";
import type { View } from "./view.ts";

const INTROS: Readonly<Record<ImportKind, string>> = {
  companies: "Companies with their domains. Grades know them from then on.",
  facts: "What a source says about companies that are recorded. A row of any other company is refused.",
  contacts: "People with names, companies, titles, and whether they may be written to. No run begins.",
  suppressions: "Addresses, domains and telephone numbers that must never be written to.",
};

interface FilePageProps {
  readonly view: View;
  readonly kind: ImportKind;
  /** The file that was refused, and why. The browser cannot choose it again by itself. */
  readonly file?: ImportedFile;
  readonly fault?: { readonly message: string; readonly advice: string };
}

/** The form that takes a file. */
export const FilePage = ({ view, kind, file, fault }: FilePageProps) => (
  <Page view={view} title={`Import ${kind}`} intro={INTROS[kind]}>
    {fault && (
      <div class="notice bad" role="alert">
        <p>
          <Phrase text={fault.message} />
        </p>
        <p>
          <Phrase text={fault.advice} />
        </p>
      </div>
    )}
    <section class="card">
      <p>
        {`A file of delimited text (CSV), of at most ${bytesText(IMPORT_LIMITS.bytes)} and ${counted(IMPORT_LIMITS.lines)} lines. For a larger one: `}
        <code>{`npx holdpoint ${kind} import file.csv`}</code>
      </p>
      <ActionForm view={view} path={`/import/${kind}`} label={`Import ${kind}`} isUpload>
        <p class="field">
          <label for="file">File</label>
          <input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" required />
        </p>
        {kind === "facts" && (
          <p class="field">
            <label for="source">
              Source <span class="optional">who says so, where a row does not; otherwise the name of the file</span>
            </label>
            <input
              id="source"
              name="source"
              type="text"
              maxlength={200}
              autocomplete="off"
              value={file?.source ?? ""}
            />
          </p>
        )}
        <details class="columns-of-file" {...(file?.columns || fault ? { open: true } : {})}>
          <summary>Say what columns mean</summary>
          <p class="field">
            <label for="columns">
              One a line: header or number, =, meaning <span class="optional">{mapWords(kind).join(", ")}</span>
            </label>
            <textarea id="columns" name="columns" rows={4} maxlength={COLUMNS_CHARACTERS} autocomplete="off">
              {file?.columns ?? ""}
            </textarea>
          </p>
        </details>
        <button class="primary" type="submit">
          Preview
        </button>
      </ActionForm>
    </section>
  </Page>
);

/** So many rows of each list are shown. The counts are whole. */
const SHOWN_ROWS = 100;
const SHOWN_CHANGES = 20;

interface RunPageProps {
  readonly view: View;
  readonly run: Run;
  readonly file: ImportedFile;
  readonly digest: string;
  readonly isApplied: boolean;
}

/** What a file would change, with the button that applies it; or what it has changed. */
export const RunPage = ({ view, run, file, digest, isApplied }: RunPageProps) => {
  const { kind, report, shape, changes } = run;
  const { counts, warned, optedOut, passed, passedCount } = report;
  return (
    <Page view={view} title={isApplied ? `Imported ${kind}` : `Preview of ${kind}`} intro={introOf(run, isApplied)}>
      <section class="card">
        <h2>
          <Phrase text={file.name} none="the file" />
        </h2>
        {shapeText(shape).map((line) => (
          <p>
            <Phrase text={line} />
          </p>
        ))}
        {passedCount > 0 && <p>{passedText(passed)}</p>}
        {run.stoppedAfter === null && (
          <dl class="counts">
            {(["added", "changed", "same", "refused"] as const).map((outcome) => (
              <div>
                <dt>{outcome}</dt>
                <dd>{counted(counts[outcome])}</dd>
              </div>
            ))}
          </dl>
        )}
        {warned > 0 && <p>{`Of the rows that are taken, ${counted(warned)} with a word below.`}</p>}
        {kind === "contacts" && optedOut > 0 && <p>{`${many(optedOut, "row")} must not be written to.`}</p>}
        {!isApplied && changes.length > 0 && (
          <ActionForm
            view={view}
            path={`/import/${kind}/apply`}
            shown={digest}
            fields={carried(file)}
            label="Apply"
            isUpload
          >
            {kind === "suppressions" && <GivenReason id="apply" />}
            <button class="primary" type="submit">
              {`Apply ${many(changes.length, "row")}`}
            </button>
          </ActionForm>
        )}
        {(isApplied || changes.length === 0) && (
          <p>
            <a class="button" href={`/import/${kind}`}>
              Import another file
            </a>
          </p>
        )}
      </section>
      {run.refused.length > 0 && (
        <Rows
          title="Refused by the installation"
          caption="Rows that the installation refused"
          rows={run.refused}
          whole={run.refused.length}
        />
      )}
      {report.refused.length > 0 && (
        <Rows
          title="Refused: nothing of these rows is taken"
          caption="Refused rows"
          rows={report.refused.map(told)}
          whole={counts.refused}
        />
      )}
      {report.told.length > 0 && (
        <Rows title="To be looked at" caption="Rows to be looked at" rows={report.told.map(told)} whole={warned} />
      )}
      {changes.length > 0 && (
        <section>
          <h2>{isApplied ? "What was handed over" : "What would change"}</h2>
          <Table
            caption="Changes"
            columns={[{ name: "Line", kind: "number" }, "Change", "Row"]}
            rows={changes
              .slice(0, SHOWN_CHANGES)
              .map((change) => [
                String(change.line),
                change.isNew ? "added" : "changed",
                <Phrase text={changeWords(kind, change)} />,
              ])}
          />
          <More whole={changes.length} shown={SHOWN_CHANGES} />
        </section>
      )}
    </Page>
  );
};

function introOf({ kind, changes, stoppedAfter }: Run, isApplied: boolean): string {
  if (!isApplied)
    return changes.length === 0 ? "Nothing would change." : "Nothing is changed yet: look at it, then apply it.";
  if (stoppedAfter !== null)
    return `It stopped: ${many(stoppedAfter, "row")} are in. Import the same file again: it goes on, and what is in changes nothing.`;
  return DONE[kind];
}
const DONE: Readonly<Record<ImportKind, string>> = {
  companies: "Recorded. Grades know these companies from now on.",
  facts: "Recorded.",
  contacts: "Handed over: each row is recorded within moments. No run begins.",
  suppressions: "Imported. The entries are in force; a lift is a person’s, entry by entry.",
};

interface RowsProps {
  readonly title: string;
  readonly caption: string;
  readonly rows: readonly { readonly line: number; readonly words: string }[];
  readonly whole: number;
}

const told = ({ line, words }: ToldRow) => ({ line, words: words.join("; ") });

const Rows = ({ title, caption, rows, whole }: RowsProps) => (
  <section>
    <h2>{title}</h2>
    <Table
      caption={caption}
      columns={[{ name: "Line", kind: "number" }, "Why"]}
      rows={rows.slice(0, SHOWN_ROWS).map(({ line, words }) => [String(line), <Phrase text={words} />])}
    />
    <More whole={whole} shown={SHOWN_ROWS} />
  </section>
);

const More = ({ whole, shown }: { readonly whole: number; readonly shown: number }) =>
  whole > shown ? <p>{`… and ${counted(whole - shown)} more.`}</p> : null;
