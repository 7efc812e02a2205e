// On, then off, leaves no trace: what a deployment does after the flag was switched off is what one does that never had it on. Of somebody new it is
// the same byte for byte. Of somebody whose earlier runs were planned it is the same, too, once the events that the plans left (the calls, the plans)
// are not counted as versions, and what is a digest over versions goes by a name; unless a plan left a message out, which is a decision of that
// run and is remembered like any other.
import { afterAll, beforeAll, describe, it } from "vitest";
import { canonicalJson } from "../../schema/canonical.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { type ModelPeer, startModelPeer } from "../../testing/peers/model/peer.ts";
import { openModel } from "../../workers/model/model.ts";
import { type Deployment, idOf, type Models } from "../../testing/memory/deployment.ts";
import type { Fixture, FixtureStep } from "../../testing/memory/fixture.ts";
import { generatedFixtures } from "./generated-fixtures.ts";
import { type Entry, entriesOf, play, played } from "./run.ts";
import { sampleFixtures } from "./sample-fixtures.ts";

let peer: ModelPeer;
beforeAll(async () => {
  peer = await startModelPeer([{ behaviour: { kind: "answers" } }]);
});
afterAll(() => peer.close());

/** A planner that is on for everybody, and asks the peer over HTTP. */
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

/** A lead as far as it goes: previewed, drafted, sent, and looked at after its first wait. */
const wholeWay = (email: string, id: string): readonly FixtureStep[] => [
  lead(email, id),
  { do: "deliver" },
  { do: "click", type: "ConfirmPreview", email, by: "rosa", why: "fine" },
  { do: "deliver" },
  { do: "click", type: "ApproveDraft", email, by: "rosa", why: "fine" },
  { do: "deliver" },
  { do: "wait", hours: 80 },
  { do: "deliver" },
];

const NEWCOMER = "newcomer@later.example";
const emailsOf = ({ steps }: Fixture): readonly string[] => [
  ...new Set(steps.flatMap((step) => ("email" in step ? [step.email] : []))),
];

const fieldOf = (value: unknown, name: string): unknown => (value as Readonly<Record<string, unknown>>)[name];

/** How far a deployment had come: its streams' heights, and how much it had sent. */
const positionOf = (deployment: Deployment) => ({
  heights: new Map(deployment.streams().map((id) => [String(id), deployment.streamOf(id).events.length])),
  counts: [deployment.sent.length, deployment.mails.length, deployment.answers.length] as const,
});

/** What was written, sent and answered behind a place. */
const since = (
  deployment: Deployment,
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

/** Versions as they are where what the plans left is no version. */
function renumbered(deployment: Deployment, of: readonly Entry[]): readonly unknown[] {
  const numbers = new Map<string, readonly number[]>();
  for (const id of deployment.streams()) {
    let version = 0;
    const kept = deployment
      .streamOf(id)
      .events.map(({ type }) => (type === "LlmCalled" || type === "PlanProposed" ? version : (version += 1)));
    numbers.set(id, [0, ...kept]);
  }
  const numberOf = (id: string, version: number): number => numbers.get(id)?.[version] ?? version;
  const inText = (text: string): string =>
    text.replaceAll(
      /\b(ct_[0-9a-f]+)@(\d+)\b/g,
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
 * A draft’s digest covers the versions that it rests on, and approval, mail, tasks and messages are named after it. Each becomes a name by the order in
 * which they appear: what is the same stays the same, and what differs differs.
 */
const DERIVED = /\b(?:(ap|hp|msg|cmd|tk)_)?[0-9a-f]{32}(?:[0-9a-f]{32})?\b/g;

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

/** The first lines that are not the same; null where all are. */
function differing(expected: readonly string[], found: readonly string[]): object | null {
  const at = Array.from({ length: Math.max(expected.length, found.length) }).findIndex(
    (_, n) => expected[n] !== found[n],
  );
  return at === -1 ? null : { at, expected: expected[at], found: found[at] };
}

const texts = (values: readonly unknown[]): string[] => values.map((value) => canonicalJson(value));
const actionsOf = (deployment: Deployment): string =>
  deployment
    .streams()
    .flatMap((id) => deployment.streamOf(id).events)
    .flatMap((event) => (event.type === "ActionDecided" ? [`${event.payload.runId} ${event.payload.reason}`] : []))
    .join();

const GENERATED = 320;
/** The samples, and some of those that nobody wrote. */
const FIXTURES = [...sampleFixtures(), ...generatedFixtures(GENERATED).filter((_, index) => index % 40 === 0)];

describe.for([
  ["on", FIXTURES],
  ["shadow", sampleFixtures()],
] as const)("the flag %s, then off", { timeout: LONG_MILLISECONDS }, ([kind, fixtures]) => {
  it("leaves what comes after as if it had never been on", async ({ expect }) => {
    let [planned, skipped, same] = [0, 0, 0];
    for (const fixture of fixtures) {
      const [never, was] = await Promise.all([played(fixture), played(fixture, undefined, models(kind))]);
      const steps = [
        ...emailsOf(fixture).flatMap((email, index) => wholeWay(email, `again-${index}`)),
        ...wholeWay(NEWCOMER, "new"),
      ];
      was.deploy({});
      // What waited in a queue was sent while the flag was on, and is part of that time.
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
      const plain = (deployment: Deployment, of: readonly Entry[]) => named(texts(renumbered(deployment, of)));
      if (isSame) expect(differing(plain(never, expected), plain(was, found)), fixture.id).toBe(null);

      const plans = was
        .streams()
        .flatMap((id) => was.streamOf(id).events.filter(({ type }) => type === "PlanProposed"));
      planned += plans.length;
      same += Number(isSame && plans.length > 0);
      skipped += Number(!isSame);
    }
    // It was on: plans were made, most of them changed nothing, and where it acted one left a message out.
    expect([planned > 8, same > 4, skipped > 0]).toEqual([true, true, kind === "on"]);
  });
});
