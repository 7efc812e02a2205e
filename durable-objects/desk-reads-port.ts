// The RPC entrypoint through which the desk reads: the desk itself binds no database. RPC sees only methods of the prototype, so each read
// is a method here. The arguments are parsed in drizzle/guarded-reads.ts, and who reads is
// noted in drizzle/noted-reads.ts.
import { WorkerEntrypoint } from "cloudflare:workers";
import { d1DeskReads } from "../drizzle/d1-desk-reads.ts";
import type { NotedReads } from "../drizzle/desk-reads.ts";
import { eventShards } from "../drizzle/event-shards.ts";
import { guardedReads } from "../drizzle/guarded-reads.ts";
import { requireInstalled } from "../drizzle/installation.ts";
import { requireInstallationKeys } from "./host/installation-keys.ts";
import { notedReads } from "../drizzle/noted-reads.ts";
import { d1WordsRead } from "../drizzle/words-read.ts";
import { metersIn } from "./send-each.ts";

let made: NotedReads | undefined;

/** The reads in the databases of this Worker. Bindings do not change while the isolate lives, so they are made once. */
function readsIn(env: ContactsEnv): NotedReads {
  if (made) return made;
  const shards = eventShards(env);
  const words = d1WordsRead(env.EVENTS_0);
  const noted = notedReads(d1DeskReads(shards, env.CRM, metersIn(env)), { words, now: () => new Date() });
  made = guardedReads(noted, async () => {
    await requireInstalled(shards);
    await requireInstallationKeys(env);
  });
  return made;
}

type Query<Method extends keyof NotedReads> = Parameters<NotedReads[Method]>;

export class DeskReadsPort extends WorkerEntrypoint<ContactsEnv> implements NotedReads {
  listStanding() {
    return readsIn(this.env).listStanding();
  }
  databaseSizes() {
    return readsIn(this.env).databaseSizes();
  }
  gauges(...query: Query<"gauges">) {
    return readsIn(this.env).gauges(...query);
  }
  record(...query: Query<"record">) {
    return readsIn(this.env).record(...query);
  }
  stream(...query: Query<"stream">) {
    return readsIn(this.env).stream(...query);
  }
  contactStreams(...query: Query<"contactStreams">) {
    return readsIn(this.env).contactStreams(...query);
  }
  openHolds(...query: Query<"openHolds">) {
    return readsIn(this.env).openHolds(...query);
  }
  openSources(...query: Query<"openSources">) {
    return readsIn(this.env).openSources(...query);
  }
  heldGaps(...query: Query<"heldGaps">) {
    return readsIn(this.env).heldGaps(...query);
  }
  endedHolds(...query: Query<"endedHolds">) {
    return readsIn(this.env).endedHolds(...query);
  }
  hold(...query: Query<"hold">) {
    return readsIn(this.env).hold(...query);
  }
  openTasks(...query: Query<"openTasks">) {
    return readsIn(this.env).openTasks(...query);
  }
  task(...query: Query<"task">) {
    return readsIn(this.env).task(...query);
  }
  planComparisons(...query: Query<"planComparisons">) {
    return readsIn(this.env).planComparisons(...query);
  }
  suppressions(...query: Query<"suppressions">) {
    return readsIn(this.env).suppressions(...query);
  }
  systemFingerprint() {
    return readsIn(this.env).systemFingerprint();
  }
  runsUnderWay(...query: Query<"runsUnderWay">) {
    return readsIn(this.env).runsUnderWay(...query);
  }
  unwrittenRuns(...query: Query<"unwrittenRuns">) {
    return readsIn(this.env).unwrittenRuns(...query);
  }
  plans(...query: Query<"plans">) {
    return readsIn(this.env).plans(...query);
  }
  comparedDays(...query: Query<"comparedDays">) {
    return readsIn(this.env).comparedDays(...query);
  }
  numbers(...query: Query<"numbers">) {
    return readsIn(this.env).numbers(...query);
  }
  countedLeads(...query: Query<"countedLeads">) {
    return readsIn(this.env).countedLeads(...query);
  }
  newestRoot() {
    return readsIn(this.env).newestRoot();
  }
  contactFlags(...query: Query<"contactFlags">) {
    return readsIn(this.env).contactFlags(...query);
  }
  contactScores(...query: Query<"contactScores">) {
    return readsIn(this.env).contactScores(...query);
  }
  contacts(...query: Query<"contacts">) {
    return readsIn(this.env).contacts(...query);
  }
  contactCount() {
    return readsIn(this.env).contactCount();
  }
  contactCards(...query: Query<"contactCards">) {
    return readsIn(this.env).contactCards(...query);
  }
  companies(...query: Query<"companies">) {
    return readsIn(this.env).companies(...query);
  }
  company(...query: Query<"company">) {
    return readsIn(this.env).company(...query);
  }
  companyNames(...query: Query<"companyNames">) {
    return readsIn(this.env).companyNames(...query);
  }
  companiesNamed(...query: Query<"companiesNamed">) {
    return readsIn(this.env).companiesNamed(...query);
  }
  companyFacts(...query: Query<"companyFacts">) {
    return readsIn(this.env).companyFacts(...query);
  }
  companyGrades(...query: Query<"companyGrades">) {
    return readsIn(this.env).companyGrades(...query);
  }
  outbox(...query: Query<"outbox">) {
    return readsIn(this.env).outbox(...query);
  }
  outboxMessage(...query: Query<"outboxMessage">) {
    return readsIn(this.env).outboxMessage(...query);
  }
  deadLetters(...query: Query<"deadLetters">) {
    return readsIn(this.env).deadLetters(...query);
  }
  refusedGroups() {
    return readsIn(this.env).refusedGroups();
  }
  refusedBodies(...query: Query<"refusedBodies">) {
    return readsIn(this.env).refusedBodies(...query);
  }
  unreadableObjects(...query: Query<"unreadableObjects">) {
    return readsIn(this.env).unreadableObjects(...query);
  }
}
