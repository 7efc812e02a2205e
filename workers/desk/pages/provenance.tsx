// Shows events to people: what happened, why, on what evidence, and the words while the key opens them.
import type * as z from "zod";
import { sentenceOf } from "../../../replay/sentences.ts";
import type { TimelineEntry } from "../../../schema/answers.ts";
import { EVENTS, EventType } from "../../../schema/events.ts";
import { PolicyMark } from "../../../schema/policy.ts";
import { Provenance } from "../../../schema/provenance.ts";
import { isTheirs } from "../event-words.ts";
import { withMoments } from "../moments.ts";
import { companyPath } from "./counted-company.tsx";
import { Moment, Phrase, Values } from "./parts.tsx";
import type { View } from "./view.ts";

/** Provenance as the timeline returns it: with the policy section used, where there was one. */
const WithPolicy = Provenance.extend({ policy: PolicyMark.nullish() });

/** The event as a sentence; the type's name when this release does not know its shape. */
function sentenceFor({ type, payload }: TimelineEntry): string {
  const eventType = EventType.safeParse(type);
  const parsed = eventType.success ? EVENTS[eventType.data].payload.safeParse(JSON.parse(payload)) : null;
  return eventType.success && parsed?.success
    ? sentenceOf({ type: eventType.data, payload: parsed.data })
    : `${eventWord(type)}.`;
}

/** `SignalReceived` as `Signal received`. */
const eventWord = (type: string): string => type.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

interface EventsProps {
  readonly view: View;
  readonly entries: readonly TimelineEntry[];
  /** The versions whose words did not open although their key is there. */
  readonly unopened?: readonly number[];
  readonly label: string;
}

export const Events = ({ view, entries, unopened = [], label }: EventsProps) => (
  <ol class="events" aria-label={label}>
    {entries.map((entry) => (
      <li>
        <Event view={view} entry={entry} entries={entries} isUnopened={unopened.includes(entry.version)} />
      </li>
    ))}
  </ol>
);

interface EventProps {
  readonly view: View;
  readonly entry: TimelineEntry;
  /** The events that are shown with it. */
  readonly entries: readonly TimelineEntry[];
  readonly isUnopened: boolean;
}

const Event = ({ view, entry, entries, isUnopened }: EventProps) => (
  <article class="event" id={`v${entry.version}`}>
    <header>
      <span class="version">{entry.version}</span>
      <h3>
        <Phrase text={withMoments(sentenceFor(entry))} />
      </h3>
      <p>
        <Moment iso={entry.at} now={view.now} /> · <code>{entry.type}</code>, written by <code>{entry.writer}</code>
      </p>
    </header>
    <SecondBody entry={entry} />
    {entry.words !== null && <Words entry={entry} words={JSON.parse(entry.words) as object} entries={entries} />}
    {isUnopened && (
      <p class="closed">
        <span class="tag warn">did not open</span> The note is stored, and the key that is there does not open it.
      </p>
    )}
    {entry.words === null && entry.sealed && !isUnopened && (
      <p class="closed">
        <span class="tag">sealed for good</span> What was said here was erased: its key is gone. The event itself
        stands.
      </p>
    )}
    <FourFields provenance={WithPolicy.parse(JSON.parse(entry.provenance))} />
    <details>
      <summary>Recorded values</summary>
      <Values value={JSON.parse(entry.payload)} />
      <p class="hash">
        <span class="label">Hash</span> <code>{entry.hash}</code>
      </p>
    </details>
  </article>
);

/** The link to the dead letter that a task is about: the second body of a receipt. */
const SecondBody = ({ entry: { type, payload } }: { readonly entry: TimelineEntry }) => {
  const raised = type === "TaskRaised" ? EVENTS.TaskRaised.payload.safeParse(JSON.parse(payload)).data : undefined;
  return raised?.about.startsWith("dl_") ? (
    <p>
      <a href={`/dead-letters/${raised.about}`}>Read the second body</a>
    </p>
  ) : null;
};

