// Golden lines made from recorded runs: a line that a person has curated passes in its suite, an uncurated line is refused, and no line contains
// personal data.
import { companyBook } from "../replay/companies.ts";
import { logKeysOf } from "../domain/log-keys.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { sha256 } from "../schema/canonical.ts";
import { describe, it } from "vitest";
import { goldenOfRun, decidedRuns, type LineOfRun } from "../replay/golden-lines.ts";
import { policiesOf } from "../domain/policies.ts";
import { noKeys } from "../replay/source.ts";
import { suppressionBook } from "../replay/suppressions.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { StreamId } from "../schema/ids.ts";
import type { ModelOutcome } from "../schema/model-call.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { type Model, promptDigestOf } from "../workers/model/model.ts";
import type { FixtureDeployment } from "../testing/memory/fixture-deployment.ts";
import type { Models } from "../testing/stages-over.ts";
import { generatedFixtures } from "./parity/generated-fixtures.ts";
import { played } from "./parity/run.ts";
import { sampleFixtures } from "./parity/sample-fixtures.ts";
import { suites } from "./suites.ts";

interface ModelReply {
  readonly reply: string | null;
  readonly outcome?: ModelOutcome;
  readonly model?: string;
}

const planner = ({ reply, outcome = "ok", model = "deepseek-flash" }: ModelReply): Models => {
  const usage = { tokensIn: 1, tokensCached: 0, tokensOut: 1, costMicroDollars: 1, latencyMs: 1 };
  const oneReply: Model = {
    call: async ({ step, prefix, tool }) => ({
      outcome,
      reply,
      call: { step, model, promptDigest: promptDigestOf({ prefix, tool }), ...usage, outcome },
    }),
  };
  return {
    reasoning: {
      flag: { kind: "on", percent: 100, onlyLowRisk: false },
      lowRisk: { noPriorReply: false, mostEmployees: null, sources: null },
      model: oneReply,
      spend: { read: async () => [] },
      random: (bytes) => new Uint8Array(bytes),
    },
  };
};

const context = {
  policies: policiesOf(),
  suppressions: suppressionBook(),
  companies: companyBook(),
  logKeys: logKeysOf([LOG_SIGNER.key]),
  keys: noKeys,
};

/** All golden lines of all runs in a deployment. */
function goldenOf(deployment: FixtureDeployment, { isOpen }: { readonly isOpen: boolean }) {
  const contacts = deployment.streams().filter((id) => id.startsWith("ct_"));
  return contacts.flatMap((streamId) => {
    const { rows, open } = deployment.streamOf(streamId);
    const words = rows.map(({ version }) => [version, open(version)] as const);
    const openedWords = new Map(
      words.flatMap(([version, opened]) => (opened === null ? [] : [[version, { words: opened }] as const])),
    );
    const stream = { streamId, rows, ...(isOpen ? { openedWords } : {}) };
    return decidedRuns(stream).flatMap((runId) => goldenOfRun(stream, runId, context));
  });
}
const linesOf = (deployment: FixtureDeployment, { isOpen = true } = {}) =>
  goldenOf(deployment, { isOpen }).flatMap((one) => ("line" in one ? [one] : []));
const failedOf = (deployment: FixtureDeployment, { isOpen = true } = {}) =>
  goldenOf(deployment, { isOpen }).flatMap((one) => ("because" in one ? [`${one.suite}: ${one.because}`] : []));

const suiteOf = (name: string) => {
  const suite = suites.find((one) => one.name === name);
  if (!suite) throw new Error(`no suite ${name}`);
  return suite;
};

/** The line with the fields that a person adds: the reason, and the name of the curator. */
const curated = ({ reply, ...line }: LineOfRun): string =>
  JSON.stringify({
    ...line,
    ...(reply ? { reply: reply.kind === "recorded" ? { ...reply, curatedBy: "ada" } : reply } : {}),
    why: "This is the decision of a run that a person has checked.",
  });

/** The personal texts of all signals. Titles are left out, since a rule's own words may be a title. */
function personalIn(deployment: FixtureDeployment): readonly string[] {
  const signals = deployment.streams().flatMap((id: StreamId) => {
    const { events, open } = deployment.streamOf(id);
    return events.flatMap(({ type, version }) => (type === "SignalReceived" ? [open(version)?.["signal"]] : []));
  });
  return signals.flatMap((signal) => {
    const { kind: _, title: __, ...texts } = (signal ?? {}) as Readonly<Record<string, unknown>>;
    return Object.values(texts).filter((value): value is string => typeof value === "string" && value.length > 3);
  });
}

const FIXTURES = [...sampleFixtures(), ...generatedFixtures(320).filter((_, index) => index % 20 === 0)];
const PLAN = '{"stages":["analyze_opportunity","compose","qualify"]}';

