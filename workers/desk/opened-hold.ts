// Opens one hold for its reviewer. Everything that is shown comes from the contact's object. The row for reading only says which
// contact that is, and is compared with what the object says.
import { differingFields } from "../../domain/contact/compare-rows.ts";
import type { DrawnHold, HoldAnswer } from "../../schema/answers.ts";
import type { CompanyNamed } from "../../drizzle/desk-reads.ts";
import { type CompanyId, ContactId, HoldId } from "../../schema/ids.ts";
import type { QueryOf } from "../../schema/ports.ts";
import { askOne, unreadableIn } from "../../schema/only-answer.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { HoldRow } from "../../schema/shipment.ts";
import { countedCompany } from "../../schema/shown-hold.ts";
import type { ListedScore } from "../../schema/shown-score.ts";
import type { Desk } from "./desk.ts";
import { isKnown } from "./known-contact.ts";
import { type Trouble, troubleOf } from "./refusals.ts";
import { objectSilent, readModelDiffers } from "./troubles.ts";

export interface OpenedHold extends Pick<HoldAnswer, "flags" | "timeline"> {
  readonly hold: DrawnHold;
  /** The fields in which the row for reading differs from the object; `row` when there is no row. Empty when they agree. */
  readonly differing: readonly string[];
  /** The contact's score now, from the rows for reading; `unreadable` where there is no row of the hold. */
  readonly score: ListedScore;
  /** The name of the company that its grade found. */
  readonly companies: ReadonlyMap<CompanyId, CompanyNamed>;
  /** The hold that opened in its place, when its run was graded again. */
  readonly replacement: HoldId | null;
}

interface Address {
  readonly id: string | undefined;
  /** The contact, where the address names it: then the hold is found without its row, too. */
  readonly contact?: string | undefined;
}

/** The hold of an address, or why its words cannot be shown. Null when neither a row nor the address says whose hold it is. */
export async function openHold(
  desk: Desk,
  by: string,
  { id, contact }: Address,
): Promise<Result<OpenedHold, Trouble> | null> {
  const holdId = HoldId.safeParse(id).data;
  if (!holdId) return null;
  const row = await desk.reads.hold(holdId);
  const contactId = ContactId.safeParse(contact).data ?? ContactId.safeParse(row?.streamId).data;
  if (!contactId) return row && err(readModelDiffers);
  if (!row && !(await isKnown(desk, contactId))) return null;
  const answer = await drawn(desk, { contactId, holdId, by });
  if (!answer.ok) return answer;
  const { hold, refusal, flags, timeline, replacement = null } = answer.value;
  const score = row ? row.score : "unreadable";
  if (hold) return ok({ hold, flags, timeline, replacement, score, ...(await besides(desk, hold.row, row)) });
  if (refusal && refusal.reason !== "unknown") return err(troubleOf({ kind: "refused", refusal }));
  return row ? err(readModelDiffers) : null;
}

/** What the rows for reading have to say beside the object's answer. */
async function besides(
  desk: Desk,
  own: HoldRow,
  row: HoldRow | null,
): Promise<Pick<OpenedHold, "differing" | "companies">> {
  const [differs, companies] = await Promise.all([differing(desk, own, row), companyNamesOf(desk, [own])]);
  return { differing: differs, companies };
}

/** The names of the companies that the grades of holds found. Asks for none without a call, because a call goes to another Worker. */
export async function companyNamesOf(
  desk: Desk,
  holds: readonly HoldRow[],
): Promise<ReadonlyMap<CompanyId, CompanyNamed>> {
  const ids = new Set(holds.flatMap((hold) => countedCompany(hold)?.companyId ?? []));
  return ids.size === 0 ? new Map() : desk.reads.companyNames([...ids]);
}

/** The object's answer. When it cannot be read, the error names it; when it does not answer, the trouble says so. */
async function drawn(
  desk: Desk,
  query: Omit<Extract<QueryOf<"desk">, { type: "Hold" }>, "type">,
): Promise<Result<HoldAnswer, Trouble>> {
  try {
    return ok(await askOne(desk.port, { type: "Hold", ...query }));
  } catch (cause) {
    if (unreadableIn(cause)) throw cause;
    return err({ ...objectSilent, cause: cause instanceof Error ? cause.message : "" });
  }
}

async function differing(desk: Desk, own: HoldRow, row: HoldRow | null): Promise<readonly string[]> {
  // The hold may have changed after its row was read: an older row is read again.
  const current = row && row.version < own.version ? await desk.reads.hold(own.holdId) : row;
  return current ? differingFields(own, current) : ["row"];
}
