// Parses a model's reply as a draft and judges it. The reply is hostile input: it is read as data of one form, and the draft is
// kept only when it breaks no rule.
import * as z from "zod";
import { jsonIn } from "../../schema/json.ts";
import { REPLY_CHARACTERS } from "../../schema/model-call.ts";
import type { Policy } from "../../schema/policy.ts";
import { withoutHidden } from "../visible-text.ts";
import {
  CLAIM_LIMITS,
  type DraftClaim,
  type DraftFlag,
  type DraftOffence,
  SourceRef,
} from "../../schema/written-draft.ts";
import { checkDraft } from "./draft-checks.ts";
import { type DraftMaterial, type DraftSource, FIRST_JUDGEMENT } from "./given.ts";
import { hasRepeatedKey } from "./repeated-key.ts";
import { withStatements } from "./told-statements.ts";

export type Judged =
  | {
      readonly kind: "kept";
      readonly subject: string;
      readonly body: string;
      readonly claims: DraftClaim[];
      readonly flags: DraftFlag[];
    }
  | { readonly kind: "refused"; readonly offences: DraftOffence[] }
  | { readonly kind: "unreadable" };

/** Further fields are ignored. Claims that do not parse are left out; a draft without claims is flagged. */
const Reply = z.looseObject({
  subject: z.string(),
  body: z.string(),
  claims: z.array(z.unknown()).catch([]),
});
const Claim = z.looseObject({ text: z.string(), evidence: z.array(z.string()).catch([]) });

/**
 * A reference that no source has. It replaces references of the wrong form, so that the claim is refused as citing an unknown
 * source.
 */
const NO_SOURCE = "S0";

/** Judges a reply. Pure and deterministic, so that replay gets the same judgement from the same reply, material and policy. */
export function judgeDraft(reply: string, given: DraftMaterial, policy: Pick<Policy, "compose" | "draft">): Judged {
  if (reply.length > REPLY_CHARACTERS) return { kind: "unreadable" };
  const parsed = Reply.safeParse(jsonIn(reply));
  if (!parsed.success || hasRepeatedKey(reply)) return { kind: "unreadable" };
  const { subject: rawSubject, body: rawBody } = parsed.data;
  const body = clean(rawBody);
  const { whole, own, told } =
    given.judgement === FIRST_JUDGEMENT ? { whole: body, own: body, told: [] } : withStatements(body, given.sources);
  const ownClaims = parsed.data.claims.flatMap(claimOf).slice(0, CLAIM_LIMITS.claims - told.length);
  const drafted = {
    rawSubject,
    rawBody,
    subject: clean(rawSubject),
    body: whole,
    claims: [...told.map(claimOfStatement), ...ownClaims],
    own: { body: own, claims: ownClaims },
  };
  const { offences, flags } = checkDraft(drafted, given, policy);
  if (offences.length > 0) return { kind: "refused", offences: [...offences] };
  const { subject, claims } = drafted;
  return { kind: "kept", subject, body: whole, claims, flags: [...flags] };
}

const clean = (text: string): string => withoutHidden(text.toWellFormed()).normalize("NFC").trim();

const claimOfStatement = ({ ref, text }: DraftSource): DraftClaim => ({
  text: text.slice(0, CLAIM_LIMITS.characters).toWellFormed(),
  evidence: [ref],
});

function claimOf(entry: unknown): DraftClaim[] {
  const parsed = Claim.safeParse(entry);
  if (!parsed.success) return [];
  const text = clean(parsed.data.text).slice(0, CLAIM_LIMITS.characters).toWellFormed();
  const refs = parsed.data.evidence
    .slice(0, CLAIM_LIMITS.evidence)
    .map((ref) => (SourceRef.safeParse(ref).success ? ref : NO_SOURCE));
  return text === "" ? [] : [{ text, evidence: [...new Set(refs)] }];
}
