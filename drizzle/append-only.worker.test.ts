// Tests that no existing row of the append-only tables changes: it tries every kind of INSERT, UPDATE and DELETE on them in D1.
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";
import { d1EventLog } from "./d1-event-log.ts";
import { d1SuppressionList } from "./d1-suppression-list.ts";
import { EvidenceTable, Provenance } from "../schema/provenance.ts";
import { ada, chain, eventAfter, shipment } from "../testing/rows.ts";

const [first, second] = chain(ada, 2);
if (!first || !second) throw new Error("no events");
const other = eventAfter(first.hash, { streamId: ada, version: 2, says: "other" });
const digest = "d".repeat(22);

const contentsOf = async (table: "events" | "suppressions") =>
  (
    await env[table === "events" ? "EVENTS_0" : "CRM"]
      .prepare(table === "events" ? "SELECT * FROM events" : "SELECT * FROM suppressions")
      .all()
  ).results;

/** The number of rows written, or the error code of the trigger. */
async function attempt(database: D1Database, sql: string, values: readonly unknown[]): Promise<number | string> {
  try {
    return (
      await database
        .prepare(sql)
        .bind(...values)
        .run()
    ).meta.rows_written;
  } catch (error) {
    return error instanceof Error
      ? (/events_\w+|suppressions_\w+/.exec(error.message)?.[0] ?? error.message)
      : "unknown";
  }
}

beforeAll(async () => {
  await d1EventLog([env.EVENTS_0]).append([shipment(ada, [first, second])]);
  await d1SuppressionList(env.CRM).add([{ kind: "address", digest, cause: "desk", commandKey: "one" }], 0);
});

describe("an event in the log", () => {
  const insert = "(stream_id, version, hash, body) VALUES (?, ?, unhex(?), ?)";
  const upsert = `INSERT INTO events ${insert} ON CONFLICT (stream_id, version) DO UPDATE SET hash = excluded.hash, body = excluded.body`;
  const inserts: readonly (readonly [name: string, sql: string])[] = [
    ["INSERT", `INSERT INTO events ${insert}`],
    ["INSERT OR IGNORE", `INSERT OR IGNORE INTO events ${insert}`],
    ["INSERT OR REPLACE", `INSERT OR REPLACE INTO events ${insert}`],
    ["INSERT OR FAIL", `INSERT OR FAIL INTO events ${insert}`],
    ["INSERT OR ROLLBACK", `INSERT OR ROLLBACK INTO events ${insert}`],
    ["REPLACE", `REPLACE INTO events ${insert}`],
    ["INSERT … ON CONFLICT DO NOTHING", `INSERT INTO events ${insert} ON CONFLICT DO NOTHING`],
    ["upsert", upsert],
  ];
  const cases: readonly (readonly [what: string, sql: string, values: readonly unknown[], answer: number | string])[] =
    [
      ...inserts.flatMap(([name, sql]) => [
        [`${name}, the same event`, sql, [ada, 2, second.hash, second.body], 0] as const,
        [`${name}, the same hash and another body`, sql, [ada, 2, second.hash, other.body], 0] as const,
        [`${name}, another hash`, sql, [ada, 2, other.hash, other.body], "events_conflict"] as const,
        [`${name}, a gap`, sql, [ada, 4, other.hash, other.body], "events_gap"] as const,
      ]),
      ...["UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE", "UPDATE OR ROLLBACK"].flatMap((verb) => [
        [
          `${verb} of the body`,
          `${verb} events SET body = ? WHERE version = 2`,
          [other.body],
          "events_append_only",
        ] as const,
        [
          `${verb} to the same hash`,
          `${verb} events SET hash = unhex(?) WHERE version = 2`,
          [second.hash],
          "events_append_only",
        ] as const,
        [
          `${verb} of the version`,
          `${verb} events SET version = ? WHERE version = 2`,
          [1],
          "events_append_only",
        ] as const,
      ]),
      ["UPDATE of all", "UPDATE events SET body = ?", [other.body], "events_append_only"],
      ["DELETE of one", "DELETE FROM events WHERE version = ?", [2], "events_append_only"],
      ["DELETE of all", "DELETE FROM events", [], "events_append_only"],
      [
        "an insert of many with one that conflicts",
        "INSERT INTO events (stream_id, version, hash, body) SELECT value ->> 0, value ->> 1, unhex(value ->> 2), value ->> 3 FROM json_each(?)",
        [
          JSON.stringify([
            ["ct_new", 1, ...Object.values(newEvent())],
            [ada, 2, other.hash, other.body],
          ]),
        ],
        "events_conflict",
      ],
    ];

  for (const [what, sql, values, answer] of cases) {
    it(`is not changed by ${what}`, async ({ expect }) => {
      const before = await contentsOf("events");
      expect(await attempt(env.EVENTS_0, sql, values)).toBe(answer);
      expect(await contentsOf("events")).toEqual(before);
      expect(before).toHaveLength(2);
    });
  }
});

