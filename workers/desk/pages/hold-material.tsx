// What a reviewer reads before deciding: the person, their text, and the message that would be sent. It contains no controls.
import { passagesOf } from "../../../domain/draft/whose-words.ts";
import type { DrawnHold, Timeline } from "../../../schema/answers.ts";
import type { Gate } from "../../../schema/events.ts";
import type { HoldRow } from "../../../schema/shipment.ts";
import { originOf, toCompare } from "../draft-origin.ts";
import { countedCompany, isByModel, repeatsSubject, shownOf } from "../../../schema/shown-hold.ts";
import { isModels } from "../../../schema/written-draft.ts";
import { CountedCompany, type CompanyNames } from "./counted-company.tsx";
import { LookFirst, Origin, ToCompare } from "./draft-origin.tsx";
import { Address, Phrase, Quoted, Values } from "./parts.tsx";

/** The gate that the hold passed. */
export const Passed = ({ gate: { flags, revision } }: { readonly gate: Gate }) => (
  <p class="hint">
    {Object.values(flags).some((isSet) => isSet)
      ? "A flag was set when it was held"
      : "No flag was set when it was held"}
    {`, and revision ${revision} of the suppression list did not have this contact.`}
  </p>
);

export const Person = ({ hold, companies }: { readonly hold: HoldRow; readonly companies: CompanyNames }) => {
  const shown = shownOf(hold);
  return (
    <section class="card">
      <h2>
        <Phrase text={shown.name} none="Name not given" />
      </h2>
      <dl class="person">
        <div>
          <dt>Address</dt>
          <dd>
            <Address address={shown.email} />
          </dd>
        </div>
        <div>
          <dt>Title</dt>
          <dd>
            <Phrase text={shown.title} />
          </dd>
        </div>
        <div>
          <dt>Company</dt>
          <dd>
            {countedCompany(hold) ? <CountedCompany hold={hold} names={companies} /> : <Phrase text={shown.company} />}
          </dd>
        </div>
      </dl>
      {shown.wrote ? (
        <Quoted kind="lead" label="They wrote" text={shown.wrote} />
      ) : (
        <p class="none">They wrote no text.</p>
      )}
      <p>
        <a href={`/contacts/${hold.streamId}`}>Everything about this contact</a>
      </p>
    </section>
  );
};

/** The words that an approval would release. */
export const Draft = ({ drawn, timeline }: { readonly drawn: DrawnHold; readonly timeline: Timeline }) => {
  const { row, text, digest, evidence } = drawn;
  if (row.kind === "preview") return null;
  if (text === null) return <p class="empty">The text is no longer there: the contact was erased.</p>;
  const origin = originOf(row, timeline);
  return (
    <>
      <section class="card letter">
        <h2>The message</h2>
        {origin && <LookFirst origin={origin} />}
        <dl class="person">
          <div>
            <dt>To</dt>
            <dd>
              <Address address={text.recipient} />
            </dd>
          </div>
        </dl>
        <Quoted kind={isByModel(row) || repeatsSubject(row) ? "draft" : "ours"} label="Subject" text={text.subject} />
        <Quoted
          kind={isByModel(row) ? "draft" : "ours"}
          label="Text"
          text={text.body}
          passages={origin?.given && isModels(origin.outcome) ? passagesOf(text.body, origin.given) : null}
        />
        <ToCompare marks={toCompare(row, { timeline, letter: text.body })} />
        <Quoted kind="ours" label="Footer, added to every message" text={text.footer} />
        <dl class="person">
          <div>
            <dt>Opt-out link</dt>
            <dd>
              <Phrase text={text.unsubscribeUrl} />
            </dd>
          </div>
        </dl>
        <details>
          <summary>{`What it was written from: ${evidence.length} ${evidence.length === 1 ? "row" : "rows"}`}</summary>
          <Values
            value={evidence.map(({ table, id, columns, personal }) => ({ table, id, ...columns, ...personal }))}
          />
        </details>
        <p class="hash">
          <span class="label">Digest</span> <code>{digest}</code>
        </p>
      </section>
      {origin && <Origin origin={origin} />}
    </>
  );
};
