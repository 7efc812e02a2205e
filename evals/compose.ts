// The composer with a model: which drafts are kept for the reviewer, which are refused and for which offences, and whether the sources that a
// draft cites support its claims.
import * as z from "zod";
import { canonicalJson } from "../schema/canonical.ts";
import { runIdOf } from "../schema/ids.ts";
import { DraftFlag, DraftOffence, DraftOutcome } from "../schema/written-draft.ts";
import type { DraftMaterial } from "../domain/draft/given.ts";
import { safetyGate } from "../domain/rules/veto.ts";
import { readingOf } from "../testing/readings.ts";
import { type Wrote, writeDraft } from "../workers/composer/write-draft.ts";
import { promptDigestOf } from "../workers/model/model.ts";
import { draftsPolicy, givenOf } from "./drafts.ts";
import { goldenSuite } from "./golden.ts";
import { ada, flagsOf } from "./people.ts";
import { groundedness } from "./scorers.ts";

/** The name of a material in `drafts/materials.json`. */
const Input = z.strictObject({ material: z.string() });
const Expected = z.strictObject({
  outcome: DraftOutcome,
  offences: z.array(DraftOffence),
  flags: z.array(DraftFlag),
  /** For a kept draft, the share of its claims whose numbers and names are in the cited sources; otherwise null. */
  grounded: z.number().min(0).max(1).nullable(),
});
type Input = z.infer<typeof Input>;
type Expected = z.infer<typeof Expected>;
const Found = Expected.extend({ draft: z.strictObject({ subject: z.string(), body: z.string() }).nullable() });

const nobodyListed = await readingOf([]);

/** The draft after one or two calls, as the composer makes them. */
async function wroteWith(model: Parameters<typeof writeDraft>[0]["model"], given: DraftMaterial): Promise<Wrote> {
  const metadata = { contactId: ada, runId: runIdOf(ada, "an eval") };
  const gate = safetyGate({ flags: flagsOf([]), lookups: [], given, metadata }, nobodyListed);
  if (!gate.ok) throw new Error("a contact without flags and list entries is not vetoed");
  const asking = { cleared: gate.value, model, policy: draftsPolicy, attempt: 1, mayAskAgain: true };
  const { wrote, again } = await writeDraft(asking);
  return again ? again() : wrote;
}

/** The digest of the composer's prompt: runs the writer with a model that records the request and does not reply. */
async function promptDigest(): Promise<string> {
  let digest = "";
  await wroteWith(
    {
      call: async (request) => {
        digest = promptDigestOf(request);
        return { outcome: "not_configured", reply: null, call: null };
      },
    },
    givenOf({ material: "bare" }),
  );
  return digest;
}

const written = ({ outcome }: Expected) => outcome === "written";
const actionOf = (input: Input) => givenOf(input).action;

export const compose = goldenSuite("compose", {
  input: Input,
  expected: Expected,
  asks: { prompt: await promptDigest(), live: true },
  refersTo: (input) => canonicalJson(givenOf(input)),
  async answer(input, { model }) {
    const given = givenOf(input);
    const { written: made, draft } = await wroteWith(model, given);
    const { outcome, offences, flags, claims } = made;
    const sources = Object.fromEntries(given.sources.map(({ ref, text }) => [ref, text]));
    return { outcome, offences, flags, grounded: draft === null ? null : groundedness(claims, sources), draft };
  },
  score(expected, found) {
    const { draft: _, ...rest } = Found.parse(found);
    return canonicalJson(rest) === canonicalJson(expected) ? 1 : 0;
  },
  // A live draft must be kept, from the first or the second reply, and be fully grounded. The judge scores it as well.
  liveScore(_, found) {
    const { outcome, grounded } = Found.parse(found);
    return (outcome === "written" || outcome === "rewritten") && grounded === 1 ? 1 : 0;
  },
  judging(input, found) {
    const { draft } = Found.parse(found);
    return draft && { material: givenOf(input).sources.map(({ about, text }) => ({ about, text })), ...draft };
  },
  branches: {
    ...Object.fromEntries(
      DraftOffence.options.map((offence) => [
        `refused for ${offence}`,
        (_: Input, expected: Expected) => expected.offences.includes(offence),
      ]),
    ),
    ...Object.fromEntries(
      DraftFlag.options.map((flag) => [
        `flagged ${flag}`,
        (_: Input, expected: Expected) => expected.flags.includes(flag),
      ]),
    ),
    "a first message, kept": (input, expected) => actionOf(input) === "initial" && written(expected),
    "a reply, kept": (input, expected) => actionOf(input) === "reply" && written(expected),
    "a follow-up, kept": (input, expected) => actionOf(input) === "followup" && written(expected),
    "German, kept": (_, expected, reply) => written(expected) && reply.includes("Guten Tag"),
    "a subject as long as it may be": (_, expected, reply) =>
      written(expected) && (JSON.parse(reply) as { subject: string }).subject.length === 50,
    "exactly the words that a reply may have": (_, expected, reply) => written(expected) && wordsIn(reply) === 120,
    "one word more than a reply may have": (_, { offences }, reply) =>
      offences.includes("too_long") && wordsIn(reply) === 121,
    "a claim that its sources do not support": (_, { outcome, grounded }) => outcome === "written" && grounded === 0.5,
    "a reply that is not JSON": (_, { outcome }, reply) => outcome === "draft_unreadable" && !reply.startsWith("{"),
    "a field twice": (_, { outcome }, reply) => outcome === "draft_unreadable" && reply.split('"body"').length > 2,
    "a field left out": (_, { outcome }, reply) => outcome === "draft_unreadable" && !reply.includes('"subject"'),
    "several offences": (_, { offences }) => offences.length > 1,
  },
});

function wordsIn(reply: string): number {
  const { body } = JSON.parse(reply) as { body: string };
  return body.split(/\s+/).filter((word) => word !== "").length;
}
