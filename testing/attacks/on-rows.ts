// Attacks beside the events: keys, read models, the suppression list, the CRM, the outbox, and the databases themselves.
import type { DatabaseSync } from "node:sqlite";
import { withoutTriggers } from "../command-line.ts";
import type { Attack } from "./attack.ts";
import { ERASED, type Victim, WAITING, WRITTEN } from "./victim.ts";

/** Runs a statement that must change something, with the triggers dropped before and made again after. */
function run(database: DatabaseSync, statement: string, ...values: readonly string[]): void {
  const { changes } = withoutTriggers(database, () => database.prepare(statement).run(...values));
  if (changes === 0) throw new Error(`nothing was changed by ${statement}`);
}
const onEvents =
  (statement: string, ...values: readonly string[]) =>
  ({ events }: Victim): void =>
    run(events, statement, ...values);
const onCrm =
  (statement: string, ...values: readonly string[]) =>
  ({ crm }: Victim): void =>
    run(crm, statement, ...values);

const keys: readonly Attack[] = [
  {
    name: "a key is emptied",
    change: onEvents("UPDATE stream_keys SET wrapped = '' WHERE stream_id = ?", WRITTEN),
    told: "key_missing",
  },
  {
    name: "a key is deleted",
    change: onEvents("DELETE FROM stream_keys WHERE stream_id = ?", WRITTEN),
    told: "key_missing",
  },
  {
    name: "the keys of two contacts are swapped",
    change: (victim) => {
      for (const [streamId, other] of [
        [WRITTEN, WAITING],
        [WAITING, WRITTEN],
      ] as const)
        run(
          victim.events,
          "UPDATE stream_keys SET wrapped = ? WHERE stream_id = ?",
          victim.wrappedKey(other) ?? "",
          streamId,
        );
    },
    told: "key_unusable",
  },
  {
    name: "a destroyed key is put back",
    change: (victim) =>
      run(
        victim.events,
        "UPDATE stream_keys SET wrapped = ?, since = 1 WHERE stream_id = ?",
        victim.wrappedKey(WRITTEN) ?? "",
        ERASED,
      ),
    told: "key_left",
  },
  {
    name: "the fingerprint of the master key is changed",
    change: onEvents("UPDATE installation_keys SET fingerprint = ? WHERE name = 'MASTER_KEY'", "A".repeat(22)),
    told: "key_differs",
  },
  {
    name: "the fingerprint of the system key is changed",
    change: onEvents("UPDATE installation_keys SET fingerprint = ? WHERE name = 'SYSTEM_KEY'", "A".repeat(22)),
    told: "key_differs",
  },
  {
    name: "the number of databases is changed",
    change: onEvents("UPDATE installation SET shards = 4"),
    told: "not_whole",
  },
];

const readModels: readonly Attack[] = [
  {
    name: "a hold is opened again",
    change: onEvents("UPDATE holds SET state = 'open' WHERE ended_at IS NOT NULL"),
    told: "read_model_differs",
  },
  {
    name: "the words that a reviewer sees are changed",
    change: onEvents("UPDATE holds SET shown = replace(shown, 'e', 'a') WHERE state = 'open' AND shown <> ''"),
    told: "read_model_differs",
  },
  {
    name: "the grade that a reviewer sees is changed",
    change: onEvents("UPDATE holds SET qualify_basis_points = 9999 WHERE qualify_basis_points IS NOT NULL"),
    told: "read_model_differs",
  },
  { name: "a hold is removed", change: onEvents("DELETE FROM holds WHERE state = 'open'"), told: "read_model_differs" },
  {
    name: "a hold is invented",
    change: onEvents(
      "INSERT INTO holds (hold_id, stream_id, version, run_id, kind, state, action, reason, arithmetic, opened_at, expires_at, marked, shown) VALUES ('hd_forged', 'ct_forged', 1, 'run_1', 'draft', 'open', 'initial', 'first_contact', '', '', '', 0, '')",
    ),
    told: "read_model_differs",
  },
  {
    name: "a task is invented",
    change: onEvents(
      "INSERT INTO tasks (task_id, stream_id, version, kind, about, raised_at) VALUES ('tk_forged', ?, 1, 'takeover', '', '')",
      WRITTEN,
    ),
    told: "read_model_differs",
  },
  {
    name: "a contact’s flag is taken away",
    change: onEvents("UPDATE contact_flags SET do_not_contact = 1 - do_not_contact"),
    told: "read_model_differs",
  },
  {
    name: "a comparison of plans is invented",
    change: onEvents(
      "INSERT INTO plan_comparisons VALUES ('run_forged', 'ct_forged', 1, '', 'agrees', 'initial', '', '', '')",
    ),
    told: "read_model_differs",
  },
  {
    name: "a class that a model gave is invented",
    change: onEvents(
      "INSERT INTO class_comparisons VALUES ('2026-11-01', 'ct_forged', 1, 'website', 'interested', 'unsubscribe', 'rules')",
    ),
    told: "read_model_differs",
  },
  {
    name: "a lead is counted twice in the numbers",
    change: onEvents(
      `INSERT INTO runs SELECT began_at, run_id || 'x', stream_id, version, started_by, source, population, arm, action, reason, hits, plan, decided_at,
        graded_at, verdict, ladder, vertical, tier, role_fit, scored_at, tokens, micro_dollars, preview_id, draft_hold_id, plan_arm, shown_plan, skip_reason, compared FROM runs LIMIT 1`,
    ),
    told: "read_model_differs",
  },
  {
    name: "an opportunity is invented",
    change: onEvents(
      "INSERT INTO reports SELECT began_at, stream_id, 1, run_id, 'opportunity_created', began_at FROM runs LIMIT 1",
    ),
    told: "read_model_differs",
  },
  {
    name: "a run is hidden from those that were not written",
    change: onEvents("DELETE FROM unwritten_runs"),
    told: "read_model_differs",
  },
  {
    name: "spend of a model is invented",
    change: onEvents("INSERT INTO model_spend VALUES ('2026-11-01', 'website', 1, 1, 1)"),
    told: "read_model_differs",
  },
  {
    name: "somebody is made an admin",
    change: onEvents("INSERT INTO people VALUES ('mallory', 'admin', 1, 'mallory', '2026-11-01T00:00:00.000Z')"),
    told: "read_model_differs",
  },
  {
    name: "a token is put in",
    change: onEvents(
      "INSERT INTO desk_tokens VALUES ('tok_m', 'd', 'm', '[\"export\"]', '2027-01-01T00:00:00.000Z', 'mallory', '', NULL, NULL)",
    ),
    told: "read_model_differs",
  },
  {
    name: "the list’s revision in the log is lowered",
    change: onEvents("UPDATE list_revisions SET revision = revision - 1"),
    told: "read_model_differs",
  },
];

