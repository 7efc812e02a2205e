// Tests the marks up to which traces were sent, and the finding of streams with newer events, by the rows that the reads cost.
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { AdminId } from "../schema/ids.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { chain, contact, eventAfter, shipment } from "../testing/rows.ts";
import { d1TraceMarks } from "./trace-marks.ts";

const [ada, bo, cy] = ["ada", "bo", "cy"].map(contact) as [
  ReturnType<typeof contact>,
  ReturnType<typeof contact>,
  ReturnType<typeof contact>,
];
const marks = d1TraceMarks(env.EVENTS_0);
const all = { after: "", limit: 10, since: "" };

it("finds the streams with events after their marks, page by page, without administrative streams", async ({
  expect,
}) => {
  const audit = AdminId.parse("ad_audit");
  await d1EventLog([env.EVENTS_0]).append(
    [ada, bo, cy, audit].map((streamId) => shipment(streamId, withTimes(streamId, ["2026-11-02", "2026-11-03"]))),
  );
  expect(await marks.grownAfter(all)).toEqual({
    looked: 3,
    grown: [ada, bo, cy].map((streamId) => ({ streamId, head: 2, sent: 0, tries: 0 })),
    next: null,
  });
  await marks.mark([
    { streamId: ada, version: 2, tries: 0 },
    { streamId: bo, version: 1, tries: 3 },
  ]);
  const grown = [
    { streamId: bo, head: 2, sent: 1, tries: 3 },
    { streamId: cy, head: 2, sent: 0, tries: 0 },
  ];
  expect((await marks.grownAfter(all)).grown).toEqual(grown);
  expect(await marks.grownAfter({ ...all, limit: 2 })).toEqual({ looked: 2, grown: [grown[0]], next: bo });
  expect(await marks.grownAfter({ ...all, after: bo, limit: 2 })).toEqual({ looked: 1, grown: [grown[1]], next: null });
  expect(await marks.grownAfter({ ...all, after: cy })).toEqual({ looked: 0, grown: [], next: null });
});

it("leaves out a stream whose last event is before `since`", async ({ expect }) => {
  const streams = [contact("old"), contact("young")] as const;
  await d1EventLog([env.EVENTS_0]).append([
    shipment(streams[0], withTimes(streams[0], ["2026-10-01"])),
    shipment(streams[1], withTimes(streams[1], ["2026-10-01", "2026-12-01"])),
  ]);
  const { grown } = await marks.grownAfter({ ...all, since: "2026-12-01" });
  expect(grown).toEqual([{ streamId: streams[1], head: 2, sent: 0, tries: 0 }]);
});

it("reads a few rows for a stream of any length, and writes one row for a mark and none for an equal mark", async ({
  expect,
}) => {
  const long = contact("long");
  await d1EventLog([env.EVENTS_0]).append([shipment(long, chain(long, 80))]);
  let [read, written] = [0, 0];
  const counting = new Proxy(env.EVENTS_0, {
    get: (target, property) => {
      if (property === "batch")
        return async (statements: D1PreparedStatement[]) => {
          const answers = await target.batch(statements);
          written += answers.reduce((sum, { meta }) => sum + meta.rows_written, 0);
          return answers;
        };
      if (property !== "prepare") return Reflect.get(target, property);
      return (sql: string) => {
        const statement = target.prepare(sql);
        return {
          bind: (...values: unknown[]) =>
            sql.startsWith("INSERT")
              ? statement.bind(...values)
              : {
                  first: async () => {
                    const answer = await statement.bind(...values).all();
                    read += answer.meta.rows_read;
                    return answer.results[0];
                  },
                },
        };
      };
    },
  });
  const counted = d1TraceMarks(counting);
  const { looked } = await counted.grownAfter(all);
  expect(read).toBeLessThanOrEqual(looked * 6 + 4);
  const mark = { streamId: long, version: 80, tries: 0 };
  await counted.mark([mark]);
  expect(written).toBe(1);
  await counted.mark([mark]);
  expect(written).toBe(1);
});

function withTimes(streamId: Parameters<typeof chain>[0], times: readonly string[]) {
  let prevHash = "0".repeat(64);
  return times.map((at, index) => {
    const row = eventAfter(prevHash, { streamId, version: index + 1 });
    const body = row.body.replace(/^\{/, `{"at":"${at}",`);
    prevHash = row.hash;
    return { ...row, body };
  });
}
