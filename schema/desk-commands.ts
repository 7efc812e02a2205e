// What only the desk may have done: what people who run the system ask for. The commands about one contact's runs are in `commands.ts`.
import { z } from "zod";
import { JudgeRelease, OpenExport } from "./commands.ts";
import { ContactId, DeadLetterId } from "./ids.ts";

/** Sends again what the contact's current run waits for. Harmless at any time: every step knows what is done. */
export const WakeContact = z.strictObject({ type: z.literal("WakeContact"), contactId: ContactId });

/** Puts the policy of the release that is deployed into force. */
export const AdoptReleasePolicy = z.strictObject({ type: z.literal("AdoptReleasePolicy"), by: z.string() });

/** What the port adds to an administrative command: its stream, and ids that are derived from what it says. */
const added = { type: true, commandId: true, streamId: true, correlationId: true, causationId: true } as const;

/** Says in the log that the words of an export are about to be opened. Only then they may be. */
export const AnnounceExport = OpenExport.omit(added).extend({ type: z.literal("AnnounceExport") });

/** Says in the log what the evals said of a release that was deployed. The same again changes nothing. */
export const AnnounceVerdict = JudgeRelease.omit(added).extend({ type: z.literal("AnnounceVerdict") });

/** One suppression as a person names it; `value` is an address, a domain or a phone number and is stored only as a keyed digest. */
export const SuppressionWish = z.strictObject({
  kind: z.enum(["address", "domain", "phone"]),
  value: z.string(),
  by: z.string(),
  why: z.string(),
});
export type SuppressionWish = z.infer<typeof SuppressionWish>;

export const Suppress = z.strictObject({ type: z.literal("Suppress"), wishes: z.array(SuppressionWish).readonly() });
export const Lift = z.strictObject({ type: z.literal("Lift"), wish: SuppressionWish });

/** One page of the rows made for reading, from the log. `after` is the `next` of the page before, null for the first. */
export const RebuildReadModels = z.strictObject({
  type: z.literal("RebuildReadModels"),
  after: z.string().nullable(),
  limit: z.int().min(1),
});

/** Sends a dead letter again to the queue it was meant for. */
export const Redrive = z.strictObject({ type: z.literal("Redrive"), id: DeadLetterId, by: z.string() });

/** What is no matter of one object: the desk's port does it with the databases. */
export type Errand =
  | z.infer<typeof Suppress>
  | z.infer<typeof Lift>
  | z.infer<typeof RebuildReadModels>
  | z.infer<typeof Redrive>;