/** The display order of fields; others follow. */
const WORD_ORDER = ["name", "title", "company", "email", "phone", "recipient", "subject", "text", "body", "footer"];
const orderOf = (field: string): number => (WORD_ORDER.includes(field) ? WORD_ORDER.indexOf(field) : WORD_ORDER.length);

type Fields = readonly (readonly [field: string, value: unknown])[];

/**
 * The opened words without the signal's kind, which the sentence already has, and without a model's material and replies, which
 * the draft's section shows; apart what is a stranger's or a model's, and what is ours.
 */
function fieldsOf(
  words: object,
  isOfOthers: (field: string) => boolean,
): { readonly theirs: Fields; readonly ours: Fields } {
  const { signal, writing: _writing, ...rest } = words as Readonly<Record<string, unknown>>;
  const { kind: _, ...signalFields } = (signal ?? {}) as Readonly<Record<string, unknown>>;
  const own = Object.entries(rest);
  const inOrder = (fields: Fields): Fields =>
    fields.filter(([, value]) => value !== "").toSorted(([a], [b]) => orderOf(a) - orderOf(b));
  return {
    theirs: inOrder([...own.filter(([field]) => isOfOthers(field)), ...Object.entries(signalFields)]),
    ours: inOrder(own.filter(([field]) => !isOfOthers(field))),
  };
}

interface WordsProps {
  readonly entry: TimelineEntry;
  readonly words: object;
  readonly entries: readonly TimelineEntry[];
}

/** Opened words. Those of strangers and of a model are quoted as such; a template's, a person's reason and what code made are ours. */
const Words = ({ entry, words, entries }: WordsProps) => {
  const { theirs, ours } = fieldsOf(words, (field) => isTheirs(entry, field, entries));
  return (
    <>
      {theirs.length > 0 && (
        <figure class="quoted lead">
          <figcaption>
            <span>Opened words</span> <span class="tag untrusted">untrusted</span>
          </figcaption>
          <Values value={Object.fromEntries(theirs)} />
        </figure>
      )}
      {ours.length > 0 && (
        <figure class="quoted ours">
          <figcaption>Opened words of ours</figcaption>
          <Values value={Object.fromEntries(ours)} />
        </figure>
      )}
    </>
  );
};

const OF_STREAM = /^(c[ot]_[\w-]+)@(\d+)$/;

/** A row of evidence; a company's is linked to what it was at the cited version, an event of a contact to where its page has it. */
const Cited = ({ table, id }: { readonly table: string; readonly id: string }) => {
  const [, streamId, version] = OF_STREAM.exec(id) ?? [];
  const name = <code>{`${table} / ${id}`}</code>;
  if (!streamId || !version) return name;
  const path = streamId.startsWith("co_") ? companyPath(streamId, version) : `/contacts/${streamId}#v${version}`;
  return <a href={path}>{name}</a>;
};

const FourFields = ({ provenance }: { readonly provenance: z.infer<typeof WithPolicy> }) => (
  <dl class="provenance">
    <div>
      <dt>Reason</dt>
      <dd>
        <code>{provenance.reason}</code>
      </dd>
    </div>
    <div>
      <dt>Source</dt>
      <dd>
        <code>{provenance.source}</code>
      </dd>
    </div>
    <div>
      <dt>Confidence</dt>
      <dd>{provenance.confidence.toFixed(2)}</dd>
    </div>
    {provenance.policy && (
      <div>
        <dt>Policy</dt>
        <dd>
          <code>{`${provenance.policy.section} @ ${provenance.policy.digest.slice(0, 12)}`}</code>
        </dd>
      </div>
    )}
    <div class="evidence">
      <dt>Evidence</dt>
      <dd>
        <details>
          <summary>
            {`${provenance.evidence.length} ${provenance.evidence.length === 1 ? "row" : "rows"}: ${[...new Set(provenance.evidence.map((one) => one.table))].join(", ")}`}
          </summary>
          <ul class="rows">
            {provenance.evidence.map((one) => (
              <li>
                <Cited table={one.table} id={one.id} />
                <Values value={one.columns} />
              </li>
            ))}
          </ul>
        </details>
      </dd>
    </div>
  </dl>
);
