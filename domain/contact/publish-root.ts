// Decides the event of `ad_audit` that publishes a root: the checkpoint in it covers this root and all before it, so only the object that has
// those can make it. What a checkpoint is: schema/checkpoint.ts; why its tree is over roots: docs/decisions/.
import type { PublishRoot } from "../../schema/commands.ts";
import type { StoredEvent } from "../../schema/events.ts";
import type { Writer } from "../../schema/lists.ts";
import type { LogSigner } from "../../schema/log-signature.ts";
import { headsEvidence } from "../evidence.ts";
import { makeCheckpoint } from "../make-proof.ts";
import { publishedRoots } from "../roots-tree.ts";
import { certain, type Decided } from "./decision.ts";

/** The event for a root, after the events of `ad_audit`. */
export function publicationOf(
  { root, heads, events, day, origin }: PublishRoot,
  writer: Writer,
  { before, signer }: { readonly before: readonly StoredEvent[]; readonly signer: LogSigner },
): Decided {
  const checkpoint = makeCheckpoint(origin, [...publishedRoots(before), { day, root }], signer);
  const why = certain("daily_root", "rule:daily-root@1", headsEvidence(day, { heads, events }));
  return { type: "RootPublished", writer, payload: { root, heads, day, checkpoint }, why, policy: null };
}
