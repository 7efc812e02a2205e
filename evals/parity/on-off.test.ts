// Compares a deployment whose reasoning flag was on and then off with a deployment whose flag was never on. After the flag is off, both must do
// the same. For new contacts the outcome is equal byte for byte. For contacts with planned runs it is equal after two replacements: the events
// LlmCalled and PlanProposed are not counted as versions, and digests over versions are replaced by names. Fixtures in which a plan skipped a
// message are not compared so: the skip is a decision, and later runs remember it.
import { isFull } from "../../testing/full.ts";
import { ROSA } from "../../testing/people.ts";
import { afterAll, beforeAll, describe, it } from "vitest";
import { canonicalJson } from "../../schema/canonical.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { type ModelPeer, startModelPeer } from "../../testing/peers/model/peer.ts";
import { openModel } from "../../workers/model/model.ts";
import { type FixtureDeployment, idOf } from "../../testing/memory/fixture-deployment.ts";
import type { Models } from "../../testing/stages-over.ts";
import type { Fixture, FixtureStep } from "../../testing/memory/fixture.ts";
import { generatedFixtures } from "./generated-fixtures.ts";
import { type Entry, entriesOf, play, played } from "./run.ts";
import { sampleFixtures } from "./sample-fixtures.ts";

let peer: ModelPeer;
beforeAll(async () => {
  peer = await startModelPeer([{ behaviour: { kind: "answers" } }]);
});
afterAll(() => peer.close());

/** A planner with the flag on for every contact, which asks the peer over HTTP. */
const models = (kind: "on" | "shadow"): Models => ({
  reasoning: {
    flag: kind === "on" ? { kind, percent: 100, onlyLowRisk: false } : { kind },
    lowRisk: { noPriorReply: false, mostEmployees: null, sources: null },
    model: openModel(
      {
        endpoint: peer.url,
        model: "local-peer",
        apiKey: "any",
        gatewayToken: undefined,
        prices: { input: 0, cached: 0, output: 0 },
        body: {},
      },
      { fetch, now: () => 0 },
    ),
    spend: { read: async () => [] },
    random: (bytes) => new Uint8Array(bytes),
  },
});

const lead = (email: string, id: string): FixtureStep => ({
  do: "webhook",
  source: "signed_form",
  id,
  contentType: "application/json",
  body: JSON.stringify({
    submission_id: id,
    name: "Ada Byron",
    email,
    title: "Director",
    message: "One more question.",
  }),
});

/** The steps of a whole lead: preview confirmed, draft approved, message sent, and the first follow-up wait passed. */
const wholeWay = (email: string, id: string): readonly FixtureStep[] => [
  lead(email, id),
  { do: "deliver" },
  { do: "click", type: "ConfirmPreview", email, by: ROSA, why: "fine" },
  { do: "deliver" },
  { do: "click", type: "ApproveDraft", email, by: ROSA, why: "fine" },
  { do: "deliver" },
  { do: "wait", hours: 80 },
  { do: "deliver" },
];

const NEWCOMER = "newcomer@later.example";
const emailsOf = ({ steps }: Fixture): readonly string[] => [
  ...new Set(steps.flatMap((step) => ("email" in step ? [step.email] : []))),
];

const fieldOf = (value: unknown, name: string): unknown => (value as Readonly<Record<string, unknown>>)[name];

/** The position of a deployment: the heights of its streams, and how many messages, mails and answers it has. */
const positionOf = (deployment: FixtureDeployment) => ({
  heights: new Map(deployment.streams().map((id) => [String(id), deployment.streamOf(id).events.length])),
  counts: [deployment.sent.length, deployment.mails.length, deployment.answers.length] as const,
});

/** The entries of a deployment after a position. */
const since = (
  deployment: FixtureDeployment,
  { heights, counts: [sent, mails, answers] }: ReturnType<typeof positionOf>,
): readonly Entry[] => [
  ...entriesOf(deployment).filter(
    ({ entry, value }) =>
      entry === "event" && Number(fieldOf(value, "version")) > (heights.get(String(fieldOf(value, "streamId"))) ?? 0),
  ),
  ...[...deployment.sent.slice(sent), ...deployment.mails.slice(mails), ...deployment.answers.slice(answers)].map(
    (value) => ({
      entry: "sent",
      value: value as unknown,
    }),
  ),
];

/** The entries with versions that do not count LlmCalled and PlanProposed. */
function renumbered(deployment: FixtureDeployment, of: readonly Entry[]): readonly unknown[] {
  const numbers = new Map<string, readonly number[]>();
  for (const id of deployment.streams()) {
    let version = 0;
    const counted = deployment
      .streamOf(id)
      .events.map(({ type }) => (type === "LlmCalled" || type === "PlanProposed" ? version : (version += 1)));
    numbers.set(id, [0, ...counted]);
  }
  const numberOf = (id: string, version: number): number => numbers.get(id)?.[version] ?? version;
  const inText = (text: string): string =>
    text.replaceAll(
      /\b(ct_[\w-]+)@(\d+)\b/g,
      (_, id: string, version: string) => `${id}@${numberOf(id, Number(version))}`,
    );
  const walk = (value: unknown, id: string): unknown => {
    if (typeof value === "string") return inText(value);
    if (Array.isArray(value)) return value.map((one) => walk(one, id));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([field, one]) => [
        field,
        VERSIONS.has(field) && typeof one === "number" ? numberOf(id, one) : walk(one, id),
      ]),
    );
  };
  return of.map(({ entry, value }) => ({
    entry,
    value: walk(value, String(fieldOf(value, "streamId") ?? fieldOf(value, "contactId") ?? "")),
  }));
}
const VERSIONS: ReadonlySet<string> = new Set(["version", "follows", "vetoedAt"]);

