// The law of hearing, over random stories: whatever a person sends ends in a hold, or in a task that shows it, unless their own words are nothing
// but the ending. And an opt-out by any door has its row of the list.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { fold } from "../domain/contact/evolve.ts";
import { eventInRow } from "../schema/events.ts";
import { suppressionStreamOf } from "../schema/ids.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { isHuman, unseenIn } from "../testing/unseen.ts";
import { anyStory, deploymentAfter, type HonestDeployment, type Move } from "../testing/honest-log.ts";

function contactsOf(deployment: HonestDeployment) {
  const streams = Map.groupBy(deployment.rows(), ({ streamId }) => streamId);
  return [...streams]
    .filter(([id]) => id.startsWith("ct_"))
    .map(([id, rows]) => ({ id, rows, events: rows.map((row) => eventInRow(row)) }));
}

/** The signals of people that nobody has seen, although nothing goes on for them. */
const unseenOf = (deployment: HonestDeployment): readonly string[] =>
  contactsOf(deployment).flatMap(({ id, rows, events }) => {
    const hashes = rows.map(({ hash }) => hash);
    return unseenIn(events, fold(events, hashes)).map((version) => `${id}@${version}`);
  });

/** Opt-outs whose mailbox never was on the list. */
function unlistedIn(deployment: HonestDeployment): readonly string[] {
  const listed = new Set(deployment.rows().map(({ streamId }) => streamId));
  return contactsOf(deployment).flatMap(({ id, events }) => {
    /** What was known of the mailbox by then: an outcome alone has no address. */
    const known = (version: number) =>
      events
        .slice(0, version)
        .flatMap((event) =>
          event.type === "SignalReceived" || event.type === "HistoryImported" ? [event.payload.lookups] : [],
        );
    return events
      .filter(
        (event) =>
          (event.type === "ContactFlagged" && event.payload.on && event.payload.flag !== "replied") ||
          (event.type === "HistoryImported" && event.payload.flags.some((flag) => flag !== "replied")),
      )
      .filter(({ version }) => {
        const lookups = known(version);
        return lookups.length > 0 && !lookups.some(({ comparison }) => listed.has(suppressionStreamOf(comparison)));
      })
      .map(({ version }) => `${id}@${version}`);
  });
}

const move = (what: Move["what"], pick = 0, who = 0): Move => ({ what, who, pick });

describe("nothing of a person ends unseen", { timeout: LONG_MILLISECONDS * 2 }, () => {
  it("in any story, and each opt-out has its row of the list", async ({ expect }) => {
    let people = 0;
    await fc.assert(
      fc.asyncProperty(anyStory(50), async (story) => {
        const deployment = await deploymentAfter(story);
        await deployment.drain();
        expect(unseenOf(deployment)).toEqual([]);
        expect(unlistedIn(deployment)).toEqual([]);
        people += contactsOf(deployment).flatMap(({ events }) => events.filter(isHuman)).length;
      }),
      runs(120),
    );
    expect(people).toBeGreaterThan(100);
  });

  it("and an address that is final by many soft reports is on the list before its flag", async ({ expect }) => {
    const story = [move("lead"), move("drain"), move("softReports"), move("lead"), move("drain")];
    const deployment = await deploymentAfter(story);
    const causes = contactsOf(deployment).flatMap(({ events }) =>
      events.flatMap(({ type, payload }) => (type === "ContactFlagged" ? [payload.cause] : [])),
    );
    expect(causes).toEqual(["soft_reports"]);
    expect(unlistedIn(deployment)).toEqual([]);
    expect(unseenOf(deployment)).toEqual([]);
  });

  it("is a law that a story without the tasks would break", async ({ expect }) => {
    const deployment = await deploymentAfter([move("suppress"), move("lead"), move("drain")]);
    const all = deployment.rows();
    const raised = all.find(({ body }) => body.includes('"TaskRaised"'))!;
    const rows = all.filter(({ streamId, version }) => streamId !== raised.streamId || version < raised.version);
    expect(unseenOf({ ...deployment, rows: () => rows })).toHaveLength(1);
  });
});
