// Which parts of the policy decide something, so that a change of them needs a second person. It is data: a section that is added must be put into one of
// the two kinds here.
import { canonicalJson } from "../../schema/canonical.ts";
import { type Policy, PolicySection, type RecordedPolicy } from "../../schema/policy.ts";

/**
 * For each section, whether it decides something. Of `compose`, who writes and the templates are words, which a person reads before each message leaves; its
 * limits decide what is cut.
 */
export const DECIDES = {
  ladder: true,
  qualify: true,
  analyze: true,
  compose: { sender: false, templates: false, subjectCharacters: true, bodyCharacters: true },
  hold: true,
  ingest: true,
  titles: true,
  model: true,
  draft: true,
  score: true,
  hours: true,
  bounces: true,
  conversation: true,
  plan: true,
  grading: true,
} as const satisfies {
  readonly [S in PolicySection]: boolean | { readonly [F in keyof Policy[S]]: boolean };
};

/** A part of a policy: a section, or a field of one. */
const partsOf = (
  section: PolicySection,
): readonly (readonly [name: string, decides: boolean, field: string | null])[] => {
  const decides: boolean | Readonly<Record<string, boolean>> = DECIDES[section];
  return typeof decides === "boolean"
    ? [[section, decides, null]]
    : Object.entries(decides).map(([field, one]) => [`${section}.${field}`, one, field]);
};

/** The names of the parts that differ and decide something. A section that one of the two lacks came later, and says nothing. */
export const decidingChanges = (before: RecordedPolicy, after: RecordedPolicy): readonly string[] =>
  PolicySection.options.flatMap((section) => {
    const [was, is] = [before[section], after[section]];
    if (was === undefined || is === undefined) return [];
    return partsOf(section).flatMap(([name, decides, field]) => (decides && differs(was, is, field) ? [name] : []));
  });

function differs(was: object, is: object, field: string | null): boolean {
  const [one, other] = [was, is].map((section) =>
    field === null ? section : (section as Record<string, unknown>)[field],
  );
  return canonicalJson(one ?? null) !== canonicalJson(other ?? null);
}
