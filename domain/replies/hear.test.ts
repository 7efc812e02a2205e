import * as fc from "fast-check";
import { describe, it } from "vitest";
import * as z from "zod";
import { sliceOf } from "../../testing/full.ts";
import { Instant } from "../../schema/formats.ts";
import { corpusFile, hostileTexts } from "../../testing/corpora.ts";
import { KINDS_OF_ASKS } from "../../testing/kind-lines.ts";
import { ASKS } from "../../testing/opt-out-lines.ts";
import { runs } from "../../testing/properties.ts";
import { quotedMails } from "../../testing/quoted-mails.ts";
import { HEADER_CHARACTERS, Language, ReadHeader } from "../../schema/hearing.ts";
import { hear } from "./hear.ts";
import type { Message } from "./message.ts";

const at = Instant.parse("2026-11-29T10:00:00.000Z");
const class_ = (message: Message) => hear(message, at).class;
const Case = z.object({
  expect: z.string().optional(),
  expectNot: z.string().optional(),
  items: z.array(z.object({ id: z.string(), text: z.string() })),
});
const itemsOf = (name: string) => Case.parse(JSON.parse(corpusFile(`field/${name}.json`)));

describe("messages in the shapes of public reports", () => {
  it.for(["c01", "c02"].flatMap((name) => itemsOf(name).items))(
    "$id is an opt-out and nothing else",
    (item, { expect }) => {
      expect(hear({ text: item.text }, at)).toMatchObject({ class: "unsubscribe", machine: null, mixed: false });
    },
  );

  it.for(itemsOf("c35").items)("$id is not refused", ({ text }, { expect }) => {
    expect(["interested", "info_request"]).toContain(hear({ text }, at).class);
  });

  it.for([
    ["Please remove me from your list and stop emailing me.", "unsubscribe"],
    ["UNSUBSCRIBE", "unsubscribe"],
    ["We have decided. Please send the contract today.", "interested"],
  ])("a form's text has its meaning, too: %s", ([text, as], { expect }) => {
    expect(hear({ text: text! }, at).class).toBe(as);
  });
});

describe("a message of one line", () => {
  it.for(["Newsletter abbestellen", "Newsletter abmelden", "Odhlásit odběr", "Unsubscribe"])(
    "that looks like a list's footer is the person's: %s",
    (text, { expect }) => {
      expect(hear({ text }, at)).toMatchObject({ class: "unsubscribe", machine: null, alone: true });
    },
  );
});

describe("a reply in each language, with each program's quotation of our mail", () => {
  const isQuote = ({ name }: { name: string }): boolean =>
    /, (?:marked|unmarked|signed|answered below|only below)$/.test(name);
  const mails = quotedMails().filter(isQuote);

  it("is covered: 20 languages and more, 6 programs, marked and unmarked quotes", ({ expect }) => {
    const partsOf = (at: number) => new Set(mails.map(({ name }) => name.split(", ")[at]));
    expect(partsOf(0).size).toBeGreaterThanOrEqual(20);
    expect(partsOf(1).size).toBe(6);
    expect(mails.filter(({ name }) => /, (?:un)?marked$/.test(name)).length).toBe(partsOf(0).size * 6 * 2);
  });

  it("is a person's and no opt-out, though our footer says how to unsubscribe", ({ expect }) => {
    const wrong = mails.filter(({ text }) => {
      const { class: as, machine, possibleOptOut } = hear({ subject: "Re: Hello", text }, at);
      return machine !== null || as === "unsubscribe" || possibleOptOut;
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it("is an opt-out where the person's own words are", ({ expect }) => {
    const wrong = mails.filter(({ name, own, text }, index) => {
      const asks = KINDS_OF_ASKS[Language.safeParse(name.split(",")[0]).data ?? "en"];
      const line = asks[index % asks.length] ?? "";
      return class_({ subject: "Re: Hello", text: text.replace(own.split("\n\n")[0] ?? own, line) }) !== "unsubscribe";
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });
});

describe("any message", () => {
  const texts = sliceOf(hostileTexts(), 6).map(({ text }) => text);
  const anyText = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: "grapheme", maxLength: 300 }), fc.string());
  const asks = Object.values(ASKS).flat();
  it("is heard without an error", ({ expect }) => {
    fc.assert(
      fc.property(anyText, anyText, (subject, text) => {
        expect(hear({ subject, text }, at).rule).toMatch(/^[\w.]{1,80}$/);
      }),
      runs(60),
    );
  });

  it("with a hostile text in every part is heard, and as a machine's sets nothing else", ({ expect }) => {
    for (const text of texts) {
      const headers = Object.fromEntries(ReadHeader.options.map((name) => [name, text.slice(0, HEADER_CHARACTERS)]));
      const reports = [{ address: text, action: text, status: text, diagnostic: text }];
      for (const message of [
        { subject: text, text },
        { subject: text, text: `Yes.\n\n${text}\n\n> ${text}`, headers, email: text },
        { text, reports },
        { subject: text, text, autoSubmitted: true, headers: { ...headers, "auto-submitted": "auto-replied" } },
      ]) {
        const heard = hear(message, at);
        expect(heard.rule).toMatch(/^[\w.]{1,80}$/);
        if (heard.machine === null) continue;
        expect(["auto_reply", "bounced"]).toContain(heard.class);
        expect(heard).toMatchObject({ mixed: false, alone: false, possibleOptOut: false });
      }
    }
  });

  it("of a machine is an automatic reply or a bounce, whatever it says", ({ expect }) => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.constantFrom(...asks)), (text) => {
        const heard = hear({ text, autoSubmitted: true, headers: { "auto-submitted": "auto-replied" } }, at);
        expect(["auto_reply", "bounced"]).toContain(heard.class);
        expect(heard).toMatchObject({ mixed: false, alone: false, possibleOptOut: false });
      }),
      runs(60),
    );
  });

  it("with a plain opt-out as a paragraph of a person is an opt-out, in any case and under any greeting", ({
    expect,
  }) => {
    const plain = fc.constantFrom(
      "Please remove me from your list.",
      "Bitte melden Sie mich ab.",
      "Merci de me désabonner.",
      "Quiero darme de baja.",
    );
    const beside = fc.constantFrom("Hello Robin,", "Our new office is in Leipzig.", "Was kostet das?", "Thanks!", "");
    fc.assert(
      fc.property(beside, plain, beside, fc.boolean(), (before, line, behind, isLoud) => {
        const text = `${before}\n\n${isLoud ? line.toUpperCase() : line}\n\n${behind}`;
        expect(class_({ text })).toBe("unsubscribe");
      }),
      runs(60),
    );
  });

  it("means the same in quotation marks, in capitals and above a signature", ({ expect }) => {
    fc.assert(
      fc.property(fc.constantFrom(...(ASKS.en ?? []), ...(ASKS.de ?? [])), (text) => {
        expect(class_({ text: text.toUpperCase() })).toBe("unsubscribe");
        expect(class_({ text: `"${text}"` })).toBe("unsubscribe");
        expect(class_({ text: `${text}\n\nMarta Muster\nEinkauf` })).toBe("unsubscribe");
      }),
      runs(60),
    );
  });
});
