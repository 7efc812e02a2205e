// Tests what the page of a hold says when its run was graded again: what changed, that an edited draft was kept, and where the new hold is.
import { describe, it } from "vitest";
import { holdAnswerOf } from "../../domain/contact/views.ts";
import { deploymentAfter, type Move } from "../../testing/honest-log.ts";
import { ADA, idOf } from "../../testing/people.ts";
import { HoldPage } from "./pages/hold-page.tsx";
import type { View } from "./pages/view.ts";

const view: View = {
  session: { identity: "grace" } as View["session"],
  now: new Date("2026-11-22T12:00:00.000Z"),
  people: [],
  section: "/",
  listTrouble: null,
  dispatching: { isStopped: false, version: 0, stop: null, waiting: [], isCut: false },
  notice: null,
  styleVersion: "1",
  stamp: () => "",
  may: () => null,
};
const ada = idOf(ADA);

/** The pages of the contact's holds after the moves, in the order in which the holds were opened. */
async function pagesAfter(...names: readonly Move["what"][]): Promise<readonly string[]> {
  const story = names.map((what) => ({ what, who: 0, pick: what === "facts" ? 1 : 0 }));
  const stream = (await deploymentAfter(story)).streamOf(ada);
  const holds = Object.values(stream.contact.holds);
  return Promise.all(
    holds.map(async ({ holdId }) => {
      const { hold, timeline, flags, replacement = null } = holdAnswerOf(stream, ada, holdId);
      const opened = { hold: hold!, timeline, flags, replacement, differing: [], score: null, companies: new Map() };
      return String(await HoldPage({ view, opened })).replaceAll(/\s+/g, " ");
    }),
  );
}

describe("the page of a hold", () => {
  it("says what changed, and the page of the hold before links to it", async ({ expect }) => {
    const [before, now] = await pagesAfter("lead", "drain", "company", "facts", "gradeAgain");
    expect(now).toContain("Graded again");
    expect(now).toContain("qualification 0.70 → 1.00, opportunity 0.50 → 0.60.");
    expect(now).toContain("The company is recorded now, as known.");
    expect(now).toContain("New: <bdi>funding: … (test)</bdi>");
    const [, link = ""] = /It took the place of <a href="(\/holds\/[^"]+)">/.exec(now ?? "") ?? [];
    expect(before).not.toContain(`action="${link}/confirm"`);
    expect(before).toContain("so it was graded again");
    expect(before).toMatch(/<a class="button primary" href="\/holds\/[^"]+">The new one is here</);
    expect(before).not.toContain("Graded again</span>");
  });

  it("says that an edited draft was kept", async ({ expect }) => {
    const pages = await pagesAfter("lead", "drain", "confirm", "drain", "edit", "company", "gradeAgain");
    expect(pages).toHaveLength(2);
    expect(pages[1]).toContain("graded again since it was edited");
    expect(pages[1]).toContain("A person edited this draft, so it was kept.");
    expect(pages[1]).toContain("/approve");
  });
});
