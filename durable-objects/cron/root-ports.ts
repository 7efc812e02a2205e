// Connects the making of roots to its bindings, for the cron and for a person who asks for a root now.
import { publishedRoots, type PublishedRoot } from "../../domain/roots-tree.ts";
import { auditRows } from "../../drizzle/audit-rows.ts";
import { d1CronWork } from "../../drizzle/cron-work.ts";
import { eventShards } from "../../drizzle/event-shards.ts";
import { headsAfter } from "../../drizzle/log-heads.ts";
import { eventInRow } from "../../schema/events.ts";
import { signerOf } from "../host/log-of.ts";
import { r2RootFiles } from "./root-files.ts";
import type { RootPorts } from "./root.ts";

type RootEnv = Pick<ContactsEnv, "EVENTS_0" | "SHARDS" | "LOG_KEY" | "LOG_ORIGIN" | "ROOTS">;

export function rootPortsOf(env: RootEnv, now: () => number, record: RootPorts["record"]): RootPorts {
  const shards = eventShards(env);
  return {
    work: d1CronWork(env.EVENTS_0),
    heads: (page) => headsAfter(shards, page),
    logKey: signerOf(env).key,
    origin: env.LOG_ORIGIN,
    published: () => publishedIn(shards),
    files: r2RootFiles(env.ROOTS),
    record,
    now,
  };
}

/** The roots that the log has, in the order of their publication. */
export const publishedIn = async (shards: readonly D1Database[]): Promise<readonly PublishedRoot[]> =>
  publishedRoots((await auditRows(shards, "RootPublished")).map((row) => eventInRow(row)));
