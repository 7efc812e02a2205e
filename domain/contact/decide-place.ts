// Decides at which company a person places a contact, and whether a grade cites the placement that counts.
import type { CommandOf, Unresolved } from "../../schema/commands.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { byPerson, companyEvidence, eventEvidence } from "../evidence.ts";
import { certain, type Circumstances, type Decision, done, refused } from "./decision.ts";
import type { Contact } from "./state.ts";

/** Places the contact at a company, or takes its placement back. What is so already is not recorded again. */
export function placeContact(
  { company, unresolved, by, why }: CommandOf<"PlaceContact">,
  { streamId, contact }: Circumstances,
): Decision {
  if (contact.version === 0) return refused({ reason: "unknown", what: "contact" });
  if (contact.erased) return refused({ reason: "erased" });
  if (unresolved) return refused({ reason: "evidence_unresolved", ...unresolved });
  const { placement } = contact;
  const companyId = company?.id ?? null;
  if ((placement?.companyId ?? null) === companyId) return done();
  const cited =
    company || !placement
      ? companyEvidence(company, streamId)
      : eventEvidence(streamId, placement.version, { company_id: placement.companyId });
  return done({
    type: "ContactPlaced",
    writer: "desk",
    payload: { companyId, by },
    words: { why },
    why: certain(companyId === null ? "placement_taken_back" : "placed", byPerson(by), cited),
    policy: null,
  });
}

/** The cited placement that is not the contact's; null when none is cited, or the contact's own. A stage that reads again finds the later one. */
export function misplacedIn(evidence: readonly ShownEvidence[], { placement }: Contact): Unresolved | null {
  const cited = evidence.find(({ table, columns }) => table === "events" && "company_id" in columns);
  if (!cited) return null;
  const isOwn = cited.id.endsWith(`@${placement?.version}`) && cited.columns["company_id"] === placement?.companyId;
  return isOwn ? null : { what: "placement_differs", id: cited.id };
}
