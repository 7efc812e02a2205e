// Records the sample companies of a local installation, as a person does through the desk's port.
import { FactId } from "../schema/ids.ts";
import type { CompanyAnswer } from "../schema/answers.ts";
import type { CompanyWish } from "../schema/company-commands.ts";
import { inParallel } from "../schema/in-parallel.ts";
import { performOne } from "../schema/only-answer.ts";
import type { Port } from "../schema/ports.ts";
import type { SampleCrm } from "../samples/crm.ts";

/** Who records the samples. */
const BY = "samples";
const RECORDED = { source: "sample", confidence: 10_000, found: true, by: BY };

/** Records the sample companies, then their facts. Repeating it records nothing. Returns the number of companies. Throws when one is not recorded. */
export async function recordSamples(port: Port<"desk">, { companies, facts }: SampleCrm): Promise<number> {
  const put = (wishes: readonly CompanyWish[]): Promise<readonly CompanyAnswer[]> =>
    inParallel(wishes, (wish) => performOne(port, wish));
  const named = companies.map(({ domain, ...company }): CompanyWish => {
    return { type: "PutCompany", company: domain, domains: [], ...company, by: BY };
  });
  const stated = facts.map(({ domain, kind, ...fact }): CompanyWish => {
    const [factId, method] = [FactId.parse(`fact_${kind}`), "sample" as const];
    return { ...RECORDED, type: "PutFact", company: domain, factId, kind, ...fact, method };
  });
  const answers = [...(await put(named)), ...(await put(stated))];
  const refusal = answers.find((answer) => answer.refusal)?.refusal;
  if (refusal) throw new Error(`a sample company was not recorded: ${refusal.reason}`);
  return companies.length;
}
