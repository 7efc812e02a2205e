// Decides whether a release may be deployed, from the evals' result for exactly these sources and the models that the configuration switches
// on. Pure.
import type { Switched } from "../deploy/switched.ts";
import type { EvalsResult } from "../evals/result.ts";

interface GateInput {
  readonly result: EvalsResult | null;
  readonly release: string;
  /** The digest of the sources that would be deployed. */
  readonly sources: string;
  readonly switched: Switched;
}

/** The reasons against the deployment, as sentences. Empty when the release may be deployed. */
export function standsAgainst({ result, release, sources, switched }: GateInput): readonly string[] {
  const { flag, models } = switched;
  if (result === null || result.release !== release || result.scripted.sources !== sources)
    return ["The evals have not judged these sources: npm run evals"];
  const { scripted, live } = result;
  const against = scripted.verdict === "PROMOTE" ? [] : [`The scripted suites are ${scripted.verdict}: npm run evals`];
  if (flag === "off" && models.length === 0) return against;
  const why =
    flag === "off"
      ? `A model is configured for ${models.map(({ worker }) => worker).join(" and ")}`
      : `SALES_SUPPORT_SEQUENCER_REASONING is ${flag}`;
  const asking = "npm run evals -- --live, with MODEL_ENDPOINT, MODEL_NAME and MODEL_API_KEY";
  if (live === null || live.sources !== sources)
    return [...against, `${why}, and no live run has judged these sources: ${asking}`];
  if (live.isPeer) against.push(`${why}, and the live suites were answered by the local peer: ${asking}`);
  if (live.verdict !== "PROMOTE") against.push(`${why}, and the live suites are ${live.verdict}: ${asking}`);
  const others = models.filter(({ name }) => name !== live.model);
  for (const { worker, name } of others)
    against.push(`The ${worker} would ask ${name}, and the live suites asked ${live.model ?? "no model"}: ${asking}`);
  return against;
}