const beside: readonly Attack[] = [
  {
    name: "an entry of the suppression list is removed",
    change: onCrm("DELETE FROM suppressions WHERE revision = 1"),
    told: "list_row_missing",
  },
  {
    name: "the newest entries of the suppression list are cut off",
    change: onCrm("DELETE FROM suppressions WHERE revision = (SELECT max(revision) FROM suppressions)"),
    told: "list_row_missing",
  },
  { name: "the suppression list is emptied", change: onCrm("DELETE FROM suppressions"), told: "list_row_missing" },
  {
    name: "an entry of the suppression list names another address",
    change: onCrm("UPDATE suppressions SET digest = ? WHERE revision = 1", "9".repeat(22)),
    told: "list_row_differs",
  },
  {
    name: "an entry of the suppression list becomes a lift",
    change: onCrm("UPDATE suppressions SET op = 'lift' WHERE revision = 1"),
    told: "list_row_differs",
  },
  {
    name: "a lift is put into the suppression list",
    change: onCrm(
      "INSERT INTO suppressions (op, kind, digest, cause, command_key, at) SELECT 'lift', kind, digest, 'desk', 'forged', '2020-01-01T00:00:00.000Z' FROM suppressions WHERE revision = 1",
    ),
    told: "list_row_unlogged",
  },
  { name: "the contacts of the CRM are gone", change: onCrm("DELETE FROM contacts"), told: "contact_row_missing" },
  {
    name: "a contact’s address is emptied",
    change: onCrm("UPDATE contacts SET email = '' WHERE id = ?", WRITTEN),
    told: "contact_row_differs",
  },
  {
    name: "an erased contact gets an address again",
    change: onCrm("UPDATE contacts SET email = 'x@example.com' WHERE id = ?", ERASED),
    told: "contact_row_differs",
  },
  { name: "the receipts are gone", change: onCrm("DELETE FROM receipts"), told: "receipt_missing" },
  {
    name: "a receipt names another contact",
    change: onCrm("UPDATE receipts SET contact_id = ? WHERE contact_id = ?", WAITING, WRITTEN),
    told: "receipt_differs",
  },
  { name: "the outbox is cut back", change: onEvents("DELETE FROM outbox"), told: "outbox_row_missing" },
  {
    name: "the text of a sent message is changed",
    change: onEvents("UPDATE outbox SET message = message || 'and more'"),
    told: "outbox_row_differs",
  },
  {
    name: "the recipient of a sent message is changed",
    change: onEvents("UPDATE outbox SET recipient = 'mallory@example.com'"),
    told: "outbox_row_differs",
  },
  {
    name: "a message that nobody approved is put into the outbox",
    change: onEvents(
      "INSERT INTO outbox SELECT 'forged', stream_id, approval_id, recipient, subject, message, at FROM outbox LIMIT 1",
    ),
    told: "outbox_row_unlogged",
  },
  {
    name: "a fact about a company is put in",
    change: onCrm(
      "INSERT INTO company_facts VALUES ('co_forged', 'fact_1', 'hiring', 'x', 'x', 'person', 10000, '2026-11-01T00:00:00.000Z', NULL, 1, 1)",
    ),
    told: "company_row_unlogged",
  },
  {
    name: "a company is put in",
    change: onCrm(
      "INSERT INTO companies VALUES ('co_forged', 'Forged', 'forged.example', '[]', 'known', NULL, NULL, 1, 1, '2026-11-01T00:00:00.000Z', NULL)",
    ),
    told: "company_row_unlogged",
  },
  {
    name: "the value of a fact is changed",
    change: onCrm("UPDATE company_facts SET value = 'x'"),
    told: "company_row_differs",
  },
  {
    name: "the facts about companies are gone",
    change: onCrm("DELETE FROM company_facts"),
    told: "company_row_missing",
  },
  {
    name: "a webhook source is put in",
    change: onCrm(
      "INSERT INTO sources VALUES ('forged', 'signed_form', 'trusted', '[]', 'signals', 1, '{}', NULL, 1, '[]', 1, '2026-11-01T00:00:00.000Z', 'eve')",
    ),
    told: "source_row_unlogged",
  },
  {
    name: "the stop switch lets messages leave while sending is stopped",
    change: onCrm("UPDATE dispatching SET stopped = 0"),
    told: "dispatching_row_resumed",
  },
  {
    name: "a resumption that nobody made is written over a stop",
    change: onCrm("UPDATE dispatching SET stopped = 0, version = version + 1"),
    told: "dispatching_row_resumed",
  },
  {
    name: "a stop that nobody made is written into the stop switch",
    change: onCrm("UPDATE dispatching SET version = version + 1"),
    told: "dispatching_row_unlogged",
  },
  {
    name: "the stop switch is put back to before the stop",
    change: onCrm("UPDATE dispatching SET version = 0"),
    told: "dispatching_row_differs",
  },
  {
    name: "the stop of the stop switch names another person",
    change: onCrm("UPDATE dispatching SET by = 'mallory'"),
    told: "dispatching_row_differs",
  },
  { name: "the stop switch is gone", change: onCrm("DELETE FROM dispatching"), told: "dispatching_row_missing" },
];

