// The second grade: from the rows that the CRM returned to the basis points, the facts and the summary.
import * as z from "zod";
import { Hydrated } from "../schema/hydrated.ts";
import { AnalyzePolicy } from "../schema/policy.ts";
import { hydrate } from "../workers/stage/hydrate.ts";
import { analyzeOpportunity } from "../domain/rules/analyze-opportunity.ts";
import { goldenSuite } from "./golden.ts";
import { ada, knownCompany, newContact, newHistory, plainFact } from "./people.ts";
import { Instant } from "../schema/formats.ts";

const Input = z.strictObject({
  facts: z.array(Hydrated.shape.facts.element.partial()),
  email: z.string().optional(),
  company: Hydrated.shape.company.unwrap().partial().optional(),
  at: Instant.default(newHistory.at),
  /** Fields that differ from the default policy. */
  analyze: AnalyzePolicy.partial().optional(),
});
const Expected = z.strictObject({
  basisPoints: z.int(),
  facts: z.record(z.string(), z.int().min(1)),
  summary: z.string(),
});
type Input = z.infer<typeof Input>;
type Expected = z.infer<typeof Expected>;

const kinds = ({ facts }: Expected): number => Object.keys(facts).length;
const endsAfter = (milliseconds: number) => (input: Input) =>
  input.facts.some(({ expiresAt }) => expiresAt && Date.parse(expiresAt) - Date.parse(input.at) === milliseconds);

export const analyze = goldenSuite("analyze", {
  input: Input,
  expected: Expected,
  async answer({ facts, email, company, at, analyze: change }, { policy }) {
    const row: Hydrated = {
      contact: { ...newContact, ...(email === undefined ? {} : { email }) },
      company: { ...knownCompany, ...company },
      facts: facts.map((fact, index) => ({ ...plainFact, id: `cf_${index}`, ...fact })),
    };
    const hydrated = await hydrate({ hydrate: async () => new Map([[ada, row]]) }, [ada], policy.qualify);
    const opportunity = analyzeOpportunity(ada, hydrated.get(ada), {
      policy: { ...policy, analyze: { ...policy.analyze, ...change } },
      at: new Date(at),
    });
    return {
      basisPoints: opportunity.basisPoints,
      facts: { ...opportunity.facts },
      summary: opportunity.summary,
    };
  },
  branches: {
    ...Object.fromEntries(
      [0, 1, 2, 3, 4, 5].map((count) => [
        `${count} kinds`,
        ({ analyze: change }: Input, expected: Expected) => change === undefined && kinds(expected) === count,
      ]),
    ),
    "exactly the cap": (_, expected) => kinds(expected) === 4 && expected.basisPoints === 9_000,
    "cut at the cap": (_, expected) => kinds(expected) > 4 && expected.basisPoints === 9_000,
    "a kind twice": (_, { facts }) => Object.values(facts).some((count) => count > 1),
    "a fact not found": ({ facts }, expected) => facts.some(({ found }) => found === false) && kinds(expected) === 0,
    "a fact expired a millisecond ago": endsAfter(-1),
    "a fact that expires now": endsAfter(0),
    "a fact that expires in a millisecond": endsAfter(1),
    "an expired and a live fact of one kind": ({ facts }, expected) =>
      facts.length === 2 && new Set(facts.map(({ kind }) => kind)).size === 1 && Object.values(expected.facts)[0] === 1,
    "facts about a mailbox provider": ({ email, facts }, expected) =>
      email?.endsWith("@gmail.com") === true && facts.length > 0 && kinds(expected) === 0,
    "another cap": ({ analyze: change }) => change?.cap !== undefined,
  },
});
