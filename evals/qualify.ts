// The first grade: from the rows that the CRM returned to the verdict. `hydrate` removes a company that was joined by the domain of a mailbox
// provider, as it does in the stage.
import * as z from "zod";
import { Hydrated } from "../schema/hydrated.ts";
import { Increment } from "../schema/events.ts";
import { Verdict } from "../schema/lists.ts";
import { QualifyPolicy } from "../schema/policy.ts";
import { Seniority } from "../schema/title-rules.ts";
import { hydrate } from "../workers/stage/hydrate.ts";
import { qualify as qualifyStep } from "../domain/rules/qualify.ts";
import { goldenSuite } from "./golden.ts";
import { ada, knownCompany, newContact } from "./people.ts";

const Rule = Increment.shape.rule;
const Input = z.strictObject({
  /** Null: the CRM has no row. Missing fields get the defaults of a new contact. */
  contact: Hydrated.shape.contact.unwrap().partial().nullable(),
  company: Hydrated.shape.company.unwrap().partial().nullable(),
  /** Fields that differ from the default policy. */
  qualify: QualifyPolicy.partial().optional(),
});
const Expected = z.strictObject({
  verdict: Verdict,
  basisPoints: z.int(),
  applied: z.array(Rule),
  /** The seniority that the title rules found in the title. */
  recognised: Seniority.nullable(),
});
type Input = z.infer<typeof Input>;
type Expected = z.infer<typeof Expected>;

const titled = ({ contact }: Input): string => contact?.title ?? "";
const seniorityOf = ({ contact }: Input): string => contact?.seniority ?? "";
const scores = (basisPoints: number) => (_: Input, expected: Expected) => expected.basisPoints === basisPoints;

export const qualify = goldenSuite("qualify", {
  input: Input,
  expected: Expected,
  async answer({ contact, company, qualify: change }, { policy }) {
    const row: Hydrated = {
      contact: contact && { ...newContact, ...contact },
      company: company && { ...knownCompany, ...company },
      facts: [],
    };
    const changed = { ...policy, qualify: { ...policy.qualify, ...change } };
    const hydrated = await hydrate({ hydrate: async () => new Map([[ada, row]]) }, [ada], changed.qualify);
    const { verdict, basisPoints, increments, evidence } = qualifyStep(ada, hydrated.get(ada), changed);
    const contactRow = evidence.find(({ table }) => table === "contacts");
    return {
      verdict,
      basisPoints,
      applied: increments.filter(({ applied }) => applied).map(({ rule }) => rule),
      recognised: Seniority.nullable().parse(contactRow?.columns["title_seniority"]),
    };
  },
  branches: {
    ...Object.fromEntries(
      Verdict.options.map((verdict) => [verdict, (_: Input, expected: Expected) => expected.verdict === verdict]),
    ),
    ...Object.fromEntries(
      Seniority.options.map((seniority) => [
        `a title recognised as ${seniority}`,
        (_: Input, expected: Expected) => expected.recognised === seniority,
      ]),
    ),
    "0.4": scores(4_000),
    "0.7": scores(7_000),
    "1.0": scores(10_000),
    "exactly 0.6": (_, expected) => expected.basisPoints === 6_000 && expected.verdict === "qualified",
    "just under 0.6": (_, expected) => expected.basisPoints === 5_999 && expected.verdict === "needs_review",
    "no row": ({ contact, company }) => contact === null && company === null,
    "a blocked company": ({ company }) => company?.status === "blocked",
    "a company of unknown status": ({ company }) => company?.status === "unknown",
    "a company by link": ({ company }, { applied }) =>
      company?.joinedBy === "link" && applied.includes("company_known"),
    "a company that only the form names": ({ contact, company }) => Boolean(contact?.companyName) && company === null,
    "a mailbox provider's domain": ({ contact, company }, { applied }) =>
      contact?.email?.endsWith("@gmail.com") === true && company !== null && !applied.includes("company_known"),
    "a title that no rule knows": (input, { recognised }) => titled(input).trim() !== "" && recognised === null,
    "letters of another alphabet": (input, { recognised }) =>
      /[^\P{L}\p{Script=Latin}]/u.test(titled(input)) && recognised === null,
    "an empty title": ({ contact }) => contact?.title === "",
    "a sentence as the title": (input, { recognised }) => titled(input).split(" ").length > 12 && recognised === null,
    "a stored seniority with its source": (input, { recognised, applied }) =>
      seniorityOf(input) !== "" && recognised === null && applied.includes("role_or_seniority_known"),
    "a stored seniority without a source": (input, { applied }) =>
      seniorityOf(input) !== "" && !input.contact?.senioritySource && !applied.includes("role_or_seniority_known"),
    "a default seniority": (input, { applied }) =>
      seniorityOf(input) !== "" &&
      Boolean(input.contact?.senioritySource) &&
      !applied.includes("role_or_seniority_known"),
    "title and seniority together": (input, { basisPoints, recognised }) =>
      recognised !== null && seniorityOf(input) !== "" && basisPoints === 7_000,
  },
});
