// Cuts the times of an imported history that are too far ahead. A source may state any time, and rules read these: a send dated
// 2999 would make every follow-up too early, and a `not_interested` dated 2999 would close the sequence for good.
import type { HistorySignal } from "../../schema/signals.ts";
import { DAY_MS } from "../../schema/time.ts";

/** A time may be ahead of our clock by this much: a local time without its offset is up to 14 hours ahead, and clocks differ. */
const FURTHEST_AHEAD_MS = DAY_MS;

/** How many times were cut, for the evidence. Empty when none was, as for almost every import. */
export type HistoryCut = { readonly sends_cut?: number; readonly messages_cut?: number };

interface CutHistory {
  readonly sends: HistorySignal["sends"];
  readonly messages: HistorySignal["messages"];
  readonly cut: HistoryCut;
}

/**
 * The sends and messages of a history that is received at `at`. A time more than a day ahead becomes `at`: the contact was written to,
 * or wrote, at some time before now. The sealed signal keeps the times as stated.
 */
export function cutHistory({ sends, messages }: Pick<HistorySignal, "sends" | "messages">, at: string): CutHistory {
  const latestMs = Date.parse(at) + FURTHEST_AHEAD_MS;
  const isAhead = (stated: string): boolean => Date.parse(stated) > latestMs;
  const sendsCut = sends.filter(isAhead).length;
  const messagesCut = messages.filter((message) => isAhead(message.at)).length;
  return {
    sends: sends.map((stated) => (isAhead(stated) ? at : stated)),
    messages: messages.map((message) => (isAhead(message.at) ? { ...message, at } : message)),
    cut: {
      ...(sendsCut === 0 ? {} : { sends_cut: sendsCut }),
      ...(messagesCut === 0 ? {} : { messages_cut: messagesCut }),
    },
  };
}
