// A plain answer to each of the product's requests, made by rules from the material that the request shows: what a model does that does as it is
// asked. It understands nothing. It knows a few words, and where the material has its fields.
import { z } from "zod";
import { jsonIn } from "../../../schema/json.ts";
import type { ReplyClass } from "../../../schema/lists.ts";
import type { RequestView } from "./rules.ts";

/** The answer as the forced tool takes it; null for a tool that it does not know. */
export function answerTo({ tool, shown }: RequestView): Record<string, unknown> | null {
  const material = fencedIn(shown);
  if (tool === "propose_plan") return planOf(material);
  if (tool === "write_draft") return draftOf(material, shown[0] ?? "");
  return tool === "classify_reply" ? { class: classOf(material) } : null;
}

/** What stands between the last two lines of a fence. */
function fencedIn(shown: readonly string[]): string {
  const fences = shown.flatMap((text) => [...text.matchAll(/^<untrusted (\w+)>\n([\s\S]*?)\n<\/untrusted \1>$/gm)]);
  return fences.at(-1)?.[2] ?? "";
}

const LATER = /\b(just looking|not now|no rush|next year|later this year|get back to you|please wait)\b/i;

const Bundle = z.looseObject({ company: z.unknown().optional(), thread: z.looseObject({}).optional() });

/** Whoever asks to wait is left in peace. A known company is looked at first, else the person. */
function planOf(material: string): Record<string, unknown> {
  const { company, thread } = Bundle.safeParse(jsonIn(material)).data ?? {};
  const grades = company ? ["analyze_opportunity", "qualify"] : ["qualify", "analyze_opportunity"];
  return { stages: [...grades, LATER.test(JSON.stringify(thread ?? {})) ? "skip" : "compose"] };
}

const Given = z.looseObject({
  action: z.string(),
  sources: z.array(z.looseObject({ ref: z.string(), about: z.string(), text: z.string() })),
});

/** A draft that thanks, names whom it is for, asks, and claims only what a source says. */
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
