// Score policies that are wrong in one place: each number of the default one off by its smallest step, and each entry that chooses a vertical, a
// department or a kind of address left out. coverage.test.ts holds that each makes a golden line of the score fail.
import { ScorePolicy } from "../schema/policy.ts";
import { DAY_MS } from "../schema/time.ts";

type Wrong = readonly [what: string, policy: ScorePolicy];
type Path = readonly (string | number)[];

/** Numbers that are no whole ones change by a millisecond; of the whole propensity two points are a basis point. */
const STEPS: Readonly<Record<string, number>> = { halfLifeDays: 1 / DAY_MS, deadlineSeconds: 1 / 1_000, wholeFrom: 2 };

/** The paths of all numbers in a value. */
const numbersIn = (value: unknown, path: Path = []): readonly (readonly [path: Path, value: number])[] =>
  typeof value === "number"
    ? [[path, value]]
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, one]) => numbersIn(one, [...path, key]))
      : [];

function changed(policy: ScorePolicy, path: Path, to: number): unknown {
  const copy: unknown = structuredClone(policy);
  const last = path.at(-1) ?? "";
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy);
  (parent as Record<string, unknown>)[last] = to;
  return copy;
}

/** Each number one step lower and one step higher, where the schema allows it. */
const wrongNumbers = (policy: ScorePolicy): readonly Wrong[] =>
  numbersIn(policy).flatMap(([path, value]) =>
    [-1, 1].flatMap((sign) => {
      const step = STEPS[String(path.at(-1))] ?? 1;
      const { success, data } = ScorePolicy.safeParse(changed(policy, path, value + sign * step));
      return success ? [[`score.${path.join(".")} off by ${sign * step}`, data] as const] : [];
    }),
  );

/** Each vertical without one of its facts, or one of its departments; another default vertical; and no mailboxes of functions. */
const wrongEntries = (policy: ScorePolicy): readonly Wrong[] => [
  ...policy.verticals.flatMap((vertical, index) => {
    const having = (change: Partial<typeof vertical>): ScorePolicy => ({
      ...policy,
      verticals: policy.verticals.with(index, { ...vertical, ...change }),
    });
    return [
      ...vertical.facts.map(
        (fact) =>
          [
            `${vertical.slug} without the fact ${fact.value}`,
            having({ facts: vertical.facts.filter((one) => one !== fact) }),
          ] as const,
      ),
      ...vertical.departments.map(
        (department) =>
          [
            `${vertical.slug} without the department ${department}`,
            having({ departments: vertical.departments.filter((one) => one !== department) }),
          ] as const,
      ),
    ];
  }),
  ...policy.verticals
    .filter(({ slug }) => slug !== policy.defaultVertical)
    .map(({ slug }) => [`${slug} as the default vertical`, { ...policy, defaultVertical: slug }] as const),
  ["no mailboxes of functions", { ...policy, reachability: { ...policy.reachability, roleMailboxes: [] } }],
];

export const wrongScores = (policy: ScorePolicy): readonly Wrong[] => [
  ...wrongNumbers(policy),
  ...wrongEntries(policy),
];
