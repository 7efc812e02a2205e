// Finds what a person wrote in a contact's timeline: the words that they wrote themselves, what else was in the mail, and what was heard.
import * as z from "zod";
import { ownLines } from "../../domain/replies/own-words.ts";
import type { Timeline, TimelineEntry } from "../../schema/answers.ts";
import { EVENTS } from "../../schema/events.ts";
import type { HearingMark, Language } from "../../schema/hearing.ts";
import { jsonIn } from "../../schema/json.ts";
import type { ReplyClass } from "../../schema/lists.ts";

export interface Inbound {
  readonly at: string;
  readonly kind: "lead" | "message";
  /** The address from which the message came, where it is not the contact's; null otherwise, and where the words are erased. */
  readonly from: string | null;
  readonly subject: string | null;
  /** The person's own words; null where the words are erased. */
  readonly own: string | null;
  /** Everything that came in, where that is more than their own words. */
  readonly whole: string | null;
  readonly class: ReplyClass | null;
  /** The rule or the model that gave the class. */
  readonly rule: string | null;
  readonly language: Language | null;
  readonly marks: readonly HearingMark[];
  readonly until: string | null;
}

const Words = z.object({
  signal: z.object({ email: z.string(), subject: z.string().optional(), text: z.string().optional() }),
});
const Columns = z.object({
  evidence: z.array(z.looseObject({ columns: z.looseObject({ rule: z.string().optional() }) })),
});

/** The newest lead or message of the timeline, of any class; `about`: that of a signal or of a run. Null when there is none. */
export function inboundIn({ entries }: Pick<Timeline, "entries">, about?: string): Inbound | null {
  const found = entries.toReversed().map(readEntry);
  const first = found.find((one) => one !== null && (about === undefined || one.ids.includes(about)));
  return first?.inbound ?? null;
}

function readEntry({ type, at, payload, words, provenance }: TimelineEntry): {
  readonly ids: readonly string[];
  readonly inbound: Inbound;
} | null {
  if (type !== "SignalReceived") return null;
  const parsed = EVENTS.SignalReceived.payload.safeParse(jsonIn(payload));
  if (!parsed.success) return null;
  const { kind, class: as = null, hearing, signalId, runId } = parsed.data;
  if (kind !== "lead" && kind !== "message") return null;
  const signal = words === null ? undefined : Words.safeParse(jsonIn(words)).data?.signal;
  const text = signal?.text ?? "";
  const own = kind === "message" ? ownLines(text).own : text;
  return {
    ids: [signalId, ...(runId ? [runId] : [])],
    inbound: {
      at,
      kind,
      from: hearing?.marks.includes("other_sender") === true ? (signal?.email ?? null) : null,
      subject: signal?.subject ?? null,
      own: signal === undefined ? null : own,
      whole: own.trim() === text.trim() ? null : text,
      class: as,
      rule:
        Columns.safeParse(jsonIn(provenance)).data?.evidence.find(({ columns }) => columns.rule)?.columns.rule ?? null,
      language: hearing?.language ?? null,
      marks: hearing?.marks ?? [],
      until: hearing?.until ?? null,
    },
  };
}