function newEvent(): { hash: string; body: string } {
  const { hash, body } = eventAfter("0".repeat(64), { streamId: ada, version: 1, says: "new" });
  return { hash, body };
}

describe("an event without a complete provenance", () => {
  const row = ["events", "ct_x@1"] as const;
  const bytes = (length: number): string => `x'${"00".repeat(length)}'`;
  const provenance = { confidence: 1, reason: "sample", source: "rule:sample", evidence: [row] };
  const incomplete: Readonly<Record<string, unknown>> = {
    "no provenance": null,
    "no confidence": { ...provenance, confidence: undefined },
    "a confidence above one": { ...provenance, confidence: 1.1 },
    "a confidence in words": { ...provenance, confidence: "high" },
    "no reason": { ...provenance, reason: undefined },
    "no source": { ...provenance, source: undefined },
    "no evidence": { ...provenance, evidence: undefined },
    "empty evidence": { ...provenance, evidence: [] },
    "evidence of nothing": { ...provenance, evidence: [[]] },
    "evidence without a table": { ...provenance, evidence: [row, [null, "ct_x@1"]] },
    "evidence of a table that does not exist": { ...provenance, evidence: [["rumours", "ct_x@1"]] },
    "evidence without an id": { ...provenance, evidence: [["events"]] },
    "evidence with an empty id": { ...provenance, evidence: [["events", ""]] },
    "evidence as an object": { ...provenance, evidence: [{ table: "events", id: "ct_x@1" }] },
    "evidence that is a sentence": { ...provenance, evidence: ["trust me"] },
    "evidence that is a number": { ...provenance, evidence: [7] },
    "a reason that is a sentence": { ...provenance, reason: "She asked for it." },
    "a reason of another script": { ...provenance, reason: "zusagé" },
    "an empty reason": { ...provenance, reason: "" },
    "a reason of 81 letters": { ...provenance, reason: "a".repeat(81) },
    "a source of no known kind": { ...provenance, source: "trust me" },
    "a source that names nothing": { ...provenance, source: "human:" },
    "a model without its prompt": { ...provenance, source: "llm:deepseek-chat" },
    "a source with a space": { ...provenance, source: "human:ada lovelace" },
  };
  for (const [what, value] of Object.entries(incomplete)) {
    it(`is refused with ${what}, and the other streams of the batch are appended`, async ({ expect }) => {
      const name = `incomplete_${Object.keys(incomplete).indexOf(what)}`;
      const [bad, good, better] = [
        shipmentOf(`ct_${name}`, value),
        shipmentOf(`ct_${name}_b`),
        shipmentOf(`ct_${name}_c`),
      ];
      const report = await d1EventLog([env.EVENTS_0]).append([good, bad, better]);
      expect(report.appended).toEqual([good.streamId, better.streamId]);
      expect(report.failed).toEqual([
        { shard: 0, reason: expect.stringContaining("SQLITE_CONSTRAINT"), streamIds: [bad.streamId] },
      ]);
    });
  }

  const kinds = ["rule:a@1", "llm:deepseek/v3.1@GPFcM3MewuH7-d4gBuNG_g", "rule_based_fallback", "template:a-b@2"];
  const complete = [
    ...EvidenceTable.options.map((table) => ({ ...provenance, evidence: [[table, "ct_x@1"]] })),
    ...[...kinds, "human:ada@desk.example", "webhook:crm", "timer"].map((source) => ({ ...provenance, source })),
  ];
  it("is appended with every table of evidence and every kind of source that the schema knows", async ({ expect }) => {
    for (const { evidence, ...given } of complete)
      Provenance.parse({ ...given, evidence: evidence.map(([table, id]) => ({ table, id, columns: {} })) });
    const shipments = complete.map((given, index) => shipmentOf(`ct_complete_${index}`, given));
    expect((await d1EventLog([env.EVENTS_0]).append(shipments)).appended).toHaveLength(complete.length);
  });

  it.for([
    ["hash", `'${"0".repeat(64)}'`, "NULL", "NULL"],
    ["hash", bytes(31), "NULL", "NULL"],
    ["sealed", bytes(32), "'words'", "NULL"],
    ["sealed", bytes(32), "x''", "NULL"],
    ["signature", bytes(32), "NULL", `'${"A".repeat(86)}'`],
    ["signature", bytes(32), "NULL", bytes(63)],
  ] as const)("is refused with a %s that is %s, %s, %s", async ([column, ...values], { expect }) => {
    const sql = `INSERT INTO events (stream_id, version, hash, sealed, signature, body) VALUES ('ct_odd', 1, ${values.join()}, ?)`;
    expect(await attempt(env.EVENTS_0, sql, [newEvent().body])).toContain(`events_${column}`);
  });

  function shipmentOf(stream: string, ofEvent: unknown = provenance) {
    const streamId = ada.replace("ct_ada", stream) as typeof ada;
    const event = eventAfter("0".repeat(64), { streamId, version: 1 });
    const body = JSON.stringify({ ...JSON.parse(event.body), provenance: ofEvent });
    return shipment(streamId, [{ ...event, body }]);
  }
});

