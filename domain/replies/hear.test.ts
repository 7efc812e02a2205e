import * as fc from "fast-check";
import { describe, it } from "vitest";
import * as z from "zod";
import { Instant } from "../../schema/formats.ts";
import { corpusFile, hostileTexts } from "../../testing/corpora.ts";
import { ASKS } from "../../testing/opt-out-lines.ts";
import { runs } from "../../testing/properties.ts";
import { hear } from "./hear.ts";
import type { Message } from "./message.ts";

const at = Instant.parse("2026-11-29T10:00:00.000Z");
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

describe("any message", () => {
  const texts = hostileTexts().map(({ text }) => text);
  const anyText = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: "grapheme", maxLength: 300 }), fc.string());
  const asks = Object.values(ASKS).flat();
  const class_ = (message: Message) => hear(message, at).class;

  it("is heard without an error", ({ expect }) => {
    fc.assert(
      fc.property(anyText, anyText, (subject, text) => {
        expect(hear({ subject, text }, at).rule).toMatch(/^[\w.]{1,80}$/);
      }),
      runs(60),
    );
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
