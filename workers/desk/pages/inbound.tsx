// What a person wrote last, with what was heard: their own words, and behind a switch everything that came in.
import { shownAddress } from "../../../domain/address.ts";
import type { HearingMark, Language } from "../../../schema/hearing.ts";
import type { ReplyClass } from "../../../schema/lists.ts";
import type { HoldRow } from "../../../schema/shipment.ts";
import type { HeardAtHold, Inbound } from "../inbound.ts";
import { Moment, Quoted } from "./parts.tsx";
import type { View } from "./view.ts";

export const CLASS_WORDS: Readonly<Record<ReplyClass, string>> = {
  interested: "interested",
  info_request: "asks something",
  not_interested: "declines",
  unsubscribe: "opts out",
  bounced: "the address does not exist",
  auto_reply: "an automatic reply",
};

const MARKS: Readonly<Record<HearingMark, string>> = {
  alone: "nothing else in it",
  mixed: "mixed: refuses one thing and wants another",
  machine: "machine: no person wrote it",
  soft_report: "a delivery report that is not final",
  left_company: "left the company",
  ambiguous_person: "open whose form it is",
  possible_opt_out: "may be an opt-out",
  role_sender: "from an address that nobody reads",
  language_unknown: "language not known",
  other_sender: "from another address",
};

/** Names of languages by the platform's own list. */
const languages = new Intl.DisplayNames("en", { type: "language" });
const languageWord = (language: Language): string => languages.of(language) ?? language;

interface HeardProps {
  readonly view: View;
  readonly heard: HeardAtHold;
  readonly hold: Pick<HoldRow, "kind" | "action">;
}

/** What came in last, and beside it what the hold answers, where that is another. */
export const Heard = ({ view, heard: { latest, answered, isLatestAnswered }, hold }: HeardProps) =>
  isLatestAnswered ? (
    <InboundCard view={view} inbound={latest} title={`They wrote last, and this ${hold.kind} answers it`} />
  ) : (
    <>
      <InboundCard view={view} inbound={latest} title="They wrote last" note={notAnswered(hold)} />
      <InboundCard view={view} inbound={answered} title={`What this ${hold.kind} answers`} />
    </>
  );

const notAnswered = ({ kind, action }: HeardProps["hold"]): string =>
  action === "followup"
    ? `This ${kind} follows up on our last message, and answers nothing.`
    : `This ${kind} does not answer it.`;

interface InboundProps {
  readonly view: View;
  readonly inbound: Inbound | null;
  readonly title: string;
  /** What a reviewer should know of it first. */
  readonly note?: string;
}

export const InboundCard = ({ view, inbound, title, note }: InboundProps) =>
  inbound && (
    <section class="card inbound" aria-label={title}>
      <h2>{title}</h2>
      <p class="hint">
        {note && <strong>{`${note} `}</strong>}
        {inbound.kind === "lead" ? "A form" : "A message"} · <Moment iso={inbound.at} now={view.now} />
      </p>
      <p class="tags">
        {inbound.class && <span class="tag">{CLASS_WORDS[inbound.class]}</span>}
        {inbound.language && <span class="tag">{languageWord(inbound.language)}</span>}
        {inbound.marks.map((mark) => (
          <span class="tag">{MARKS[mark]}</span>
        ))}
        {inbound.until && <span class="tag">{`not before ${inbound.until}`}</span>}
      </p>
      {inbound.from && (
        <Quoted kind="lead" label="Their address, which is not the contact's" text={shownAddress(inbound.from)} />
      )}
      {inbound.subject && <Quoted kind="lead" label="Their subject" text={inbound.subject} />}
      <Words inbound={inbound} />
      {inbound.rule && (
        <p class="hint">
          Heard by <code>{inbound.rule}</code>
        </p>
      )}
    </section>
  );

const Words = ({ inbound: { own, whole } }: { readonly inbound: Inbound }) => {
  if (own === null) return <p class="none">The words are no longer there, or stay sealed.</p>;
  return (
    <>
      {own === "" ? (
        <p class="none">No words of their own.</p>
      ) : (
        <Quoted kind="lead" label="Their own words" text={own} />
      )}
      {whole !== null && (
        <details>
          <summary>Everything that came in, with quotes and footers</summary>
          <Quoted kind="lead" label="The whole text" text={whole} />
        </details>
      )}
    </>
  );
};
