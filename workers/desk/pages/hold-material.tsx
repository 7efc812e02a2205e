// What a reviewer reads before deciding: the person, their text, and the message that would be sent. It contains no controls.
import type { Timeline } from "../../../schema/answers.ts";
import { DraftText } from "../../../schema/events.ts";
import type { HoldRow } from "../../../schema/shipment.ts";
import { originOf } from "../draft-origin.ts";
import { shownOf } from "../shown-hold.ts";
import { LookFirst, Origin } from "./draft-origin.tsx";
import { Address, Phrase, Quoted } from "./parts.tsx";

export const Person = ({ hold }: { readonly hold: HoldRow }) => {
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
            <Phrase text={shown.company} />
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

/** The words that an approval would release, from the event that has them, with the recipient as the message will have it. */
function wordsOf(hold: HoldRow, timeline: Timeline): DraftText | null {
  const entry = timeline.entries.findLast(({ type, payload }) => {
    if (type !== "DraftHeld" && type !== "DraftEdited") return false;
    const parsed: unknown = JSON.parse(payload);
    return typeof parsed === "object" && parsed !== null && "digest" in parsed && parsed.digest === hold.digest;
  });
  if (!entry?.words) return null;
  const words = DraftText.loose().safeParse(JSON.parse(entry.words));
  return words.success ? words.data : null;
}

export const Draft = ({ hold, timeline }: { readonly hold: HoldRow; readonly timeline: Timeline }) => {
  if (hold.kind === "preview") return null;
  const { subject, body, footer } = shownOf(hold);
  const words = wordsOf(hold, timeline);
  if (subject === null || body === null)
    return <p class="empty">The text is no longer there: the contact was erased.</p>;
  const origin = originOf(hold, timeline);
  return (
    <>
      <section class="card letter">
        <h2>The message</h2>
        {origin && <LookFirst origin={origin} />}
        <dl class="person">
          <div>
            <dt>To</dt>
            <dd>
              <Address address={words?.recipient ?? shownOf(hold).email} />
            </dd>
          </div>
        </dl>
        <Quoted kind="draft" label="Subject" text={subject} />
        <Quoted kind="draft" label="Text" text={body} />
        {footer && <Quoted kind="draft" label="Footer, added to every message" text={footer} />}
        {hold.digest && (
          <p class="hash">
            <span class="label">Digest</span> <code>{hold.digest}</code>
          </p>
        )}
      </section>
      {origin && <Origin origin={origin} />}
    </>
  );
};
