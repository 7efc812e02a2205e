// The flag SALES_SUPPORT_SEQUENCER_REASONING: whether a model plans a contact's work. It controls planning only.
import * as z from "zod";
import { sha256 } from "../../schema/canonical.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { History } from "../../schema/answers.ts";
import type { Hydrated } from "../../schema/hydrated.ts";

export type ReasoningFlag =
  | { readonly kind: "off" }
  | { readonly kind: "shadow" }
  /**
   * A model plans for this percentage of the contacts; with `onlyLowRisk`, only for contacts in that share that are at low risk.
   */
  | { readonly kind: "on"; readonly percent: number; readonly onlyLowRisk: boolean };

const SHARE = /^share:(\d{1,3})(,low-risk)?$/;

/** Parses the flag. Throws for an unknown value, so that a mistyped flag does not act as another value. */
export function parseReasoningFlag(value: string): ReasoningFlag {
  const share = SHARE.exec(value);
  const percent = Number(share?.[1] ?? 100);
  if (percent <= 100 && (share || value === "on" || value === "low-risk"))
    return { kind: "on", percent, onlyLowRisk: value === "low-risk" || share?.[2] !== undefined };
  if (value === "off" || value === "shadow") return { kind: value };
  throw new Error("SALES_SUPPORT_SEQUENCER_REASONING is off, on, low-risk, share:<percent>[,low-risk] or shadow");
}

/** The conditions of low risk; all of them must apply. */
export const LowRisk = z.strictObject({
  /** True: excludes contacts who have written back. */
  noPriorReply: z.boolean(),
  /** Only contacts whose company has an unexpired fact `employees`, and no such fact above this number. Null: no condition. */
  mostEmployees: z.int().min(1).nullable(),
  /** Only runs whose signal is from one of these webhook sources. Null: no condition. */
  sources: z.array(z.string()).nullable(),
});
export type LowRisk = z.infer<typeof LowRisk>;

/**
 * Whether the contact is in the share. For one percentage the answer is always the same; a larger share includes every smaller
 * one.
 */
export const isInShare = (contactId: ContactId, percent: number): boolean =>
  Number.parseInt(sha256("share-of-reasoning", contactId).slice(0, 8), 16) < (percent / 100) * 2 ** 32;

export function isLowRisk(
  { noPriorReply, mostEmployees, sources }: LowRisk,
  {
    history: { source, wroteBack, at },
    hydrated,
  }: {
    readonly history: Pick<History, "source" | "wroteBack" | "at">;
    readonly hydrated: Hydrated | undefined;
  },
): boolean {
  if (noPriorReply && wroteBack) return false;
  if (sources !== null && !(source !== null && sources.includes(source))) return false;
  if (mostEmployees === null) return true;
  const sizes = (hydrated?.facts ?? []).filter(
    ({ kind, found, expiresAt }) => kind === "employees" && found && (expiresAt === null || expiresAt > at),
  );
  return sizes.length > 0 && sizes.every(({ value }) => /^\d+$/.test(value) && Number(value) <= mostEmployees);
}
