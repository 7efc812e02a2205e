// What of the sealed words may leave in a trace, where somebody switched content on: what a model replied as its plan, and the text of a draft.
import type { StreamKeys } from "../../drizzle/stream-keys.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { loggedStream } from "../host/logged-stream.ts";
import { noWords, type Words } from "./trace.ts";

/** Recipient, footer and opt-out link say who it is; the reasons of people and the material of a model are not asked for here. */
const LEAVES = { PlanProposed: ["reply"], DraftHeld: ["subject", "body"], DraftEdited: ["subject", "body"] } as const;

/** Opens the words of streams with their keys in the log, which the cron of this Worker can unwrap: no object is woken for it. */
export const traceWords =
  (keys: StreamKeys, masterKey: string) =>
  async (streamId: ContactId, rows: readonly EventRow[]): Promise<Words> => {
    const wrappedKey = await keys(streamId);
    if (wrappedKey === null) return noWords;
    const stream = loggedStream({ rows, wrappedKey, masterKey });
    return (version) => {
      const type = stream.events[version - 1]?.type;
      const fields: readonly string[] =
        type === "PlanProposed" || type === "DraftHeld" || type === "DraftEdited" ? LEAVES[type] : [];
      const words = fields.length > 0 ? stream.open(version) : null;
      return words && Object.fromEntries(fields.map((field) => [field, words[field] ?? null]));
    };
  };
