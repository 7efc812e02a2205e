// Turns a decided event into its row: numbered, dated, sealed, chained.
import { canonicalJson, sha256 } from "../../schema/canonical.ts";
import { parseEvent, type Sealed, type StoredEvent } from "../../schema/events.ts";
import type { CommandId, StreamId } from "../../schema/ids.ts";
import { type Evidence, provenance, type ShownEvidence } from "../../schema/provenance.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { storedForm } from "../../schema/stored-form.ts";
import { newestVersion } from "../../schema/upcast.ts";
import type { Decided } from "./decision.ts";
import { evidenceDigest, type Random, sealWords } from "./seal.ts";

/** An event with its row, which is not signed yet. */
export interface Recorded {
  readonly event: StoredEvent;
  readonly row: EventRow & { readonly signature: null };
}

export interface Position {
  readonly streamId: StreamId;
  readonly version: number;
  /** The hash of the row before. */
  readonly prevHash: string;
  readonly at: string;
  readonly commandId: CommandId;
  readonly causationId: string;
  readonly correlationId: string;
}

/**
 * The hash of a row: SHA-256 over the hash of the row before it, its place, the digest of its sealed words, and its body. The row has these
 * beside the body, which repeats none of them. A chain verifies without keys.
 */
export const chainHash = (
  prevHash: string,
  { streamId, version, sealed, body }: Pick<EventRow, "streamId" | "version" | "sealed" | "body">,
): string =>
  sha256(`holdpoint/event/v1\n${prevHash}\n${streamId}\n${version}\n${sealed === null ? "-" : sha256(sealed)}\n`, body);

/**
 * Records `decided` at its position. Without a key (an erased contact, an administrative stream) personal values are dropped for
 * ever.
 */
export function record(
  decided: Decided,
  { prevHash, ...place }: Position,
  key: Uint8Array | null,
  random: Random,
): Recorded {
  const { evidence, clear } = withoutPersonal(decided.why.evidence, key);
  const toSeal: Sealed = {
    ...(decided.words ? { words: decided.words as Record<string, unknown> } : {}),
    ...(Object.keys(clear).length > 0 ? { evidence: clear } : {}),
  };
  const isPersonal = Object.keys(toSeal).length > 0;
  const event = parseEvent({
    ...place,
    type: decided.type,
    schemaVersion: newestVersion(decided.type),
    writer: decided.writer,
    provenance: provenance({ ...decided.why, evidence }),
    policy: decided.policy,
    payload: decided.payload,
    sealed: key && isPersonal ? sealWords(key, place.streamId, place.version, toSeal, random) : null,
  });
  const { streamId, version, sealed } = event;
  const row = { streamId, version, body: canonicalJson(storedForm(event)), sealed };
  return { event, row: { ...row, hash: chainHash(prevHash, row), signature: null } };
}

/** Whether recording this event needs a key. */
export const isPersonal = (decided: Decided): boolean =>
  decided.words !== undefined || decided.why.evidence.some((one) => Object.keys(one.personal ?? {}).length > 0);

function withoutPersonal(
  shown: readonly ShownEvidence[],
  key: Uint8Array | null,
): { evidence: Evidence[]; clear: Record<string, string> } {
  const clear: Record<string, string> = {};
  const evidence = shown.map(({ personal = {}, ...open }, index) => {
    const digests = Object.entries(personal).map(([column, value]) => {
      if (key) clear[`${index}.${column}`] = value;
      return [column, key ? evidenceDigest(key, value) : "digest:none"] as const;
    });
    return { ...open, columns: { ...open.columns, ...Object.fromEntries(digests) } };
  });
  return { evidence, clear };
}
