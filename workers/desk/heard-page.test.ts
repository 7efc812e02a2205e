// Tests what the pages of a hold and a contact show of what came in: the latest of any class, and what the hold answers where that is another.
import { describe, it } from "vitest";
import { sampleInstallation } from "../../testing/desk/installation.ts";
import { sampleLog } from "../../testing/desk/log.ts";
import { signIn } from "../../testing/desk/visitor.ts";
import type { Move } from "../../testing/honest-log.ts";
import { deskApp } from "./app.tsx";
import { HoldPage } from "./pages/hold-page.tsx";
import type { View } from "./pages/view.ts";

const move = (what: Move["what"], pick = 0): Move => ({ what, who: 0, pick });
/** A question that is held, and then the message of a pick. */
const held = (then?: number): readonly Move[] => [
  move("lead"),
  move("onward", 1),
  move("onward", 1),
  move("message", 1),
  move("drain"),
  ...(then === undefined ? [] : [move("message", then), move("drain")]),
];
const OUT_OF_OFFICE = 4;

async function pageOf(story: readonly Move[]): Promise<string> {
  const log = await sampleLog({ story });
  const { desk } = sampleInstallation({ log });
  const visitor = await signIn(deskApp(desk));
  return (await (await visitor.get(`/contacts/${log.contactId}`)).text()).replaceAll(/\s+/g, " ");
}

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

/** The page of the open hold, by the contact's own timeline. */
async function holdPageOf(story: readonly Move[]): Promise<string> {
  const log = await sampleLog({ story });
  const row = (await log.record(log.contactId)).holds.find(({ state }) => state === "open")!;
  const timeline = log.timeline(log.contactId)!;
  const flags = { do_not_contact: false, bounced: false, unsubscribed: false, replied: false };
  const gate = { where: "hold" as const, flags, revision: 0 };
  const hold = { row, digest: null, text: null, evidence: [], gate, unwritable: null };
  const opened = { hold, flags: null, timeline, differing: [], score: null, companies: new Map(), replacement: null };
  return String(await HoldPage({ view, opened })).replaceAll(/\s+/g, " ");
}

describe("the page of a hold", () => {
  it("shows a form that it answers once, with the person", async ({ expect }) => {
    const page = await holdPageOf([move("lead"), move("drain")]);
    expect(page).toContain("Please send a quote.");
    expect(page).not.toContain("They wrote last");
  });

  it("shows the message that it answers, and apart from it an automatic reply that came later", async ({ expect }) => {
    expect(await holdPageOf(held())).toContain("They wrote last, and this preview answers it");
    const page = await holdPageOf(held(OUT_OF_OFFICE));
    const [, last = "", answered = ""] = page.split(/<h2>(?:They wrote last|What this preview answers)<\/h2>/);
    expect(last).toContain("This preview does not answer it.");
    expect(last).toContain("an automatic reply");
    expect(answered).toContain("What does it cost?");
  });
});

describe("the page of a contact", () => {
  it("shows what came in last, and that the open hold answers it", async ({ expect }) => {
    const page = await pageOf(held());
    expect(page).toContain("They wrote last, and this preview answers it");
    expect(page).not.toContain("What this preview answers");
  });

  it("shows an automatic reply and apart from it what the open hold answers", async ({ expect }) => {
    const page = await pageOf(held(OUT_OF_OFFICE));
    const [, last = "", answered = ""] = page.split(/<h2>(?:They wrote last|What this preview answers)<\/h2>/);
    expect(last).toContain("This preview does not answer it.");
    expect(last).toContain("an automatic reply");
    expect(last).toContain("not before");
    expect(answered).toContain("What does it cost?");
  });
});
