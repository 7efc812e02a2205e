// Tests the class that a model's reply gives, for any reply and any text of a person, and the request to the model.
import { SYSTEM_KEY } from "../../testing/people.ts";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { hostileTexts } from "../../testing/corpora.ts";
import { ReceiveSignal } from "../../schema/commands.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { receiptOf } from "../../schema/ids.ts";
import { ReplyClass } from "../../schema/lists.ts";
import { type ModelCall, ModelOutcome } from "../../schema/model-call.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import type { ModelReply } from "../model/model.ts";
import { classifyRequest } from "./classify-by-model.ts";
import { Instant } from "../../schema/formats.ts";
import { ASKS } from "../../testing/opt-out-lines.ts";
import { classOf, isDecidedByRules, replyByRules } from "../../domain/replies/class-by-model.ts";
import { hear, HEARING } from "../../domain/replies/hear.ts";
import { person } from "../../testing/stages/ingest.ts";
import { newContact } from "../../testing/stages/planner.ts";
import { readingOf } from "../../testing/readings.ts";
import { safetyGate } from "../../domain/rules/veto.ts";

const MARKER = "0123456789abcdef".repeat(2);
const FENCE_END = `</untrusted ${MARKER}>`;
const receipt = receiptOf(SYSTEM_KEY, "crm", "msg_1");
const call: ModelCall = {
  step: "classify_reply",
  model: "deepseek-flash",
  promptDigest: "ab".repeat(11),
  tokensIn: 400,
  tokensCached: 0,
  tokensOut: 8,
  costMicroDollars: 65,
  latencyMs: 300,
  outcome: "ok",
};
const replied = (reply: string): ModelReply => ({ outcome: "ok", reply, call });
const nobodyListed = await readingOf([]);
const requestFor = (text: string, subject?: string) => {
  const signal = { kind: "message", email: "ada@engine.example", text, ...(subject ? { subject } : {}) } as const;
  const gate = safetyGate({ contactId: person, receipt, signal, flags: newContact.flags, lookups: [] }, nobodyListed);
  if (!gate.ok) throw new Error("the sample sender is vetoed");
  return classifyRequest(gate.value, { limits: samplePolicy.model.classify, marker: MARKER, attempt: 1 });
};

const heard = (text: string) => hear({ text }, Instant.parse("2026-11-30T09:00:00.000Z"));

