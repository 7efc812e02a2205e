// The memory twin of the reading of scores that are due, for tests: from the states of the contacts.
import type { ScoresDueAt } from "../../drizzle/score-reads.ts";
import type { Contact } from "../../domain/contact/state.ts";
import type { ScoresDue } from "../../schema/answers.ts";
import { ContactId, type StreamId } from "../../schema/ids.ts";

export function scoresDueIn(
  { at, policy, after, limit }: ScoresDueAt,
  contactOf: (id: ContactId) => Contact,
  streams: readonly StreamId[],
): ScoresDue {
  const due = streams
    .flatMap((id) => ContactId.safeParse(id).data ?? [])
    .toSorted()
    .flatMap((contactId) => {
      const { score } = contactOf(contactId);
      if (!score?.value || (after !== null && contactId <= after)) return [];
      const { until, policy: made } = score.value;
      return (until !== null && until <= at) || made !== policy ? [{ contactId, version: score.version }] : [];
    })
    .slice(0, limit);
  return { due, next: due.length < limit ? null : (due.at(-1)?.contactId ?? null) };
}
