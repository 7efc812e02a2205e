// What a score is made of: the contact's row, the vertical of its company, and its signals of intent, each with the evidence that it cites.
import type { ScoreBasis } from "../../schema/answers.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { Policy, ScorePolicy, Vertical } from "../../schema/policy.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import type { AddressState } from "../../schema/score-lists.ts";
import { companyEvidence, eventEvidence, factEvidence, policyEvidence, rowEvidence } from "../evidence.ts";
import { isLive } from "./analyze-opportunity.ts";
import { countedIntents, type IntentSignal, type ScoredTitle } from "./score-terms.ts";
import { likenessOf } from "./title-likeness.ts";
import { recogniseTitle } from "./titles.ts";

/** What is known of a contact for its score. Nothing here is personal. */
export interface ScoreFacts {
  readonly vertical: Vertical;
  /** The fact by which the company belongs to the vertical; null for the default one. */
  readonly verticalBy: Hydrated["facts"][number] | null;
  readonly title: ScoredTitle | null;
  readonly hasProfile: boolean;
  readonly address: AddressState;
  /** The signals that count, the newest first. */
  readonly intents: readonly IntentSignal[];
}

export function scoreFacts(
  hydrated: Hydrated | undefined,
  { intents, wroteToUs }: Pick<ScoreBasis, "intents" | "wroteToUs">,
  { policy, asOf }: { readonly policy: Policy; readonly asOf: string },
): ScoreFacts {
  const contact = hydrated?.contact ?? null;
  const { vertical, verticalBy } = verticalOf(hydrated, { policy: policy.score, asOf });
  return {
    vertical,
    verticalBy,
    title: contact?.title ? scoredTitle(contact.title, vertical, policy.titles) : null,
    hasProfile: contact?.profile === true,
    address: addressState(contact?.email ?? "", wroteToUs, policy.score),
    intents: countedIntents(intents, policy.score),
  };
}

/** The first vertical of the policy of which the company has a live fact, else the default one. */
function verticalOf(
  hydrated: Hydrated | undefined,
  { policy, asOf }: { readonly policy: ScorePolicy; readonly asOf: string },
): Pick<ScoreFacts, "vertical" | "verticalBy"> {
  const live = (hydrated?.company ? hydrated.facts : []).filter((fact) => isLive(fact, new Date(asOf)));
  for (const vertical of policy.verticals) {
    const verticalBy = live.find(({ kind, value }) =>
      vertical.facts.some((sought) => sought.kind === kind && plain(sought.value) === plain(value)),
    );
    if (verticalBy) return { vertical, verticalBy };
  }
  const vertical = policy.verticals.find(({ slug }) => slug === policy.defaultVertical);
  if (!vertical) throw new Error("the policy has no default vertical");
  return { vertical, verticalBy: null };
}
const plain = (text: string): string => text.trim().toLowerCase();

/** The title as these rules recognise it, beside the titles that the vertical names; null when no rule does. */
export function scoredTitle(
  title: string,
  vertical: Pick<Vertical, "titles">,
  rules: Policy["titles"],
): ScoredTitle | null {
  const found = recogniseTitle(title, rules);
  if (!found.known) return null;
  const { ruleId, level, department, isGatekeeper } = found;
  return { rule: ruleId, level, department, isGatekeeper, likeness: likenessOf(title, vertical.titles) };
}

function addressState(email: string, wroteToUs: boolean, { reachability }: ScorePolicy): AddressState {
  if (reachability.roleMailboxes.includes(email.slice(0, email.lastIndexOf("@")))) return "role";
  return wroteToUs ? "verified" : "unverified";
}

/** The evidence of a score, and the places of the rows that each term cites. */
export interface ScoreEvidence {
  readonly evidence: readonly ShownEvidence[];
  readonly contactRow: number;
  readonly verticalRows: readonly number[];
  readonly intentRows: readonly number[];
}

export function scoreEvidence(
  contactId: ContactId,
  hydrated: Hydrated | undefined,
  { verticalBy, title, hasProfile, address, intents }: ScoreFacts,
  {
    policy,
    asOf,
    basis,
  }: { readonly policy: Policy; readonly asOf: string; readonly basis: Pick<ScoreBasis, "version" | "intents"> },
): ScoreEvidence {
  const { contact, company } = hydrated ?? { contact: null, company: null };
  const titleColumns = title && {
    title_rule: title.rule,
    title_level: title.level,
    department: title.department,
    likeness: title.likeness,
    ...(title.isGatekeeper ? { gatekeeper: true } : {}),
  };
  const rows: ShownEvidence[] = [
    {
      ...rowEvidence("contacts", contact, contactId, {
        address,
        ...(hasProfile ? { profile: true } : {}),
        ...titleColumns,
      }),
      // The title itself is personal and sealed; what was recognised in it is open.
      ...(contact?.title ? { personal: { title: contact.title } } : {}),
    },
    companyEvidence(company, contactId),
    ...(verticalBy && company ? [factEvidence(company.id, verticalBy, asOf)] : []),
  ];
  const intentRows = intents.map((_, index) => rows.length + 1 + index);
  return {
    evidence: [
      ...rows,
      eventEvidence(contactId, basis.version, { signals: basis.intents.length }),
      ...intents.map(({ intent, at, version }) => eventEvidence(contactId, version, { intent, at })),
      policyEvidence(policy, "score"),
      policyEvidence(policy, "titles"),
    ],
    contactRow: 0,
    verticalRows: verticalBy ? [1, 2] : [1],
    intentRows,
  };
}
