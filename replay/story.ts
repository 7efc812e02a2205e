// The story of a stream: one entry for each event, with its sentence, reason, source and evidence. `npx holdpoint replay` prints it.
import type { StoredEvent } from "../schema/events.ts";
import type { Writer } from "../schema/lists.ts";
import type { PolicyMark } from "../schema/policy.ts";
import type { Evidence } from "../schema/provenance.ts";
import type { Contact } from "../domain/contact/state.ts";
import { foldStream, type UpTo } from "./fold.ts";
import { openWithKey, type Seal, shownClear } from "./sealed.ts";
import { sentenceOf } from "./sentences.ts";
import { type Keys, noKeys, type StreamRows } from "./source.ts";

export interface StoryEntry {
  readonly version: number;
  readonly at: string;
  readonly type: StoredEvent["type"];
  readonly writer: Writer;
  readonly says: string;
  readonly reason: string;
  readonly source: string;
  readonly confidence: number;
  readonly policy: PolicyMark | null;
  /** The evidence; personal values are in clear when the seal is open, otherwise digests. */
  readonly evidence: readonly Evidence[];
  readonly payload: StoredEvent["payload"];
  readonly seal: Seal;
  readonly words: Readonly<Record<string, unknown>> | null;
  readonly hash: string;
}

export interface Story {
  readonly streamId: StreamRows["streamId"];
  readonly entries: readonly StoryEntry[];
  /** The state after the last entry. */
  readonly contact: Contact;
  /** The first version that could not be read; null when the stream was read to its end. */
  readonly stoppedAt: number | null;
}

/** The story of a stream, up to a version or a time. */
export function storyOf(stream: StreamRows, { keys = noKeys, ...upTo }: UpTo & { readonly keys?: Keys } = {}): Story {
  const { contact, events, stoppedAt } = foldStream(stream, upTo);
  const key = keys(stream.streamId);
  const hashes = new Map(stream.rows.map(({ version, hash }) => [version, hash]));
  const entries = events.map((event): StoryEntry => {
    const { version, at, type, writer, provenance, policy, payload } = event;
    const opened = openWithKey(event, key);
    return {
      version,
      at,
      type,
      writer,
      says: sentenceOf(event),
      reason: provenance.reason,
      source: provenance.source,
      confidence: provenance.confidence,
      policy,
      evidence: shownClear(event, opened),
      payload,
      seal: event.sealed === null ? "none" : opened ? "opened" : "closed",
      words: opened?.words ?? null,
      hash: hashes.get(version) ?? "",
    };
  });
  return { streamId: stream.streamId, entries, contact, stoppedAt };
}