describe("an entry of the suppression list", () => {
  const columns = "(revision, op, kind, digest, cause, command_key) VALUES (?, ?, 'address', ?, 'desk', ?)";
  const e = "e".repeat(22);
  const verbs = ["INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE", "INSERT OR ROLLBACK", "REPLACE"];
  const cases: readonly (readonly [what: string, sql: string, values: readonly unknown[], answer: number | string])[] =
    [
      ...verbs.flatMap((verb) => [
        [`${verb}, the same entry`, `${verb} INTO suppressions ${columns}`, [1, "add", digest, "one"], 0] as const,
        [
          `${verb}, the revision of another entry`,
          `${verb} INTO suppressions ${columns}`,
          [1, "add", e, "two"],
          "suppressions_conflict",
        ] as const,
        [
          `${verb}, the command key of another entry`,
          `${verb} INTO suppressions ${columns}`,
          [2, "lift", digest, "one"],
          "suppressions_conflict",
        ] as const,
      ]),
      [
        "upsert",
        `INSERT INTO suppressions ${columns} ON CONFLICT (revision) DO UPDATE SET op = excluded.op`,
        [1, "lift", e, "two"],
        "suppressions_conflict",
      ],
      ["UPDATE", "UPDATE suppressions SET op = 'lift'", [], "suppressions_append_only"],
      ["UPDATE OR REPLACE", "UPDATE OR REPLACE suppressions SET op = 'lift'", [], "suppressions_append_only"],
      ["DELETE", "DELETE FROM suppressions", [], "suppressions_append_only"],
    ];
  for (const [what, sql, values, answer] of cases) {
    it(`is not changed by ${what}`, async ({ expect }) => {
      const before = await contentsOf("suppressions");
      expect(await attempt(env.CRM, sql, values)).toBe(answer);
      expect(await contentsOf("suppressions")).toEqual(before);
    });
  }

  it("cannot get a revision below one that a gate may have read", async ({ expect }) => {
    await attempt(env.CRM, `INSERT INTO suppressions ${columns}`, [10, "add", e, "ten"]);
    expect(await attempt(env.CRM, `INSERT INTO suppressions ${columns}`, [5, "add", e, "five"])).toBe(
      "suppressions_order",
    );
    expect(
      (await d1SuppressionList(env.CRM).add([{ kind: "address", digest, cause: "desk", commandKey: "next" }], 0))[0]
        ?.revision,
    ).toBe(11);
  });

  it("gets a revision below the highest only as a row that a rebuild makes again", async ({ expect }) => {
    await attempt(env.CRM, `INSERT INTO suppressions ${columns}`, [10, "add", e, "ten"]);
    for (const key of ["rebuilt:6", "rebuilt:", "rebuilt:05", "five"])
      expect(await attempt(env.CRM, `INSERT INTO suppressions ${columns}`, [5, "add", "f".repeat(22), key]), key).toBe(
        "suppressions_order",
      );
    expect(await attempt(env.CRM, `INSERT INTO suppressions ${columns}`, [5, "add", "f".repeat(22), "rebuilt:5"])).toBe(
      2,
    );
    expect(await attempt(env.CRM, `INSERT INTO suppressions ${columns}`, [5, "add", digest, "rebuilt:5"])).toBe(
      "suppressions_conflict",
    );
  });
});
