// The law of hearing, over random stories: whatever a person sends ends in a hold, or in a task that shows it, unless their own words are nothing
// but the ending. And an opt-out by any door has its row of the list.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { fold } from "../domain/contact/evolve.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import { eventInRow } from "../schema/events.ts";
import { suppressionStreamOf } from "../schema/ids.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { anyStory, deploymentAfter, type HonestDeployment, type Move } from "../testing/honest-log.ts";

const isHuman = (event: StoredEvent): event is EventOf<"SignalReceived"> =>
  event.type === "SignalReceived" &&
  (event.payload.kind === "lead" ||
    (event.payload.kind === "message" && event.payload.class !== "auto_reply" && event.payload.class !== "bounced"));

/** A bare opt-out or refusal: a person has nothing to read in it. */
const isBare = ({ payload }: EventOf<"SignalReceived">): boolean => payload.hearing?.marks.includes("alone") === true;

const shows = ({ type }: StoredEvent): boolean =>
  type === "PreviewHeld" || type === "DraftHeld" || type === "TaskRaised";

function contactsOf(deployment: HonestDeployment) {
  const streams = Map.groupBy(deployment.rows(), ({ streamId }) => streamId);
  return [...streams]
    .filter(([id]) => id.startsWith("ct_"))
    .map(([id, rows]) => ({ id, rows, events: rows.map((row) => eventInRow(row)) }));
}

/** The signals of people that nobody has seen, although nothing goes on for them. */
function unseenIn(deployment: HonestDeployment): readonly string[] {
  return contactsOf(deployment).flatMap(({ id, rows, events }) => {
    const state = fold(
      events,
      rows.map(({ hash }) => hash),
    );
    const isGoingOn = Object.values(state.runs).some(({ step }) => step !== "ended");
    if (state.erasedVersion !== null || isGoingOn) return [];
    return (
      events
        .filter((event) => isHuman(event))
        .filter((event) => !isBare(event) && !events.slice(event.version).some(shows))
        // A message that came to an open hold is on its page.
        .filter((event) => openAt(events, event.version) === 0)
        .map(({ version }) => `${id}@${version}`)
    );
  });
}

/** How many holds were open when the event came. */
function openAt(events: readonly StoredEvent[], version: number): number {
  const before = events.slice(0, version - 1);
  const opened = before.filter(({ type }) => type === "PreviewHeld" || type === "DraftHeld").length;
  const ended = before.filter(({ type }) =>
    ["PreviewConfirmed", "PreviewDismissed", "DraftApproved", "DraftRejected", "HoldExpired", "HoldVoided"].includes(
      type,
    ),
  ).length;
  return opened - ended;
}

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
        expect(unseenIn(deployment)).toEqual([]);
        expect(unlistedIn(deployment)).toEqual([]);
        people += contactsOf(deployment).flatMap(({ events }) => events.filter(isHuman)).length;
      }),
      runs(120),
    );
    expect(people).toBeGreaterThan(100);
  });

  it("is a law that a story without the tasks would break", async ({ expect }) => {
    const deployment = await deploymentAfter([move("suppress"), move("lead"), move("drain")]);
    const all = deployment.rows();
    const raised = all.find(({ body }) => body.includes('"TaskRaised"'))!;
    const rows = all.filter(({ streamId, version }) => streamId !== raised.streamId || version < raised.version);
    expect(unseenIn({ ...deployment, rows: () => rows })).toHaveLength(1);
  });
});
