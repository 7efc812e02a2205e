// Events as a person reads them: what happened, why, on what evidence, and the words where the key still opens them.
import type { z } from "zod";
import type { TimelineEntry } from "../../../schema/answers.ts";
import { PolicyMark } from "../../../schema/policy.ts";
import { Provenance } from "../../../schema/provenance.ts";
import { Moment, Values } from "./parts.tsx";
import type { View } from "./view.ts";

/** As the timeline gives it: with the policy section the event was decided by, where there was one. */
const WithPolicy = Provenance.extend({ policy: PolicyMark.nullish() });

/** `SignalReceived` as `Signal received`. */
const eventWord = (type: string): string => type.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

interface EventsProps {
  readonly view: View;
  readonly entries: readonly TimelineEntry[];
  readonly label: string;
}

export const Events = ({ view, entries, label }: EventsProps) => (
  <ol class="events" aria-label={label}>
    {entries.map((entry) => (
      <li>
        <Event view={view} entry={entry} />
      </li>
    ))}
  </ol>
);

const Event = ({ view, entry }: { readonly view: View; readonly entry: TimelineEntry }) => (
  <article class="event">
    <header>
      <span class="version">{entry.version}</span>
      <h3>{eventWord(entry.type)}</h3>
      <p>
        <Moment iso={entry.at} now={view.now} /> · by <code>{entry.writer}</code>
      </p>
    </header>
    {entry.words !== null && <Words words={JSON.parse(entry.words) as object} />}
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

/** Opened words: what strangers wrote, drafts made from it, and people's reasons. All of it is quoted as a stranger's. */
const Words = ({ words }: { readonly words: object }) => {
  const said = Object.entries(words).filter(([, value]) => value !== "");
  if (said.length === 0) return null;
  return (
    <figure class="quoted lead">
      <figcaption>
        <span>Opened words</span> <span class="tag untrusted">untrusted</span>
      </figcaption>
      <Values value={Object.fromEntries(said)} />
    </figure>
  );
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
                <code>{`${one.table} / ${one.id}`}</code>
                <Values value={one.columns} />
              </li>
            ))}
          </ul>
        </details>
      </dd>
    </div>
  </dl>
);
