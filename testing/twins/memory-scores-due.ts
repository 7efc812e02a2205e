// The memory twin of the reading of scores that are due, for tests: from the states of the contacts.
import { type ScoresDueAt, UNSCORED_DAYS } from "../../drizzle/score-reads.ts";
import type { Contact } from "../../domain/contact/state.ts";
import type { ScoresDue } from "../../schema/answers.ts";
import { DAY_MS } from "../../schema/time.ts";
import { ContactId, type StreamId } from "../../schema/ids.ts";

export function scoresDueIn(
  { at, policy, after, limit }: ScoresDueAt,
  contactOf: (id: ContactId) => Contact,
  streams: readonly StreamId[],
): ScoresDue {
  const since = new Date(Date.parse(at) - UNSCORED_DAYS * DAY_MS).toISOString();
  const due = streams
    .flatMap((id) => ContactId.safeParse(id).data ?? [])
    .toSorted()
    .flatMap((contactId) => {
      const { score, runs, erased } = contactOf(contactId);
      if (after !== null && contactId <= after) return [];
      const isDecided = Object.values(runs).some(
        ({ startedAt, decidedVersion }) => startedAt >= since && decidedVersion !== null,
      );
      if (!score) return isDecided && !erased ? [{ contactId, version: 1 }] : [];
      if (!score.value) return [];
      const { until, policy: made } = score.value;
      return (until !== null && until <= at) || made !== policy ? [{ contactId, version: score.version }] : [];
    })
    .slice(0, limit);
  return { due, next: due.length < limit ? null : (due.at(-1)?.contactId ?? null) };
}
