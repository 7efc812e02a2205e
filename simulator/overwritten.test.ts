// Tests in the bytes of SQLite's own pages that an erasure overwrites: what it removes is in no page, nor in a free one.
import { describe, it } from "vitest";
import { d1PersonalStores } from "../drizzle/d1-personal-stores.ts";
import { d1Outbox } from "../drizzle/outbox.ts";
import type { ApprovalId, ContactId, HoldId } from "../schema/ids.ts";
import { ERASED_COLUMNS, erasedPlaces } from "../testing/leftovers.ts";
import { sqliteD1 } from "./sqlite-d1.ts";

const AT = "2026-03-01T09:00:00.000Z";
const person = "ct_ada" as ContactId;

/** A text that is in no other column, long enough for pages of its own where the table says so. */
const textOf = (table: string, column: string): string =>
  `zq ${table} ${column} ü `.repeat(["shown", "message", "body_sealed"].includes(column) ? 700 : 2) +
  (column === "email" ? "@x.example" : "");

/** Two databases in which each erased column of a contact has its text, and a neighbour has others. */
function stored(forgets: RegExp | null = null) {
  const [events, crm] = [sqliteD1("events", forgets), sqliteD1("crm", forgets)];
  for (const id of ["ct_abel", person, "ct_bea"]) {
    const own = (table: string, column: string): string =>
      id === person ? textOf(table, column) : `${id} ${column}`.repeat(3);
    const put = (sql: string, ...values: readonly string[]) => events.sqlite.prepare(sql).run(...values);
    put("INSERT INTO stream_keys (stream_id, wrapped, since) VALUES (?, ?, 1)", id, own("stream_keys", "wrapped"));
    put(
      `INSERT INTO holds (hold_id, stream_id, version, run_id, kind, state, action, reason, arithmetic, opened_at, expires_at, marked, shown)
        VALUES (?, ?, 3, 'run', 'draft', 'open', 'reply', 'reply_due', '[]', '', '', 0, ?)`,
      `hold of ${id}`,
      id,
      own("holds", "shown"),
    );
    put(
      "INSERT INTO outbox (idempotency_key, stream_id, approval_id, recipient, subject, message, at) VALUES (?, ?, 'ap', ?, ?, ?, '')",
      `key of ${id}`,
      id,
      own("outbox", "recipient"),
      own("outbox", "subject"),
      own("outbox", "message"),
    );
    put(
      "INSERT INTO dead_letters (id, origin, reason, contact_id, body_sealed, key_id, received_at) VALUES (?, '', '', ?, ?, '', '')",
      `letter of ${id}`,
      id,
      own("dead_letters", "body_sealed"),
    );
    crm.sqlite
      .prepare(
        "INSERT INTO contacts (id, email, name, company_name, title, phone, domain, profile, corrected_name, corrected_company_name, corrected_title, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
      )
      .run(id, ...ERASED_COLUMNS.crm.contacts.map((column) => own("contacts", column)));
    crm.sqlite
      .prepare("INSERT INTO identities (kind, value, contact_id, since) VALUES ('mailbox', ?, ?, '')")
      .run(own("contacts", "email"), id);
  }
  return { events, crm };
}

const erase = ({ events, crm }: ReturnType<typeof stored>): Promise<void> =>
  d1PersonalStores({ shards: [events.database], crm: crm.database }).destroy({
    contactId: person,
    version: 9,
    at: AT,
    holdIds: ["hold of ct_ada" as HoldId],
    claims: [{ approvalId: "ap_late" as ApprovalId, idempotencyKey: "late" }],
  });

/** The columns whose text is somewhere in the pages, free ones included. */
function inPages({ events, crm }: ReturnType<typeof stored>): readonly string[] {
  return [["events", events] as const, ["crm", crm] as const].flatMap(([name, { sqlite }]) => {
    const pages = Buffer.from(sqlite.serialize());
    return erasedPlaces(name).filter((place) => pages.includes(`zq ${place.replace(".", " ")} ü`));
  });
}

/** The value of `identities` is the mailbox of the address that `contacts` has. */
const ALL = [...erasedPlaces("events"), ...erasedPlaces("crm")].filter((place) => place !== "identities.value");

describe("the pages of the databases", () => {
  it("have no text that an erasure removed, and those of others", async ({ expect }) => {
    const databases = stored();
    expect(inPages(databases)).toEqual(ALL);
    const neighbours = databases.events.dump().match(/ct_(abel|bea)[^"]*/g);
    await erase(databases);
    expect(inPages(databases)).toEqual([]);
    expect(databases.events.dump().match(/ct_(abel|bea)[^"]*/g)).toEqual(neighbours);
    for (const { sqlite } of [databases.events, databases.crm])
      expect(sqlite.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  });

  it("have none of a message that is put into the outbox late", async ({ expect }) => {
    const databases = stored();
    await erase(databases);
    const [recipient, subject, message] = ["recipient", "subject", "message"].map((column) => textOf("outbox", column));
    const late = { idempotencyKey: "late", streamId: person, approvalId: "ap_late" as ApprovalId, at: AT };
    await d1Outbox(databases.events.database).put({
      ...late,
      recipient: recipient!,
      subject: subject!,
      message: message!,
    });
    expect(inPages(databases)).toEqual([]);
  });

  it("keep what is emptied without filler: why it is overwritten first", async ({ expect }) => {
    const databases = stored(/ SET \w+ = replace\(hex/);
    await erase(databases);
    expect(inPages(databases).length).toBeGreaterThan(5);
  });
});
