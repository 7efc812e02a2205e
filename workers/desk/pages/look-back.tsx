// What a policy would have changed in the last 90 days: counts, the first contacts with their changes, what the log cannot say, and a form to look at more.
import type { ContactCard } from "../../../drizzle/desk-reads.ts";
import { counted, many } from "../../../domain/counted.ts";
import { ASPECT_WORDS, UNKNOWN_WORDS } from "../../../replay/difference-words.ts";
import { Aspect, UnknownReason } from "../../../replay/differences.ts";
import { WHAT_IF_DAYS } from "../../../replay/what-if-sum.ts";
import type { ContactId } from "../../../schema/ids.ts";
import { Action } from "../../../schema/lists.ts";
import { actionWord, reasonWord } from "../../../schema/words.ts";
import { withMoments } from "../moments.ts";
import type { LookBack, NamedChanges } from "../policy/look-back.ts";
import { ActionForm, Phrase } from "./parts.tsx";
import { Table } from "./table.tsx";
import type { View } from "./view.ts";

/** `no_decision`: no decision of the log depends on what was changed. `unreadable`: the log did not answer. */
export type ShownLook =
  | {
      readonly kind: "looked";
      readonly look: LookBack;
      /** What was found, signed: with the named contacts for the form that goes on. */
      readonly marked: string;
      readonly cards: ReadonlyMap<ContactId, ContactCard>;
      /** How many contacts there are; null where all were looked at. */
      readonly total: number | null;
    }
  | { readonly kind: "no_decision" }
  | { readonly kind: "unreadable" };

interface LookBackProps {
  readonly view: View;
  readonly shown: ShownLook;
  /** Where the form that goes on is sent, and the fields of the change. */
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

export const LookBackCard = ({ view, shown, path, fields }: LookBackProps) => (
  <section class="card">
    <h2>{`What it would have changed in the last ${WHAT_IF_DAYS} days`}</h2>
    {shown.kind === "no_decision" && <p>Nothing that can be shown: no decision that was made before depends on it.</p>}
    {shown.kind === "unreadable" && (
      <p class="warning" role="alert">
        The earlier decisions cannot be read at the moment. Adopted now, the record says that nobody looked at them.
      </p>
    )}
    {shown.kind === "looked" && <Looked view={view} shown={shown} path={path} fields={fields} />}
  </section>
);

type Looked = Extract<ShownLook, { kind: "looked" }>;

const Looked = ({ view, shown, path, fields }: LookBackProps & { readonly shown: Looked }) => {
  const { look, marked, cards, total } = shown;
  const { sum, named, after } = look;
  const more = sum.changedContacts - named.length;
  return (
    <>
      <p>
        {`${many(sum.runs, "decision")} about ${many(sum.contacts, "contact")}, made again with what was known at the time. Looking changes nothing, and no rule opens a veto.`}
      </p>
      {sum.changedContacts === 0 ? (
        <p>
          <strong>Nothing would have been decided otherwise.</strong>
        </p>
      ) : (
        <>
          <p>
            <strong>{`For ${many(sum.changedContacts, "contact")} something would have been otherwise:`}</strong>
          </p>
          <Counts counts={sum.changed} order={Aspect.options} words={ASPECT_WORDS} />
          <Table
            caption="Contacts with what would have been otherwise"
            columns={[{ name: "Contact", kind: "head" }, "What", "Was", "Would have been"]}
            rows={named.flatMap((one) => rowsOf(one, cards.get(one.contactId)))}
          />
          {more > 0 && (
            <p>
              {`And ${many(more, "more contact")}: `}
              <code>npx holdpoint policy diff</code> lists them all.
            </p>
          )}
        </>
      )}
      <CannotSay look={look} />
      {after !== null && (
        <ActionForm view={view} path={path} fields={{ ...fields, seen: marked }} label="Look at more contacts">
          <p>
            {`Looked at ${counted(sum.contacts)} of about ${many(total ?? 0, "contact")}. They come in no order of time or name, so these are a fair sample of all.`}
          </p>
          <button type="submit">Go on looking</button>
        </ActionForm>
      )}
    </>
  );
};

const rowsOf = ({ contactId, changes, more }: NamedChanges, card: ContactCard | undefined) =>
  changes.map(({ version, aspect, from, to }, index) => [
    <>
      <a href={`/contacts/${contactId}#v${version}`}>
        <Phrase text={card?.name || card?.email} none="a contact without a name" />
      </a>
      {more > 0 && index === changes.length - 1 && ` (and ${many(more, "more change")})`}
    </>,
    ASPECT_WORDS[aspect],
    <Phrase text={differenceText(from)} />,
    <strong>
      <Phrase text={differenceText(to)} />
    </strong>,
  ]);

/** `initial (first_contact)`: an action with its reason. */
const DECIDED = /^([a-z]+) \(([a-z_]+)\)$/u;

function differenceText(text: string): string {
  const [, action, reason] = DECIDED.exec(text) ?? [];
  const known = Action.safeParse(action);
  if (known.success && reason !== undefined) return `${actionWord(known.data)}: ${reasonWord(reason)}`;
  return withMoments(text).replace("needs_review", "needs review");
}

const CannotSay = ({ look: { sum } }: { readonly look: LookBack }) =>
  Object.values(sum.unknown).some((count) => count > 0) && (
    <details>
      <summary>What the log cannot say</summary>
      <Counts counts={sum.unknown} order={UnknownReason.options} words={UNKNOWN_WORDS} />
    </details>
  );

interface CountsProps<Key extends string> {
  readonly counts: Readonly<Record<Key, number>>;
  readonly order: readonly Key[];
  readonly words: Readonly<Record<Key, string>>;
}

const Counts = <Key extends string>({ counts, order, words }: CountsProps<Key>) => (
  <ul>{order.map((key) => counts[key] > 0 && <li>{`${many(counts[key], "contact")}: ${words[key]}`}</li>)}</ul>
);