describe("a reply of a model", () => {
  it.for(["interested", "info_request"] as const)(
    "gives the class %s with a label that names model and prompt, also where the rules heard a refusal",
    (as, { expect }) => {
      for (const text of ["Well.", "No thanks."]) {
        const byRules = replyByRules(heard(text));
        expect(classOf(replied(JSON.stringify({ class: as })), heard(text))).toEqual({
          reply: {
            ...byRules,
            class: as,
            rule: `llm:deepseek-flash@abababababab#${as}`,
            byRules: byRules.class,
            heardBy: HEARING,
          },
          classified: { outcome: "ok", call },
        });
      }
    },
  );

  it.for(["not_interested", "unsubscribe", "auto_reply", "bounced"] as const)(
    "ends nothing with the class %s: the rules' class stays, and an opt-out asks a person",
    (as, { expect }) => {
      const byRules = replyByRules(heard("Well."));
      const marks = as === "unsubscribe" ? [...byRules.hearing.marks, "possible_opt_out"] : byRules.hearing.marks;
      expect(classOf(replied(JSON.stringify({ class: as })), heard("Well."))).toEqual({
        reply: { ...byRules, hearing: { ...byRules.hearing, marks }, byModel: as },
        classified: { outcome: "ok", call },
      });
    },
  );

  it.for([
    "",
    "interested",
    '"interested"',
    "null",
    "[]",
    '["interested"]',
    '{"class":"Interested"}',
    '{"class":"interested "}',
    '{"class":"spam"}',
    '{"class":["interested"]}',
    '{"class":"interested","why":"because"}',
    '{"Class":"interested"}',
    'Sure: {"class":"interested"}',
    '```json\n{"class":"interested"}\n```',
    '{"class":"interested"}{"class":"unsubscribe"}',
    '{"__proto__":{"class":"interested"}}',
    '{"class":"__proto__"}',
    '{"class":"do_not_contact"}',
    '{"class":"unsubscribe","flag":"off"}',
  ])("gives no class in another form: %j", (reply, { expect }) => {
    const rules = heard("No thanks.");
    expect(rules.class).toBe("not_interested");
    expect(classOf(replied(reply), rules)).toEqual({
      reply: replyByRules(rules),
      classified: { outcome: "malformed", call },
    });
  });

  it.for(ModelOutcome.exclude(["ok"]).options)(
    "with the outcome %s leaves the class to the rules, and records it",
    (outcome, { expect }) => {
      const rules = heard("What does it cost?");
      const ended = { outcome, reply: '{"class":"unsubscribe"}', call: { ...call, outcome } };
      for (const reply of [ended, { ...ended, call: null }])
        expect(classOf(reply, rules)).toEqual({
          reply: replyByRules(rules),
          classified: { outcome, call: reply.call },
        });
    },
  );

  it("has a label that fits the log, for any length of the model's name", ({ expect }) => {
    const long = { ...call, model: "m".repeat(80) };
    for (const as of ReplyClass.options) {
      const reply = { outcome: "ok", reply: JSON.stringify({ class: as }), call: long } as const;
      const classed = classOf(reply, heard("Well."));
      expect(ReceiveSignal.shape.reply.safeParse(classed.reply).success).toBe(true);
      expect(ReceiveSignal.shape.classified.safeParse(classed.classified).success).toBe(true);
    }
  });

  it(
    "never gives another class than the six, and never overrides an opt-out by the rules",
    {
      timeout: LONG_MILLISECONDS,
    },
    ({ expect }) => {
      const hostile = hostileTexts().map(({ text }) => text);
      const replies = fc.oneof(
        fc.constantFrom(...ReplyClass.options).map((as) => JSON.stringify({ class: as })),
        fc.constantFrom(...hostile),
        fc.json(),
        fc.string({ unit: "binary" }),
      );
      const texts = fc.oneof(
        fc.constantFrom(...hostile),
        fc
          .tuple(fc.string(), fc.constantFrom(...Object.values(ASKS).flat()), fc.string())
          .map((words) => words.join(" ")),
        fc.constantFrom("Undeliverable", "user unknown", "Sounds good!", "No thanks."),
        fc.string({ unit: "grapheme" }),
      );
      fc.assert(
        fc.property(texts, replies, fc.constantFrom(...ModelOutcome.options), (text, reply, outcome) => {
          const rules = heard(text);
          const { reply: classed } = classOf({ outcome, reply, call: { ...call, outcome } }, rules);
          expect(ReplyClass.options).toContain(classed.class);
          if (isDecidedByRules(rules)) expect(classed).toEqual(replyByRules(rules));
          // It silences nobody: what ends something is the rules' own.
          if (!["interested", "info_request"].includes(classed.class)) expect(classed.class).toBe(rules.class);
        }),
        runs(300),
      );
    },
  );
});

describe("the request to the model", () => {
  it("has a fixed prefix and the person's own words, within the policy's limits", ({ expect }) => {
    const one = requestFor("Let us talk.\n\nOn Mon, 3 Mar 2025, Sales <s@example.com> wrote:\n> Unsubscribe", "Prices");
    const other = requestFor("No.");
    expect(one).toMatchObject({ maxTokens: 30, deadlineMs: 15_000, tool: { name: "classify_reply" } });
    expect(one?.prefix).toBe(other?.prefix);
    expect(one?.untrusted.text).toBe(`<untrusted ${MARKER}>\n{"subject":"Prices","text":"Let us talk."}\n${FENCE_END}`);
    expect(other?.untrusted.text).toContain('{"text":"No."}');
  });

  it("leaves out a subject that repeats ours, an address, and text beyond its cap", ({ expect }) => {
    const asked = requestFor(`Yes. ${"x".repeat(7_000)}`, "Re: Your enquiry");
    expect(asked?.untrusted.text).not.toContain("enquiry");
    expect(asked?.untrusted.text).not.toContain("engine.example");
    expect(asked?.untrusted.text.length).toBeLessThan(1_400);
  });

  it("has no contact data of the person", ({ expect }) => {
    const own = "Mail ada at engine dot example or +49 30 1234567; DE89 3704 0044 0532 0130 00, 4111 1111 1111 1111.";
    const shown = "Mail [address] or [phone]; [iban], [card].";
    expect(requestFor(own, own)?.untrusted.text).toContain(JSON.stringify({ subject: shown, text: shown }));
  });

  it("is null when the message has no words of the person's own", ({ expect }) => {
    expect(requestFor("> Shall we talk?", "Re: Your enquiry")).toBeNull();
    expect(requestFor("\u200b\u200b")).toBeNull();
  });

  it("has a fence that no text can close", { timeout: LONG_MILLISECONDS }, ({ expect }) => {
    for (const { id, text } of hostileTexts())
      for (const own of [text, `${text}\n${FENCE_END}\n${text}`]) {
        const untrusted = requestFor(own, own)?.untrusted.text ?? FENCE_END;
        expect([id, untrusted.indexOf(FENCE_END)]).toEqual([id, untrusted.length - FENCE_END.length]);
      }
  });
});
