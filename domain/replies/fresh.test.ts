// Tests the readers on replies and mails that were written before their rules (samples/corpora/hear). Each miss is listed: one that is mended
// is taken off the list, and a new one is mended.
import { describe, it } from "vitest";
import {
  FRESH_SETS,
  type FreshCase,
  freshCases,
  type FreshMail,
  freshMails,
  HEARD_ON,
} from "../../testing/hear-cases.ts";
import { Instant } from "../../schema/formats.ts";
import { hear } from "./hear.ts";
import { messageOf, readMail } from "./mail.ts";
import type { Heard } from "./message.ts";

const at = Instant.parse(`${HEARD_ON}T09:00:00.000Z`);
const LIMITS = { rawBytes: 1_000_000, textCharacters: 16_000 };

const CLASS_MISSES: Readonly<Record<string, string>> = {
  "fresh-men-de-002": "a wish and a modal question: an answer is held all the same",
  "fresh-men-de-010": "asks to be taken back, and is held as a question",
  "fresh-men-fi-002": "no word of the lexicon for a call; a person reads it",
  "fresh-men-tr-002": "no word of the lexicon for a call; a person reads it",
  "fresh-ans-en-009": "asks when to meet: a question by its words",
  "fresh-ans-de-009": "asks for a trial: interested by its words",
  "fresher-opt-de-009": "asks whether one can, and then for it; a task asks a person",
  "fresher-opt-zh-003": "your system, in the words of a mention; a task asks a person",
  "fresher-ans-en-001": "send the invite: a question by its words",
};

/** Alone, and called not so: a task too much. The other way round, a person's words would be unseen: of these there is none. */
const ALONE_MISSES: Readonly<Record<string, string>> = {
  "fresh-opt-zh-004": "a greeting before a comma",
  "fresh-ref-es-002": "for the moment: a later time",
  "fresher-opt-de-001": "gladly, in the words of a wish",
  "fresher-opt-de-003": "on behalf of, above a name and a department",
};

const MAIL_MISSES: Readonly<Record<string, string>> = {
  "fresher-machine-002": "the dot of a day cuts the sentence with the closure, and the rest is unknown",
};

const heardOf = ({ subject, text }: FreshCase): Heard => hear({ subject, text }, at);
const all = FRESH_SETS.flatMap(freshCases).map((each) => ({ ...each, heard: heardOf(each) }));
const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

describe("a reply that no rule had seen", () => {
  it("has its class, except for the listed ones", ({ expect }) => {
    const missed = all.filter(({ expect: right, heard }) => !right.includes(heard.class));
    expect(idsOf(missed)).toEqual(Object.keys(CLASS_MISSES));
  });

  it("unsubscribes nobody who did not ask for it", ({ expect }) => {
    expect(idsOf(all.filter(({ kind, heard }) => kind !== "opt_out" && heard.class === "unsubscribe"))).toEqual([]);
  });

  it("ends nothing unseen that buys, asks or only mentions an end", ({ expect }) => {
    const isOpen = ({ kind }: FreshCase): boolean => kind === "mention" || kind === "answer";
    expect(idsOf(all.filter((each) => isOpen(each) && (each.heard.alone || each.heard.machine !== null)))).toEqual([]);
  });

  it("is called alone only where nothing stands beside the ending", ({ expect }) => {
    expect(idsOf(all.filter(({ alone, heard }) => alone !== true && heard.alone))).toEqual([]);
    const missed = all.filter(
      ({ alone, heard, expect: right }) => alone && right.includes(heard.class) && !heard.alone,
    );
    expect(idsOf(missed)).toEqual(Object.keys(ALONE_MISSES));
  });

  it.for([
    ["en and de", 0.98, (language: string) => language === "en" || language === "de"],
    ["other languages", 0.98, (language: string) => language !== "en" && language !== "de"],
  ] as const)("is found as an opt-out in %s", ([, least, isOf], { expect }) => {
    const asks = all.filter(({ kind, language }) => kind === "opt_out" && isOf(language));
    const found = asks.filter(({ heard }) => heard.class === "unsubscribe");
    expect(found.length / asks.length).toBeGreaterThanOrEqual(least);
  });
});

describe("a whole mail that no rule had seen", () => {
  const mails = FRESH_SETS.flatMap(freshMails);
  const isRight = (row: FreshMail, { class: as, machine, leftCompany }: Heard): boolean => {
    if (row.kind === "person") return machine === null && row.expect.includes(as);
    if (row.kind === "report") return machine !== null && (as === "bounced") === row.final;
    return machine !== null && as === "auto_reply" && leftCompany === (row.left ?? false);
  };

  it.for(mails)("is a $kind: $id, $what", async (row, { expect }) => {
    const mail = await readMail(new TextEncoder().encode(row.mail), LIMITS);
    expect(isRight(row, hear(messageOf(mail), at))).toBe(MAIL_MISSES[row.id] === undefined);
  });
});
