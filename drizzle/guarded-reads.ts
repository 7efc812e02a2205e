// The desk's reads for a caller in another Worker. Arguments are parsed, because that Worker may be of another release. RPC copies the name
// and the message of an error, so that the message has all that the caller may know: the method and the place of the fault, and no value.
import { DrizzleQueryError } from "drizzle-orm";
import * as z from "zod";
import { Day, Identity } from "../schema/formats.ts";
import { ContactId, HoldId, StreamId, TaskId } from "../schema/ids.ts";
import { NumbersQuery } from "../schema/numbers.ts";
import { reasonOf } from "./d1-event-log.ts";
import {
  CompaniesQuery,
  CompanyGradesQuery,
  CompanyIds,
  CompanyName,
  CompanyNames,
  ComparisonsQuery,
  ContactIds,
  ContactsQuery,
  ContactStreamsQuery,
  CountedLeadsQuery,
  DeadLettersQuery,
  EndedHoldsQuery,
  GapLimit,
  OpenHoldsQuery,
  OpenTasksQuery,
  OutboxMessageKey,
  OutboxQuery,
  PlansQuery,
  RefusedBodiesQuery,
  RowLimit,
  SuppressionsQuery,
  UnderWayQuery,
  UnwrittenQuery,
} from "./desk-queries.ts";
import type { NotedReads } from "./desk-reads.ts";
import { whereWrong } from "./where-wrong.ts";

const Reader = Identity.nullable();

/** The arguments of each method. */
const ARGUMENTS = {
  listStanding: z.tuple([]),
  databaseSizes: z.tuple([]),
  gauges: z.tuple([z.iso.datetime()]),
  record: z.tuple([ContactId]),
  stream: z.tuple([StreamId]),
  contactStreams: z.tuple([ContactStreamsQuery]),
  openHolds: z.tuple([OpenHoldsQuery, Reader]),
  openSources: z.tuple([]),
  heldGaps: z.tuple([GapLimit]),
  endedHolds: z.tuple([EndedHoldsQuery, Reader]),
  hold: z.tuple([HoldId]),
  openTasks: z.tuple([OpenTasksQuery]),
  task: z.tuple([TaskId]),
  planComparisons: z.tuple([ComparisonsQuery]),
  suppressions: z.tuple([SuppressionsQuery]),
  systemFingerprint: z.tuple([]),
  runsUnderWay: z.tuple([UnderWayQuery]),
  unwrittenRuns: z.tuple([UnwrittenQuery]),
  plans: z.tuple([PlansQuery]),
  comparedDays: z.tuple([Day]),
  numbers: z.tuple([NumbersQuery]),
  countedLeads: z.tuple([CountedLeadsQuery]),
  newestRoot: z.tuple([]),
  contactFlags: z.tuple([ContactIds]),
  contactScores: z.tuple([ContactIds]),
  contacts: z.tuple([ContactsQuery, Reader]),
  contactCount: z.tuple([]),
  contactCards: z.tuple([ContactIds, Reader]),
  companies: z.tuple([CompaniesQuery]),
  company: z.tuple([CompanyName]),
  companyNames: z.tuple([CompanyIds]),
  companiesNamed: z.tuple([CompanyNames]),
  companyFacts: z.tuple([CompanyIds]),
  companyGrades: z.tuple([CompanyGradesQuery]),
  outbox: z.tuple([OutboxQuery, Reader]),
  outboxMessage: z.tuple([OutboxMessageKey, Reader]),
  deadLetters: z.tuple([DeadLettersQuery]),
  refusedGroups: z.tuple([]),
  refusedBodies: z.tuple([RefusedBodiesQuery]),
  unreadableObjects: z.tuple([RowLimit]),
} as const satisfies { readonly [Method in keyof NotedReads]: z.ZodType<Parameters<NotedReads[Method]>> };

type Read = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * The same reads with parsed arguments. `ready` runs before each read and throws when the databases must not be read; its error is
 * passed on as it is.
 */
export const guardedReads = (reads: NotedReads, ready: () => Promise<void>): NotedReads =>
  Object.fromEntries(
    Object.entries(ARGUMENTS).map(([method, schema]) => {
      const read = reads[method as keyof NotedReads] as unknown as Read;
      return [method, guarded({ method, schema, read, ready })];
    }),
    // Each method has the type in `NotedReads`; the type of `Object.fromEntries` has no names.
  ) as unknown as NotedReads;

interface Guarded {
  readonly method: string;
  readonly schema: z.ZodType<readonly unknown[]>;
  readonly read: Read;
  readonly ready: () => Promise<void>;
}

const guarded =
  ({ method, schema, read, ready }: Guarded): Read =>
  async (...args) => {
    const parsed = schema.safeParse(args);
    if (!parsed.success) throw new Error(`refused: ${method} ${whereWrong(parsed.error)}`);
    await ready();
    return read(...parsed.data).catch((error: unknown) => {
      // Without the error as its cause, which may contain values: a newer runtime copies causes, too.
      throw new Error(`failed: ${method} ${whyFailed(error)}`);
    });
  };

function whyFailed(error: unknown): string {
  if (error instanceof z.ZodError) return `row ${whereWrong(error)}`;
  // Drizzle's own message quotes the statement and its values.
  return reasonOf(error instanceof DrizzleQueryError ? error.cause : error);
}
