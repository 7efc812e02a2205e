// The memory twin of the count of model calls and their cost, for tests. It wraps a log and counts the calls in the appended
// events.
import * as z from "zod";
import type { EventLog } from "../../drizzle/event-log.ts";
import { type ModelSpend, summed } from "../../drizzle/model-spend.ts";
import type { SourceSpend } from "../../schema/answers.ts";

const Called = z.looseObject({
  at: z.string(),
  type: z.literal("LlmCalled"),
  payload: z.looseObject({
    source: z.string().default(""),
    tokensIn: z.int(),
    tokensOut: z.int(),
    costMicroDollars: z.int(),
  }),
});

/** The wrapped log, and the count of the calls in it. */
export function countedLog(log: EventLog): { readonly log: EventLog; readonly spend: ModelSpend } {
  /** Counted calls by the position of their event, so that a repeated event counts once. */
  const counted = new Map<string, SourceSpend & { readonly day: string }>();
  return {
    log: {
      read: (query) => log.read(query),
      async append(shipments) {
        const report = await log.append(shipments);
        const appended = new Set(report.appended);
        for (const { streamId, version, body } of shipments.flatMap(({ events }) => events)) {
          const called = Called.safeParse(JSON.parse(body));
          if (!appended.has(streamId) || !called.success) continue;
          const { source, tokensIn, tokensOut, costMicroDollars } = called.data.payload;
          const spend = { source, calls: 1, tokens: tokensIn + tokensOut, microDollars: costMicroDollars };
          counted.set(`${streamId}@${version}`, { day: called.data.at.slice(0, 10), ...spend });
        }
        return report;
      },
    },
    spend: { read: async (day) => summed([...counted.values()].filter((one) => one.day === day)) },
  };
}
