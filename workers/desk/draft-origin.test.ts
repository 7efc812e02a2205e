// Tests what a reviewer sees of how a model's draft was written, on the hold's page and in the API.
import { describe, it } from "vitest";
import { deskApp } from "./app.tsx";
import type { CommandOf } from "../../schema/commands.ts";
import { askOne, performOne } from "../../schema/only-answer.ts";
import { originOf } from "./draft-origin.ts";
import { GRACE, sampleInstallation, type SampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";

const timelineOf = ({ desk, holdOf }: SampleInstallation, key: string) =>
  askOne(desk.port, { type: "Timeline", contactId: holdOf(key).streamId, by: "rosa" });
const holdPage = async (installation: SampleInstallation, key: string): Promise<string> => {
  const visitor = await signIn(deskApp(installation.desk));
  return (await visitor.get(`/holds/${installation.holdOf(key).holdId}`)).text();
};
const holdJson = async (installation: SampleInstallation, key: string): Promise<{ readonly writing: unknown }> => {
  const headers = { authorization: `Bearer ${GRACE.token}` };
  const answer = await deskApp(installation.desk).request(`${ORIGIN}/api/v1/holds/${installation.holdOf(key).holdId}`, {
    headers,
  });
  return answer.json();
};

describe("the origin of a model's draft", () => {
  it("has what each claim cites, as the model read it", async ({ expect }) => {
    const installation = sampleInstallation();
    const origin = originOf(installation.holdOf("hedy"), await timelineOf(installation, "hedy"));
    expect(origin).toMatchObject({
      outcome: "rewritten",
      offences: ["promise_without_evidence", "link"],
      template: "reply",
      editedBy: null,
    });
    expect(origin?.claims?.map(({ cites }) => cites.map(({ ref, table }) => `${ref} ${table}`))).toEqual([
      ["S4 events"],
      ["S2 companies", "S3 company_facts"],
      ["S5 policy"],
      [],
    ]);
    expect(origin?.given?.[2]).toMatchObject({ about: "fact:office", text: "opened an office in Graz in October" });
  });

  it("is null for a template's draft and for a preview", async ({ expect }) => {
    const installation = sampleInstallation();
    for (const key of ["ada", "noor"])
      expect(originOf(installation.holdOf(key), await timelineOf(installation, key))).toBeNull();
  });

  it("stays after an edit, and names the person who edited", async ({ expect }) => {
    const installation = sampleInstallation();
    const hold = installation.holdOf("hedy");
    const timeline = await timelineOf(installation, "hedy");
    const [last] = timeline.entries.slice(-1) as [(typeof timeline.entries)[number]];
    const payload = JSON.stringify({ draftId: hold.draftId, by: "linus", digest: "0".repeat(22) });
    const edited = { ...timeline, entries: [...timeline.entries, { ...last, type: "DraftEdited", payload }] };
    expect(originOf(hold, edited)).toMatchObject({ outcome: "rewritten", editedBy: "linus" });
  });

  it("stands on the page with its flags above the text, and no control within it", async ({ expect }) => {
    const page = await holdPage(sampleInstallation(), "hedy");
    const [look, text, how, decision] = [
      page.indexOf("Look at this first"),
      page.indexOf("Congratulations on the new office"),
      page.indexOf("How it was written"),
      page.indexOf("Your decision"),
    ];
    expect(look).toBeGreaterThan(0);
    expect(text).toBeGreaterThan(look);
    expect(how).toBeGreaterThan(text);
    expect(decision).toBeGreaterThan(how);
    expect(page.slice(how, decision)).not.toMatch(/<(form|input|button|textarea|a)\b/);
  });

  it("shades the statements that people adopted, and nothing else of the text", async ({ expect }) => {
    const page = await holdPage(sampleInstallation(), "hedy");
    expect([...page.matchAll(/<span class="told"[^>]*>([^<]*)<\/span>/g)].map(([, text]) => text)).toEqual([
      "A person reads and answers every reply.",
    ]);
    expect(page).toContain("shaded: a statement of yours, word for word; nobody here adopted the rest");
    expect(await holdPage(sampleInstallation(), "ada")).not.toContain('class="told"');
  });

  it("lists the sentences to compare below the text, with the words that nobody wrote", async ({ expect }) => {
    const page = await holdPage(sampleInstallation(), "hedy");
    const list = page.slice(page.indexOf("Compare before you approve"), page.indexOf("Footer, added"));
    expect(list).not.toMatch(/<(form|input|button|textarea|a)\b/);
    expect([...list.matchAll(/<mark>([^<]*)<\/mark>/g)].map(([, word]) => word)).toEqual(["planner"]);
    expect(list).toContain("Nobody wrote: planner.");
    expect(await holdPage(sampleInstallation(), "ada")).not.toContain("Compare before you approve");
  });

  it("is in the API's answer", async ({ expect }) => {
    const installation = sampleInstallation();
    expect((await holdJson(installation, "hedy")).writing).toMatchObject({
      outcome: "rewritten",
      claims: { length: 4 },
    });
    expect((await holdJson(installation, "ada")).writing).toBeNull();
    expect((await holdJson(installation, "noor")).writing).toBeNull();
  });

  it("is not shown after the contact is erased", async ({ expect }) => {
    const installation = sampleInstallation();
    const { streamId } = installation.holdOf("hedy");
    await performOne(installation.desk.port, {
      type: "EraseContact",
      contactId: streamId,
    } as CommandOf<"EraseContact">);
    expect(originOf(installation.holdOf("hedy"), await timelineOf(installation, "hedy"))).toBeNull();
    expect((await holdJson(installation, "hedy")).writing).toBeNull();
    expect(await holdPage(installation, "hedy")).not.toMatch(/Graz|How it was written|growing/);
  });
});
