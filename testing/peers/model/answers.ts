// Makes the peer's plausible answers to the product's three requests (plan, draft, class of a message). Fixed rules read the
// fields of the request's material and a few keywords; no model is involved.
import * as z from "zod";
import { jsonIn } from "../../../schema/json.ts";
import type { ReplyClass } from "../../../schema/lists.ts";
import type { RequestView } from "./rules.ts";

/** The arguments for the forced tool; null for an unknown tool. */
export function answerTo({ tool, shown }: RequestView): Record<string, unknown> | null {
  const material = fencedIn(shown);
  if (tool === "propose_plan") return planOf(material);
  if (tool === "write_draft") return draftOf(material, shown[0] ?? "");
  return tool === "classify_reply" ? { class: classOf(material) } : null;
}

/** The text inside the last fence of the request. */
function fencedIn(shown: readonly string[]): string {
  const fences = shown.flatMap((text) => [...text.matchAll(/^<untrusted (\w+)>\n([\s\S]*?)\n<\/untrusted \1>$/gm)]);
  return fences.at(-1)?.[2] ?? "";
}

const LATER = /\b(just looking|not now|no rush|next year|later this year|get back to you|please wait)\b/i;

const Bundle = z.looseObject({ company: z.unknown().optional(), thread: z.looseObject({}).optional() });

/** A plan. A lead that asks to wait is skipped. With a known company the opportunity is first, otherwise the qualification. */
function planOf(material: string): Record<string, unknown> {
  const { company, thread } = Bundle.safeParse(jsonIn(material)).data ?? {};
  const grades = company ? ["analyze_opportunity", "qualify"] : ["qualify", "analyze_opportunity"];
  return { stages: [...grades, LATER.test(JSON.stringify(thread ?? {})) ? "skip" : "compose"] };
}

const Given = z.looseObject({
  action: z.string(),
  sources: z.array(z.looseObject({ ref: z.string(), about: z.string(), text: z.string() })),
});

/** A draft with a greeting, thanks and a question. Each of its claims cites a source. */
function draftOf(material: string, prompt: string): Record<string, unknown> {
  const { action, sources } = Given.safeParse(jsonIn(material)).data ?? { action: "initial", sources: [] };
  const about = (what: string) => sources.find((source) => source.about === what);
  const [person, company, wrote] = [about("person"), about("company"), about("message") ?? about("form")];
  const isReminder = action === "followup";
  const claims = [
    ...(wrote
      ? [{ text: isReminder ? "You wrote to us." : "Thank you for your message.", evidence: [wrote.ref] }]
      : []),
    ...(company ? [{ text: `You work at ${company.text}.`, evidence: [company.ref] }] : []),
  ];
  const asks = isReminder
    ? "Is your question still open? If it is, a short answer to this message is enough, and I take it up again from there."
    : "Before I suggest anything, I would like to understand how you work today and what should change. Could you tell me a little more, and who on your side should take part?";
  const [, name] = person?.text.match(/(?:^|; )name: (\p{L}[\p{L}\p{M}'’-]*)/u) ?? [];
  const [, sender] = prompt.match(/^You write one e-mail for (.+?) of /) ?? [];
  return {
    subject: isReminder ? "Is your question still open?" : "Your message to us",
    body: [
      `Hello${name === undefined ? "" : ` ${name}`},`,
      [...claims.map(({ text }) => text), asks].join(" "),
      `Kind regards${sender === undefined ? "" : `\n${sender}`}`,
    ].join("\n\n"),
    claims,
  };
}

const CLASSES: readonly (readonly [RegExp, ReplyClass])[] = [
  [/\b(unsubscribe|opt out|remove me|stop writing|abmelden)\b/i, "unsubscribe"],
  [/\b(out of (the )?office|automatic reply|abwesenheit)/i, "auto_reply"],
  [/\b(undeliverable|delivery failed|unzustellbar)/i, "bounced"],
  [/\b(not interested|no thanks|kein interesse)\b/i, "not_interested"],
  [/\?|\b(interested|please send|tell me more|interesse)\b/i, "interested"],
];

const classOf = (material: string): ReplyClass =>
  CLASSES.find(([words]) => words.test(material))?.[1] ?? "info_request";
