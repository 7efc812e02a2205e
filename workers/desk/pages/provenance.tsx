// Shows events to people: what happened, why, on what evidence, and the words while the key opens them.
import type * as z from "zod";
import { sentenceOf } from "../../../replay/sentences.ts";
import type { TimelineEntry } from "../../../schema/answers.ts";
import { EVENTS, EventType } from "../../../schema/events.ts";
import { PolicyMark } from "../../../schema/policy.ts";
import { Provenance } from "../../../schema/provenance.ts";
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
        <Event view={view} entry={entry} isUnopened={unopened.includes(entry.version)} />
      </li>
    ))}
  </ol>
);

interface EventProps {
  readonly view: View;
  readonly entry: TimelineEntry;
  readonly isUnopened: boolean;
}

const Event = ({ view, entry, isUnopened }: EventProps) => (
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
    {entry.words !== null && <Words words={JSON.parse(entry.words) as object} />}
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

/**
 * The opened words without the signal's kind, which the sentence already has, and without a model's material and replies, which
 * the draft's section shows.
 */
function fieldsOf(words: object): readonly (readonly [string, unknown])[] {
  const { signal, writing: _writing, ...rest } = words as Readonly<Record<string, unknown>>;
  const { kind: _, ...signalFields } = (signal ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries({ ...rest, ...signalFields })
    .filter(([, value]) => value !== "")
    .toSorted(([a], [b]) => orderOf(a) - orderOf(b));
}

/** Opened words: strangers' text, drafts made from it, and people's reasons. All of it is quoted as a stranger's. */
const Words = ({ words }: { readonly words: object }) => {
  const fields = fieldsOf(words);
  if (fields.length === 0) return null;
  return (
    <figure class="quoted lead">
      <figcaption>
        <span>Opened words</span> <span class="tag untrusted">untrusted</span>
      </figcaption>
      <Values value={Object.fromEntries(fields)} />
    </figure>
  );
};

const OF_COMPANY = /^(co_[\w-]+)@(\d+)$/;

/** A row of evidence; a company's is linked to what it was at the cited version. */
const Cited = ({ table, id }: { readonly table: string; readonly id: string }) => {
  const [, companyId, version] = OF_COMPANY.exec(id) ?? [];
  const name = <code>{`${table} / ${id}`}</code>;
  return companyId && version ? <a href={companyPath(companyId, version)}>{name}</a> : name;
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
