// The law of hearing at the speed of decisions: over a million histories of one contact with `npm run test:full`, a slice otherwise. The same
// law over the whole system is in simulator/unseen.test.ts.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { drain, playStory, story } from "../../testing/contact/any-story.ts";
import type { AContact } from "../../testing/contact/scenario.ts";
import { isFull } from "../../testing/full.ts";
import { isHuman, unseenIn } from "../../testing/unseen.ts";
import { openHold } from "./state.ts";

const HISTORIES = isFull ? 1_000_000 : 500;
const HOURS_MILLISECONDS = 4 * 3_600_000;

/** What a flag leaves open: it voids the hold and the approval in the turn in which it is set. */
function openBesideFlag({ stream: { contact } }: AContact): readonly string[] {
  if (!Object.values(contact.flags).some((isSet) => isSet)) return [];
  const approvals = Object.values(contact.approvals).filter(({ voided, claim }) => !voided && !claim);
  return [openHold(contact)?.holdId ?? [], approvals.map(({ approvalId }) => approvalId)].flat();
}

describe("nothing of a person ends unseen", { timeout: HOURS_MILLISECONDS }, () => {
  it(`in ${HISTORIES.toLocaleString("en")} histories, and no flag leaves anything open`, ({ expect }) => {
    let people = 0;
    let endings = 0;
    fc.assert(
      fc.property(story, (scenes) => {
        const contact = playStory(scenes, (seen) => {
          if (openBesideFlag(seen).length > 0) throw new Error(`open beside a flag: ${openBesideFlag(seen).join(" ")}`);
        });
        drain(contact);
        const { events, contact: state } = contact.stream;
        const unseen = unseenIn(events, state);
        if (unseen.length > 0) throw new Error(`unseen: ${unseen.join(" ")}`);
        people += events.filter((event) => isHuman(event)).length;
        endings += Object.values(state.flags).some((isSet) => isSet) ? 1 : 0;
      }),
      { numRuns: HISTORIES, ...(isFull ? {} : { seed: 1 }) },
    );
    expect(people).toBeGreaterThan(HISTORIES);
    expect(endings).toBeGreaterThan(HISTORIES / 10);
  });
});