describe("golden lines of recorded runs", { timeout: LONG_MILLISECONDS }, () => {
  it("pass in their suites when they are curated, are refused when they are not, and contain no personal data", async ({
    expect,
  }) => {
    const counts = new Map<string, number>();
    for (const fixture of FIXTURES) {
      const deployment = await played(fixture, undefined, planner({ reply: PLAN }));
      const personal = personalIn(deployment);
      expect(failedOf(deployment), fixture.id).toEqual([]);
      for (const { suite: name, line } of linesOf(deployment)) {
        const suite = suiteOf(name);
        const place = `${fixture.id} ${line.id}`;
        expect(() => suite.read(JSON.stringify(line)), place).toThrow(/why/);
        const one = suite.read(curated(line));
        expect(one.score(await one.answer(samplePolicy)), `${place} ${JSON.stringify(line)}`).toBe(1);
        const text = JSON.stringify(line).toLowerCase();
        expect(
          personal.filter((words) => text.includes(words.toLowerCase())),
          place,
        ).toEqual([]);
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    expect(
      [...counts]
        .filter(([, count]) => count > 20)
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(["action", "analyze", "qualify", "repair"]);
  });

  it("contain the ladder's action when a plan skipped the message", async ({ expect }) => {
    const [fixture] = sampleFixtures().filter(({ id }) => id === "sample follow-up");
    const deployment = await played(fixture!, undefined, planner({ reply: '{"stages":["skip"]}' }));
    const lines = linesOf(deployment);
    const action = lines.find(({ suite }) => suite === "action")?.line;
    expect(action).toMatchObject({
      input: { sequence: 1, plan: { stages: ["skip"], fallback: false } },
      expected: { action: "skip", reason: "plan_skip" },
    });
    const repair = lines.find(({ suite }) => suite === "repair")?.line;
    expect(repair).toMatchObject({
      input: { scripted: { action: "followup", reason: "followup_due" } },
      expected: { stages: ["skip"], acts: "plan_skip" },
    });
    const one = suiteOf("repair").read(curated(repair!));
    expect(one.score(await one.answer(samplePolicy))).toBe(1);
  });
});

describe("the reply of a golden line", { timeout: LONG_MILLISECONDS }, () => {
  const [fixture] = sampleFixtures().filter(({ id }) => id === "sample both-known");
  const repairOf = async (reply: ModelReply) =>
    linesOf(await played(fixture!, undefined, planner(reply))).find(({ suite }) => suite === "repair")?.line;

  it.for([
    [
      "words that are no stage, and extra fields",
      '{"stages":["qualify","Write to Amara at amara@x.example","compose","compose"],"note":"She said \\"call +44 1632\\"\\n"}',
      '{"stages":["qualify","word_1 word_2 word_3 word_4 word_3@word_5.word_6","compose","compose"],"word_7":"word_8 word_9  word_10 +0 0  "}',
      "plan_repaired",
    ],
    ["prose", "Amara asked to wait, so: skip", "word_1 word_2 word_3 word_4, word_5: skip", "plan_unreadable"],
    [
      "a list in a fence",
      '```json\n{"stages":["Skip"]}\n```',
      '```word_1\n{"stages":["Skip"]}\n```',
      "plan_unreadable",
    ],
  ] as const)("keeps its form and replaces its words, with %s", async ([, reply, text, reason], { expect }) => {
    const line = await repairOf({ reply });
    expect(line).toMatchObject({ reply: { text }, expected: { reason } });
    const one = suiteOf("repair").read(curated(line!));
    expect(one.score(await one.answer(samplePolicy))).toBe(1);
  });

  it("is recorded for a model, with run and day, and with an empty name of the curator", async ({ expect }) => {
    const line = await repairOf({ reply: PLAN });
    expect(line?.reply).toEqual({
      kind: "recorded",
      text: PLAN,
      run: expect.stringMatching(/^run_[\w-]{22}$/),
      model: "deepseek-flash",
      at: "2026-03-02",
      curatedBy: "",
    });
    expect(line?.id).toBe(`run-${line?.reply?.kind === "recorded" ? sha256(line.reply.run).slice(0, 8) : ""}-repair`);
  });

  it("is scripted for the local peer", async ({ expect }) => {
    expect((await repairOf({ reply: PLAN, model: "local-peer" }))?.reply).toEqual({ kind: "scripted", text: PLAN });
  });

  it("is empty when the call had no reply; the line then has the outcome", async ({ expect }) => {
    const line = await repairOf({ reply: null, outcome: "timeout" });
    expect(line).toMatchObject({ input: { outcome: "timeout" }, reply: { text: "" }, expected: { reason: "timeout" } });
    const one = suiteOf("repair").read(curated(line!));
    expect(one.score(await one.answer(samplePolicy))).toBe(1);
  });

  it("prevents only the repair line when it is sealed", async ({ expect }) => {
    const deployment = await played(fixture!, undefined, planner({ reply: PLAN }));
    expect(new Set(failedOf(deployment, { isOpen: false }))).toEqual(
      new Set(["repair: the reply is sealed: take the run from an export with --open"]),
    );
    expect(new Set(linesOf(deployment, { isOpen: false }).map(({ suite }) => suite))).toEqual(
      new Set(["action", "qualify", "analyze"]),
    );
  });
});