const schemas: readonly Attack[] = [
  {
    name: "a trigger of the log is dropped",
    change: ({ events }) => events.exec("DROP TRIGGER events_no_update"),
    told: "schema_differs",
  },
  {
    name: "a trigger of the log does nothing",
    change: ({ events }) =>
      events.exec(
        "DROP TRIGGER events_no_delete; CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT 1; END",
      ),
    told: "schema_differs",
  },
  {
    name: "a trigger of the list is dropped",
    change: ({ crm }) => crm.exec("DROP TRIGGER suppressions_no_delete"),
    told: "schema_differs",
  },
  {
    name: "a trigger that changes what is stored is added",
    change: ({ events }) =>
      events.exec(
        "CREATE TRIGGER other AFTER INSERT ON holds BEGIN UPDATE holds SET shown = '' WHERE hold_id = NEW.hold_id; END",
      ),
    told: "schema_differs",
  },
];

const NOT_IN_THE_LOG =
  "The log has no events of this row yet, so nothing says what it must be. A decision that used it cites what it had then.";
const WORK =
  "The row is work of a machine that is under way; nothing is decided or shown from it that the log does not say.";

const unfound: readonly Attack[] = [
  {
    name: "a contact’s title is changed",
    change: onCrm("UPDATE contacts SET title = 'CEO' WHERE id = ?", WAITING),
    told: null,
    outside: null,
    because: NOT_IN_THE_LOG,
  },
  {
    name: "an address is redirected to another contact",
    change: onCrm(
      "INSERT INTO identities VALUES ('mailbox', 'x@example.com', ?, '2026-11-01T00:00:00.000Z', NULL)",
      WAITING,
    ),
    told: null,
    outside: null,
    because: NOT_IN_THE_LOG,
  },
  {
    name: "an ended session is taken from the list of ended ones",
    change: (victim) => {
      run(victim.events, "INSERT INTO ended_sessions VALUES ('session', '2026-12-01T00:00:00.000Z')");
      run(victim.events, "DELETE FROM ended_sessions");
    },
    told: null,
    outside: null,
    because: WORK,
  },
  {
    name: "a dead letter is removed",
    change: (victim) => {
      run(
        victim.events,
        "INSERT INTO dead_letters VALUES ('dl_1', 'ingest', 'x', NULL, '', 'ad_month_2026-11', '', NULL, NULL, NULL, NULL, NULL)",
      );
      run(victim.events, "DELETE FROM dead_letters");
    },
    told: null,
    outside: null,
    because: "A letter is what could not be recorded, so no event says that it was there.",
  },
  {
    name: "who read words today is taken out",
    change: (victim) => {
      run(victim.events, "INSERT INTO words_read VALUES ('2026-11-22', 'rosa', ?, 1)", WRITTEN);
      run(victim.events, "DELETE FROM words_read");
    },
    told: null,
    outside: null,
    because: "The day’s event is recorded when the day is over; until then the row alone knows it.",
  },
];

export const ON_ROWS: readonly Attack[] = [...keys, ...readModels, ...beside, ...schemas, ...unfound];
