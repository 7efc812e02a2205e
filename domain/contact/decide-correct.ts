// Decides what a person corrects of a contact. What forms and imports say is not changed by it: it stays a claim.
import type { CommandOf } from "../../schema/commands.ts";
import type { CorrectedWords } from "../../schema/correction.ts";
import { CorrectedField } from "../../schema/lists.ts";
import { type Policy, policyMark } from "../../schema/policy.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { byPerson, eventEvidence, policyEvidence } from "../evidence.ts";
import { recogniseTitle } from "../rules/titles.ts";
import { certain, type Circumstances, type Decision, done, refused } from "./decision.ts";
import type { Contact } from "./state.ts";

/** Records the fields whose correction changes; without one, nothing. */
export function correctContact(
  { fields, by, why }: CommandOf<"CorrectContact">,
  { streamId, contact, policy, corrected: counting = {} }: Circumstances,
): Decision {
  if (contact.version === 0) return refused({ reason: "unknown", what: "contact" });
  if (contact.erased) return refused({ reason: "erased" });
  const words = changedWords(fields, counting);
  const corrected = CorrectedField.options.filter((field) => words[field] !== undefined);
  const takenBack = CorrectedField.options.filter((field) => fields[field] === null && versionOf(contact, field));
  if (corrected.length + takenBack.length === 0) return done();
  const { title } = words;
  return done({
    type: "ContactCorrected",
    writer: "desk",
    payload: { corrected, takenBack, ...(title === undefined ? {} : { title: readTitle(title, policy) }), by },
    words: { ...words, why },
    why: certain(
      corrected.length > 0 ? "corrected" : "correction_taken_back",
      byPerson(by),
      // The words beside the version of the stream that the person corrected: their digests are what a grade's row of the contact has, too.
      ...(corrected.length > 0
        ? [{ ...eventEvidence(streamId, contact.version, {}), personal: personalOf(words) }]
        : []),
      ...takenBack.map((field) => eventEvidence(streamId, versionOf(contact, field) ?? 0, { takes_back: field })),
      ...(title === undefined ? [] : [policyEvidence(policy, "titles")]),
    ),
    policy: title === undefined ? null : policyMark(policy, "titles"),
  });
}

const versionOf = ({ corrections }: Contact, field: CorrectedField): number | undefined => corrections?.fields[field];

const changedWords = (fields: CommandOf<"CorrectContact">["fields"], counting: CorrectedWords): CorrectedWords =>
  Object.fromEntries(
    CorrectedField.options.flatMap((field) => {
      const word = fields[field];
      return word === undefined || word === null || word === counting[field] ? [] : [[field, word]];
    }),
  );

const personalOf = (words: CorrectedWords): NonNullable<ShownEvidence["personal"]> => ({ ...words });

/** How the rules read the title: open, as in a grade's evidence. */
function readTitle(text: string, policy: Policy): { readonly rule: string | null; readonly seniority: string | null } {
  const title = recogniseTitle(text, policy.titles);
  return title.known ? { rule: title.ruleId, seniority: title.seniority } : { rule: null, seniority: null };
}
