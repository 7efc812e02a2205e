// Tests whose words the pages call untrusted: a stranger's and a model's, and never our people's, our templates' or what code made.
import * as z from "zod";
import { describe, it } from "vitest";
import { sampleInstallation } from "../../testing/desk/installation.ts";
import { LEADS } from "../../testing/desk/leads.ts";
import { signIn } from "../../testing/desk/visitor.ts";
import type { TimelineEntry } from "../../schema/answers.ts";
import { EVENTS } from "../../schema/events.ts";
import { deskApp } from "./app.tsx";
import { isTheirs, WORD_PLACES } from "./event-words.ts";

const entry = (type: string, payload: object = {}): TimelineEntry => ({
  version: 1,
  type,
  writer: "desk",
  at: "2026-11-22T12:00:00.000Z",
  payload: JSON.stringify(payload),
  provenance: "{}",
  words: null,
  sealed: true,
  hash: "",
});

/** The fields of the sealed words of each type. */
const worded = Object.entries(EVENTS).flatMap(([type, { sealed }]) =>
  sealed instanceof z.ZodObject ? [[type, Object.keys(sealed.shape)] as const] : [],
);

describe("the words of an event", () => {
  it("have an owner in every field of every type", ({ expect }) => {
    const places = Object.entries(WORD_PLACES).map(([type, own]) => [type, Object.keys(own).toSorted()]);
    expect(Object.fromEntries(places)).toEqual(
      Object.fromEntries(worded.map(([type, fields]) => [type, fields.toSorted()])),
    );
    expect(
      Object.entries(EVENTS).every(([, { sealed }]) => sealed instanceof z.ZodObject || sealed instanceof z.ZodNever),
    ).toBe(true);
  });

  it("are ours where a person gives a reason, in every type, and theirs where nobody knows", ({ expect }) => {
    const types = Object.keys(EVENTS);
    expect(types.filter((type) => isTheirs(entry(type), "why", []))).toEqual([]);
    expect(types.filter((type) => !isTheirs(entry(type), "unheard_of", []))).toEqual([]);
    expect(isTheirs(entry("OfANewerRelease"), "text", [])).toBe(true);
  });

  const draft = (of: object) => entry("DraftHeld", { draftId: "dr_1", action: "initial", ...of });
  const edited = entry("DraftEdited", { draftId: "dr_1" });
  const cases: readonly (readonly [string, TimelineEntry, string, readonly TimelineEntry[], boolean])[] = [
    ["a template's text", draft({}), "body", [draft({})], false],
    ["a template's subject", draft({}), "subject", [draft({})], false],
    [
      "the subject of an answer, which repeats theirs",
      draft({ action: "reply" }),
      "subject",
      [draft({ action: "reply" })],
      true,
    ],
    ["the text of an answer by a template", draft({ action: "reply" }), "body", [draft({ action: "reply" })], false],
    ["a text of which the model is not known", draft({ writing: "x" }), "body", [draft({ writing: "x" })], true],
    ["our footer", draft({ writing: "x" }), "footer", [], false],
    ["their address", draft({}), "recipient", [draft({})], true],
    ["an edited template", edited, "body", [draft({})], false],
    ["an edited draft of a model", edited, "diff", [draft({ writing: "x" })], true],
    ["an edit without its draft", edited, "body", [], true],
    ["a plan's reply", entry("PlanProposed"), "reply", [], true],
    ["what a form says", entry("SignalReceived"), "signal", [], true],
    ["a name that our person corrected", entry("ContactCorrected"), "name", [], false],
  ];
  it.for(cases)("%s", ([, one, field, entries, is], { expect }) => {
    expect(isTheirs(one, field, entries)).toBe(is);
  });
});

describe("the page of a contact", () => {
  /** The texts of the frames that are called untrusted, and of the others. */
  const framesOf = (html: string) => {
    const frames = [...html.matchAll(/<figure class="quoted[^"]*">.*?<\/figure>/gs)].map(([frame]) => frame);
    const isTagged = (frame: string): boolean => frame.includes("tag untrusted");
    return {
      untrusted: frames.filter(isTagged).join(),
      ours: frames.filter((frame) => !isTagged(frame)).join(),
    };
  };

  it.for(LEADS.filter(({ draft }) => draft).map((lead) => [lead.key, lead] as const))(
    "calls untrusted what %s and a model wrote, and not our template's text",
    async ([key, lead], { expect }) => {
      const { desk, holdOf } = sampleInstallation();
      const { get } = await signIn(deskApp(desk));
      const { untrusted, ours } = framesOf(await (await get(`/contacts/${holdOf(key).streamId}`)).text());
      const isByModel = lead.written?.outcome === "written" || lead.written?.outcome === "rewritten";
      const first = (lead.draft?.body ?? "").split(/[\n'’"&<]/)[0] ?? "";
      expect(first.length).toBeGreaterThan(3);
      expect([untrusted.includes(first), ours.includes(first)]).toEqual(isByModel ? [true, false] : [false, true]);
      expect(untrusted).toContain(lead.email.split("@")[1]);
      expect(ours).toContain("desk.example/u/");
    },
  );
});
