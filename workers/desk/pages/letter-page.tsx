// The page of one dead letter or refused body with its opened body, for the person who decides whether it is sent again.
import type { OpenedLetter } from "../../../schema/answers.ts";
import { jsonIn } from "../../../schema/json.ts";
import { Page } from "./layout.tsx";
import { Redriven } from "./list-pages.tsx";
import { Moment, Phrase, Values } from "./parts.tsx";
import { RefusedLetter, Why } from "./refused-pages.tsx";
import type { View } from "./view.ts";

interface LetterProps {
  readonly view: View;
  readonly letter: OpenedLetter;
}

export const LetterPage = ({ view, letter }: LetterProps) =>
  letter.source === null ? (
    <MessageLetter view={view} letter={letter} />
  ) : (
    <Page view={view} title="Refused body">
      <RefusedLetter view={view} letter={letter}>
        <Facts view={view} letter={letter} />
      </RefusedLetter>
    </Page>
  );

/** Where a letter comes from, why it is here, and since when. */
const Facts = ({ view, letter }: LetterProps) => (
  <dl class="person">
    <div>
      <dt>{letter.source === null ? "Queue" : "Source"}</dt>
      <dd>
        <code>{letter.source ?? letter.origin}</code>
      </dd>
    </div>
    <div>
      <dt>Reason</dt>
      <dd>{letter.source === null ? <Phrase text={letter.reason} /> : <Why reason={letter.reason} />}</dd>
    </div>
    <div>
      <dt>Received</dt>
      <dd>
        <Moment iso={letter.receivedAt} now={view.now} />
      </dd>
    </div>
  </dl>
);

/** A message between stages. */
const MessageLetter = ({ view, letter }: LetterProps) => (
  <Page view={view} title="Dead letter">
    <section class="card">
      <Facts view={view} letter={letter} />
      {letter.body === null ? <Closed contactId={letter.contactId} /> : <Opened body={letter.body} />}
      {letter.contactId !== null && (
        <p>
          <a href={`/contacts/${letter.contactId}`}>Everything about this contact</a>
        </p>
      )}
    </section>
    <section>
      <h2>Send again</h2>
      <Redriven view={view} letter={letter} />
    </section>
  </Page>
);

const Closed = ({ contactId }: Pick<OpenedLetter, "contactId">) => (
  <p class="closed">
    {contactId === null
      ? "It names no contact, so its body is not shown: nobody could note whose words were read."
      : "What it said was erased."}
  </p>
);

/** The signal where the body has one, which is a stranger's; else the whole body: a message between stages has ids that code made. */
const Opened = ({ body }: { readonly body: string }) => {
  const value = jsonIn(body) ?? body;
  const isMessage = typeof value === "object" && !Array.isArray(value);
  const isOurs = isMessage && "queue" in value && value.queue !== "ingest" && !("signal" in value);
  return (
    <figure class={`quoted ${isOurs ? "ours" : "lead"}`}>
      <figcaption>
        <span>Opened body</span> {!isOurs && <span class="tag untrusted">untrusted</span>}
      </figcaption>
      <Values value={isMessage && "signal" in value ? value.signal : value} />
    </figure>
  );
};