/**
 * Ids that are derived from versions: the digest of a draft covers versions, and the ids of approvals, mails, tasks and messages are derived from it.
 * Each id is replaced by a name in the order of appearance, so equal ids stay equal and different ids stay different.
 */
const DERIVED = /(?<![\w-])(?:(ap|hp|msg|cmd|tk)_[\w-]{22}|[0-9a-f]{32}|(?<=")[\w-]{22}(?="))(?![\w-])/g;

function named(lines: readonly string[]): string[] {
  const names = new Map<string, string>();
  return lines.map((line) =>
    line.replaceAll(DERIVED, (id, kind: string | undefined) => {
      const name = names.get(id) ?? `${kind ?? "digest"}-${names.size}`;
      names.set(id, name);
      return name;
    }),
  );
}

/** The first pair of lines that differ; null when all lines are equal. */
function differing(expected: readonly string[], found: readonly string[]): object | null {
  const at = Array.from({ length: Math.max(expected.length, found.length) }).findIndex(
    (_, n) => expected[n] !== found[n],
  );
  return at === -1 ? null : { at, expected: expected[at], found: found[at] };
}

/** What a mail says of its place in the log, as JSON: a log that was longer before has another place. */
const WITNESS = /X-Holdpoint-Log: .*?(?=\\r\\nMIME-Version)/g;

const texts = (values: readonly unknown[]): string[] =>
  values.map((value) => canonicalJson(value).replaceAll(WITNESS, "X-Holdpoint-Log: …"));
const actionsOf = (deployment: FixtureDeployment): string =>
  deployment
    .streams()
    .flatMap((id) => deployment.streamOf(id).events)
    .flatMap((event) => (event.type === "ActionDecided" ? [`${event.payload.runId} ${event.payload.reason}`] : []))
    .join();

const GENERATED = 320;
/** The samples, and every fortieth generated fixture. */
const FIXTURES = [
  ...sampleFixtures(),
  ...generatedFixtures(GENERATED).filter((_, index) => index % (isFull ? 40 : 160) === 0),
];

describe.for([
  ["on", FIXTURES],
  ["shadow", sampleFixtures()],
] as const)("the flag %s, then off", { timeout: LONG_MILLISECONDS }, ([kind, fixtures]) => {
  it("changes nothing that happens after it is off", async ({ expect }) => {
    let [planned, skipped, same] = [0, 0, 0];
    for (const fixture of fixtures) {
      const [never, was] = await Promise.all([played(fixture), played(fixture, undefined, models(kind))]);
      const steps = [
        ...emailsOf(fixture).flatMap((email, index) => wholeWay(email, `again-${index}`)),
        ...wholeWay(NEWCOMER, "new"),
      ];
      was.deploy({});
      // Messages that still wait in a queue were sent while the flag was on, so they are delivered before the comparison begins.
      for (const deployment of [never, was]) await play(deployment, [{ do: "deliver" }], 900);
      const isSame = actionsOf(never) === actionsOf(was);
      const asked = peer.received.length;
      const [before, then] = [positionOf(never), positionOf(was)];
      for (const deployment of [never, was]) await play(deployment, steps, 1_000);

      const [expected, found] = [since(never, before), since(was, then)];
      expect(peer.received).toHaveLength(asked);
      expect(
        found.map(({ value }) => fieldOf(value, "type")),
        fixture.id,
      ).not.toContain("PlanProposed");
      const ofNewcomer = (all: readonly Entry[]) =>
        texts(
          all.filter(
            ({ value }) => canonicalJson(value).includes(idOf(NEWCOMER)) || canonicalJson(value).includes(NEWCOMER),
          ),
        );
      expect(differing(ofNewcomer(expected), ofNewcomer(found)), fixture.id).toBe(null);
      expect(ofNewcomer(found).length).toBeGreaterThan(8);
      const plain = (deployment: FixtureDeployment, of: readonly Entry[]) => named(texts(renumbered(deployment, of)));
      if (isSame) expect(differing(plain(never, expected), plain(was, found)), fixture.id).toBe(null);

      const plans = was
        .streams()
        .flatMap((id) => was.streamOf(id).events.filter(({ type }) => type === "PlanProposed"));
      planned += plans.length;
      same += Number(isSame && plans.length > 0);
      skipped += Number(!isSame);
    }
    // The flag was really on: plans were made, most of them changed nothing, and with "on" at least one plan skipped a message.
    expect([planned > 8, same > 4, skipped > 0]).toEqual([true, true, kind === "on"]);
  });
});
