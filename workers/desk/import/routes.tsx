// The import of a file on the desk: a form, a preview, and a button that applies exactly what was previewed. The preview is a POST because a file belongs in no URL; it changes
// nothing.
import type { Context, Hono } from "hono";
import * as z from "zod";
import { IMPORT_KINDS, type ImportKind } from "../../../domain/import/meanings.ts";
import { givenReason, saysWhy } from "../../../schema/notes.ts";
import type { Result } from "../../../schema/result.ts";
import { invalid, invalidIn } from "../actions/action.ts";
import { answerPage, answerTrouble } from "../answer-page.tsx";
import type { Desk, DeskContext } from "../desk.ts";
import { FilePage, RunPage } from "../pages/import-pages.tsx";
import { troubleOf } from "../refusals.ts";
import { uploadFields } from "../request-fields.ts";
import { signedPage, viewOf } from "../signed-page.tsx";
import { stampedForm, type StampedForm } from "../stamped-form.ts";
import * as troubles from "../troubles.ts";
import {
  carriedIn,
  columnMapIn,
  digestOfFile,
  type ImportedFile,
  UPLOAD_BYTES,
  uploadedIn,
  IMPORT_LIMITS,
} from "./file.ts";
import { type Run, type RunFault, runImport } from "./run.ts";
import { companyStore, contactStore, factStore, suppressionStore } from "./stores.ts";
import { runFaultWords } from "./words.ts";

/** The section of the desk to which a kind of file belongs. */
export const SECTIONS: Readonly<Record<ImportKind, string>> = {
  companies: "/companies",
  facts: "/companies",
  contacts: "/contacts",
  suppressions: "/suppressions",
};

const Given = z.object(givenReason);
type Given = z.output<typeof Given>;
const NOT_GIVEN: Given = { reason: "other", why: "" };

export function addImportRoutes(app: Hono<DeskContext>, desk: Desk): void {
  for (const kind of IMPORT_KINDS) {
    const path = `/import/${kind}`;
    app.get(path, (c) => signedPage(desk, c, SECTIONS[kind], (view) => <FilePage view={view} kind={kind} />));
    app.post(path, (c) => preview(desk, c, kind));
    app.get(`${path}/apply`, (c) => c.redirect(path, 303));
    app.post(`${path}/apply`, (c) => apply(desk, c, kind));
  }
}

const formOf = (desk: Desk, c: Context<DeskContext>, kind: ImportKind): Promise<Result<StampedForm, Response>> =>
  stampedForm(desk, c, `/import/${kind}`, (request) => uploadFields(request, UPLOAD_BYTES));

/** Reads the file and says what it would change. */
async function preview(desk: Desk, c: Context<DeskContext>, kind: ImportKind): Promise<Response> {
  const form = await formOf(desk, c, kind);
  if (!form.ok) return form.error;
  const file = uploadedIn(form.value.fields);
  if (!file) return answerTrouble(desk, c, troubleOf(invalid("file")), `/import/${kind}`);
  if (file.bytes.length > IMPORT_LIMITS.bytes) return answerTrouble(desk, c, troubles.fileTooLarge, `/import/${kind}`);
  return ran(desk, c, { kind, file, form: form.value, given: null });
}

/** Applies the file that the preview carries. */
async function apply(desk: Desk, c: Context<DeskContext>, kind: ImportKind): Promise<Response> {
  const form = await formOf(desk, c, kind);
  if (!form.ok) return form.error;
  const { fields } = form.value;
  const back = `/import/${kind}`;
  const file = carriedIn(fields);
  if (!file || digestOfFile(kind, file) !== fields["digest"]) return answerTrouble(desk, c, troubles.otherFile, back);
  const given = kind === "suppressions" ? Given.safeParse(withoutBlank(fields)) : null;
  if (given?.success === false) return answerTrouble(desk, c, troubleOf(invalidIn(given.error)), back);
  if (given && !saysWhy(given.data)) return answerTrouble(desk, c, troubleOf(invalid("why")), back);
  return ran(desk, c, { kind, file, form: form.value, given: given?.data ?? NOT_GIVEN });
}

const withoutBlank = (fields: StampedForm["fields"]): StampedForm["fields"] =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));

interface Asked {
  readonly kind: ImportKind;
  readonly file: ImportedFile;
  readonly form: StampedForm;
  /** The reason with which it is applied; null for a preview. */
  readonly given: Given | null;
}

async function ran(desk: Desk, c: Context<DeskContext>, { kind, file, form, given }: Asked): Promise<Response> {
  const { session, identities } = form;
  const view = await viewOf(desk, identities, session, c, SECTIONS[kind]);
  const map = columnMapIn(kind, file.columns);
  if (!map.ok) {
    const message = `“${map.error}” does not say what a column means.`;
    const fault = { message, advice: "One a line: <header or number>=<meaning>." };
    return answerPage(c, <FilePage view={view} kind={kind} file={file} fault={fault} />, 422);
  }
  const importing = { desk, by: session.identity };
  const all = { bytes: file.bytes, map: map.value, isApplied: given !== null };
  const run: Result<Run, RunFault> = await RUNS[kind]({ importing, file, given: given ?? NOT_GIVEN, all });
  if (!run.ok)
    return answerPage(c, <FilePage view={view} kind={kind} file={file} fault={runFaultWords(run.error, kind)} />, 422);
  return answerPage(
    c,
    <RunPage view={view} run={run.value} file={file} digest={digestOfFile(kind, file)} isApplied={given !== null} />,
  );
}

interface Running {
  readonly importing: Parameters<typeof companyStore>[0];
  readonly file: ImportedFile;
  readonly given: Given;
  readonly all: {
    readonly bytes: Uint8Array;
    readonly map: Parameters<typeof runImport>[0]["map"];
    readonly isApplied: boolean;
  };
}

const RUNS: Readonly<Record<ImportKind, (running: Running) => Promise<Result<Run, RunFault>>>> = {
  companies: ({ importing, all }) => runImport({ kind: "companies", store: companyStore(importing), ...all }),
  facts: ({ importing, file, all }) =>
    runImport({ kind: "facts", store: factStore(importing, file.source || file.name || "a file"), ...all }),
  contacts: ({ importing, all }) => runImport({ kind: "contacts", store: contactStore(importing), ...all }),
  suppressions: ({ importing, given, all }) =>
    runImport({ kind: "suppressions", store: suppressionStore(importing, given), ...all }),
};
