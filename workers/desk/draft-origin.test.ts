import { describe, it } from "vitest";
import { deskApp } from "./app.tsx";
import { originOf } from "./draft-origin.ts";
import { GRACE, sampleHouse, type SampleHouse } from "../../testing/desk/house.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";

const timelineOf = ({ desk, holdOf }: SampleHouse, key: string) =>
  desk.port.timeline({ contactId: holdOf(key).streamId });
const holdPage = async (house: SampleHouse, key: string): Promise<string> => {
  const visitor = await signIn(deskApp(house.desk));
  return (await visitor.get(`/holds/${house.holdOf(key).holdId}`)).text();
};
const holdJson = async (house: SampleHouse, key: string): Promise<{ readonly writing: unknown }> => {
  const headers = { authorization: `Bearer ${GRACE.token}` };
  const answer = await deskApp(house.desk).request(`${ORIGIN}/api/v1/holds/${house.holdOf(key).holdId}`, { headers });
  return answer.json();
};

describe("the origin of a model's draft", () => {
  it("has what each claim cites, as the model read it", async ({ expect }) => {
    const house = sampleHouse();
    const origin = originOf(house.holdOf("hedy"), await timelineOf(house, "hedy"));
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
    const house = sampleHouse();
    for (const key of ["ada", "noor"]) expect(originOf(house.holdOf(key), await timelineOf(house, key))).toBeNull();
  });

  it("stays after an edit, and names the person who edited", async ({ expect }) => {
    const house = sampleHouse();
    const hold = house.holdOf("hedy");
    const timeline = await timelineOf(house, "hedy");
    const [last] = timeline.entries.slice(-1) as [(typeof timeline.entries)[number]];
    const payload = JSON.stringify({ draftId: hold.draftId, by: "linus", digest: "0".repeat(64) });
    const edited = { ...timeline, entries: [...timeline.entries, { ...last, type: "DraftEdited", payload }] };
    expect(originOf(hold, edited)).toMatchObject({ outcome: "rewritten", editedBy: "linus" });
  });

  it("stands on the page with its flags above the text, and no control within it", async ({ expect }) => {
    const page = await holdPage(sampleHouse(), "hedy");
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

  it("is in the API's answer", async ({ expect }) => {
    const house = sampleHouse();
    expect((await holdJson(house, "hedy")).writing).toMatchObject({ outcome: "rewritten", claims: { length: 4 } });
    expect((await holdJson(house, "ada")).writing).toBeNull();
    expect((await holdJson(house, "noor")).writing).toBeNull();
  });

  it("is not shown after the contact is erased", async ({ expect }) => {
    const house = sampleHouse();
    const { streamId } = house.holdOf("hedy");
    await house.desk.port.erase({ contactId: streamId } as Parameters<typeof house.desk.port.erase>[0]);
    expect(originOf(house.holdOf("hedy"), await timelineOf(house, "hedy"))).toBeNull();
    expect((await holdJson(house, "hedy")).writing).toBeNull();
    expect(await holdPage(house, "hedy")).not.toMatch(/Graz|How it was written|growing/);
  });
});
