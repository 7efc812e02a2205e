// Shows a reviewer how a model's draft was written: its flags, its claims with what they cite, and the model's material. It
// contains no controls, and all foreign text is inert.
import { visible } from "../../../domain/visible-text.ts";
import { draftFlagWord, offenceWord, writtenBy } from "../../../schema/draft-words.ts";
import type { MarkedSentence } from "../../../domain/draft/check-nowhere.ts";
import { isModels } from "../../../schema/written-draft.ts";
import type { DraftOrigin } from "../draft-origin.ts";
import { Phrase, Quoted, Values } from "./parts.tsx";

/** The flags that a reviewer should read before the text; nothing when there are none. */
export const LookFirst = ({ origin }: { readonly origin: DraftOrigin }) => {
  const notes = origin.flags.map(draftFlagWord);
  if (notes.length === 0) return null;
  return (
    <div class="warning look">
      <p>Look at this first</p>
      <ul>
        {notes.map((note) => (
          <li>{note}</li>
        ))}
      </ul>
    </div>
  );
};

/** The sentences to compare, each with the words that nobody wrote before; nothing when there are none. */
export const ToCompare = ({ marks }: { readonly marks: readonly MarkedSentence[] }) =>
  marks.length === 0 ? null : (
    <section class="compare">
      <h3>Compare before you approve</h3>
      <p class="hint">
        {`The model says ${marks.length === 1 ? "this" : "these"} in its own words. Marked words stand neither in what the contact wrote nor in your statements.`}
      </p>
      <ul>
        {marks.map(({ sentence, words }) => (
          <li>
            <q>
              {partsOf(sentence, words).map(({ text, isMarked }) => (isMarked ? <mark>{text}</mark> : <>{text}</>))}
            </q>
            {words.length > 0 && <span class="hint">{` Nobody wrote: ${words.map(visible).join(", ")}.`}</span>}
          </li>
        ))}
      </ul>
    </section>
  );

/** The sentence cut at the words, as whole words. */
function partsOf(sentence: string, words: readonly string[]): { readonly text: string; readonly isMarked: boolean }[] {
  const marked = new Set(words);
  return visible(sentence)
    .split(/([\p{L}\p{N}\p{M}]+(?:['&-][\p{L}\p{N}\p{M}]+)*)/u)
    .map((text) => ({ text, isMarked: marked.has(text) }));
}

/** `llm:deepseek-flash@<digest>` in its two parts. */
const modelOf = (source: string): readonly [name: string, prompt: string] | null => {
  const [, name, prompt] = /^llm:(.+)@([0-9a-f]+)$/.exec(source) ?? [];
  return name !== undefined && prompt !== undefined ? [name, prompt] : null;
};

const ABOUT: Readonly<Record<string, string>> = {
  person: "the person",
  company: "the company",
  form: "their form",
  message: "their message",
  sent: "our last message",
};

/** The subject of a source in words; `fact:office` becomes `fact: office`. */
function aboutWord(about: string): string {
  const [kind, ...rest] = about.split(":");
  if (rest.length === 0) return ABOUT[about] ?? about;
  return `${kind === "us" ? "our own statement" : kind}: ${rest.join(":")}`;
}

type Source = NonNullable<DraftOrigin["given"]>[number];
const isOwnStatement = ({ about }: Source): boolean => about.startsWith("us:");

interface MaterialProps {
  readonly label: string;
  readonly sources: readonly Source[];
  readonly isOurs: boolean;
}

const Material = ({ label, sources, isOurs }: MaterialProps) =>
  sources.length === 0 ? null : (
    <figure class={`quoted ${isOurs ? "ours" : "lead"}`}>
      <figcaption>
        <span>{label}</span> {!isOurs && <span class="tag untrusted">untrusted</span>}
      </figcaption>
      <Values
        value={Object.fromEntries(sources.map(({ ref, about, text }) => [`${ref}, ${aboutWord(about)}`, text]))}
      />
    </figure>
  );

export const Origin = ({ origin }: { readonly origin: DraftOrigin }) => {
  const { outcome, offences, source, template, claims, given, replies, editedBy } = origin;
  const model = modelOf(source);
  return (
    <section class="card origin">
      <h2>How it was written</h2>
      <p>
        {writtenBy({ outcome }, template)}.{editedBy !== null && ` ${editedBy} changed the words since.`}
      </p>
      {model && (
        <p class="hint">
          <span>
            <span class="label">Model</span> <code>{model[0]}</code>
          </span>
          <span>
            <span class="label">Prompt</span> <code title={model[1]}>{model[1].slice(0, 12)}</code>
          </span>
        </p>
      )}
      {offences.length > 0 && (
        <div class="refused">
          <h3>{isModels(outcome) ? "What was wrong with the first draft" : "What was wrong with the drafts"}</h3>
          <ul>
            {offences.map((offence) => (
              <li>{offenceWord(offence)}</li>
            ))}
          </ul>
        </div>
      )}
      {claims !== null && claims.length > 0 && (
        <>
          <h3>What it claims, and on what</h3>
          <ol class="claims">
            {claims.map(({ text, cites }) => (
              <li>
                <p>
                  <Phrase text={text} />
                </p>
                {cites.length === 0 && <p class="tag warn">cites nothing</p>}
                {cites.map((cited) => (
                  <Cited source={cited} />
                ))}
              </li>
            ))}
          </ol>
        </>
      )}
      {given !== null && given.length > 0 && (
        <details>
          <summary>What the model was given</summary>
          <Material
            label="Material for the model"
            sources={given.filter((one) => !isOwnStatement(one))}
            isOurs={false}
          />
          <Material label="Statements of ours for the model" sources={given.filter(isOwnStatement)} isOurs />
        </details>
      )}
      {replies !== null && replies.length > 0 && (
        <details>
          <summary>What the model said</summary>
          <ul class="given">
            {replies.map((reply, index) => (
              <li>
                <Quoted kind="lead" label={replies.length > 1 ? `Reply ${index + 1}` : "Reply"} text={reply} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

const Cited = ({
  source: { table, id, about, text },
}: {
  readonly source: NonNullable<DraftOrigin["given"]>[number];
}) => (
  <dl class="cited">
    <dt>
      <Phrase text={aboutWord(about)} /> <code>{`${table} / ${id}`}</code>
    </dt>
    <dd>
      <Phrase text={text} />
    </dd>
  </dl>
);
