// Tests the readers of a mail's structure on messages in the shapes of public bug reports: what is quoted, what a machine wrote, what a
// delivery report means. The classes of people's words are tested with the words.
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusFile } from "../../testing/corpora.ts";
import { machineMail, saysLeft } from "./machine.ts";
import { ownWords, stripPrefixes } from "./own-words.ts";

const Item = z.object({
  id: z.string(),
  subject: z.string().optional(),
  text: z.string().optional(),
  auto: z.string().optional(),
  expect: z.string().optional(),
  expectNot: z.string().optional(),
});
const Case = z.object({ expect: z.string().optional(), expectNot: z.string().optional(), items: z.array(Item) });

const itemsOf = (name: string) => {
  const { items, expect, expectNot } = Case.parse(JSON.parse(corpusFile(`field/${name}.json`)));
  return items.map((item) => ({
    text: "",
    ...item,
    wanted: item.expect ?? expect,
    unwanted: item.expectNot ?? expectNot,
  }));
};
const read = ({ subject, text, auto }: { subject?: string | undefined; text: string; auto?: string | undefined }) =>
  machineMail({ subject, text, ...(auto === undefined ? {} : { headers: { "auto-submitted": auto } }) });

describe("quoted history", () => {
  it.for([...itemsOf("c03"), ...itemsOf("c03b")])("$id is a person's, without our footer", ({ text }, { expect }) => {
    const own = ownWords({ text }).text;
    expect(own).toBe(text.split("\n")[0]);
    expect(read({ text })).toBeNull();
  });

  it("of 73 kB and 12 kB leaves the one line above or below it", ({ expect }) => {
    const line = "> Hello Marta, here is what we do. You can unsubscribe at any time.\n";
    const attribution = "On Fri, Nov 27, 2026 at 1:55 PM Robin Sample <robin@sampleworks.example> wrote:\n\n";
    expect(ownWords({ text: `Yes, please call me.\n\n${attribution}${line.repeat(1_100)}` }).text).toBe(
      "Yes, please call me.",
    );
    expect(ownWords({ text: `${attribution}${line.repeat(180)}\nPlease unsubscribe me.` }).text).toBe(
      "Please unsubscribe me.",
    );
  });
});

describe("a machine's mail", () => {
  it.for([...itemsOf("c04"), ...itemsOf("c36"), ...itemsOf("c37")])(
    "$id is $wanted",
    ({ wanted, ...item }, { expect }) => {
      expect(read(item)?.kind).toBe(wanted === "bounced" ? "report_final" : wanted);
      expect(saysLeft(item.text)).toBe(item.id === "left-company");
    },
  );
});

describe("a delivery report", () => {
  it.for(itemsOf("c05"))("$id is final only where the address is gone", ({ wanted, ...item }, { expect }) => {
    const kind = read(item)?.kind;
    if (wanted === "bounced") expect(kind).toBe("report_final");
    else expect(kind).toBe(item.id === "human-asks" ? undefined : "report_soft");
  });

  it.for(["Undelivered Mail Returned to Sender", "Unzustellbar: Ihre Anfrage"])(
    "from a daemon is about the person: %s",
    (subject, { expect }) => {
      const text =
        "<marta@c06.example.net>: 550 5.1.1 user unknown\n\nFinal-Recipient: rfc822; marta@c06.example.net\nAction: failed\nStatus: 5.1.1";
      expect(
        machineMail({ subject, text, autoSubmitted: true, email: "mailer-daemon@mx.c06relay.example.net" })?.kind,
      ).toBe("report_final");
    },
  );
});

describe("a subject's prefixes", () => {
  it.for(itemsOf("c33"))("of $id are taken off: $subject", ({ subject = "" }, { expect }) => {
    expect(stripPrefixes(subject)).toBe(subject.replace(/^.*[:：](?:\s*\[EXTERNAL\])?\s*/u, ""));
  });
});
