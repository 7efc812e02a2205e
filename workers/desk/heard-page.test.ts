// Tests what the pages of a hold and a contact show of what came in: the latest of any class, and what the hold answers where that is another.
import { describe, it } from "vitest";
import { sampleInstallation } from "../../testing/desk/installation.ts";
import { sampleLog } from "../../testing/desk/log.ts";
import { signIn } from "../../testing/desk/visitor.ts";
import type { Move } from "../../testing/honest-log.ts";
import { deskApp } from "./app.tsx";

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
