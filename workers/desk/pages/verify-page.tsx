// Shows the verification of one contact's part of the log: its faults, or how much was checked.
import { LOG_FAULT_WORDS } from "../../../replay/fault-words.ts";
import type { Fault } from "../../../replay/faults.ts";
import type { VerifyAnswer } from "../contact-answers.ts";
import { ContactTabs, Unlogged } from "./contact-tabs.tsx";
import { Page } from "./layout.tsx";
import { Empty, Phrase } from "./parts.tsx";
import { Table } from "./table.tsx";
import type { View } from "./view.ts";

export const VerifyPage = ({ view, answer }: { readonly view: View; readonly answer: VerifyAnswer }) => {
  const { contactId, holds, faults, events, unlogged, head } = answer;
  return (
    <Page
      view={view}
      title="Verify"
      intro="What the log says of this contact, judged anew: its chain, who wrote what, what it rests on, and every decision made again."
    >
      <ContactTabs contactId={contactId} at="Verify" />
      <Unlogged count={unlogged} />
      {events === 0 ? (
        <Empty>The log has nothing about this contact yet.</Empty>
      ) : (
        <>
          <section class={`card outcome ${holds ? "good" : "stop"}`}>
            <h2>{holds ? "It holds" : `It does not hold: ${counted(faults.length, "fault")}`}</h2>
            <p>
              {holds
                ? "The chain is whole, and every decision comes out the same when it is made again."
                : "Something was changed, lost, or done as it may not be. Each fault says where."}
            </p>
          </section>
          {!holds && <Faults contactId={contactId} faults={faults} />}
          <Judged answer={answer} />
          {head && (
            <section class="card">
              <h2>Take it with you</h2>
              <p>
                With the hash of the last event you can prove later that nothing before it was changed. Version{" "}
                <strong>{head.version}</strong>:
              </p>
              <p>
                <code>{head.hash}</code>
              </p>
              <p class="hint">
                The same from a terminal, and about the whole log:{" "}
                <code>{`npx holdpoint verify --contact ${contactId}`}</code>
              </p>
            </section>
          )}
        </>
      )}
    </Page>
  );
};

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const Judged = ({ answer }: { readonly answer: VerifyAnswer }) => {
  const { holds, events, stored, madeAgain, rows, messages, sealed } = answer;
  const lines: readonly (readonly [count: number, what: string, how: string])[] = [
    [events, "events", "numbered without a gap, each with the hash of the one before it, each by a writer who may"],
    [stored, "events in the contact’s object", "read from its storage, and the hash of each computed again"],
    [madeAgain.evidence, "rows of evidence", "there, and saying what they are cited for"],
    [madeAgain.gates, "gates and vetoes", "asked again, of the flags and the suppression list of their moment"],
    [madeAgain.actions, "actions", "decided again from what was recorded"],
    [madeAgain.grades, "grades", "computed again"],
    [madeAgain.followups, "follow-ups", "due again at the same time"],
    [madeAgain.scores, "scores", "made again from the same values"],
    [madeAgain.drafts, "drafts of a model", "judged again by the rules of their moment, where their words open"],
    [messages, "messages of the outbox", "compared with what was approved"],
    [rows, "rows made for reading", "compared with the events they were made of"],
    [
      sealed.opened,
      "events with personal words",
      "opened by the contact’s object, and held against the digest that was approved",
    ],
  ];
  return (
    <section class="card">
      <h2>{holds ? "What was judged" : "What was judged, and should be so"}</h2>
      <table class="judged">
        <tbody>
          {lines.map(([count, what, how]) => (
            <tr class={count === 0 ? "none" : ""}>
              <td class="number">{count}</td>
              <th scope="row">
                {what} <span>{how}</span>
              </th>
            </tr>
          ))}
        </tbody>
      </table>
      {sealed.closed > 0 && (
        <p class="hint">
          {counted(sealed.closed, "event has", "events have")} words that{" "}
          {sealed.erased ? "were erased" : "stay sealed"}. That is no fault: what is sealed is chained like everything
          else.
        </p>
      )}
    </section>
  );
};

const Faults = ({
  contactId,
  faults,
}: {
  readonly contactId: VerifyAnswer["contactId"];
  readonly faults: readonly Fault[];
}) => (
  <section>
    <h2>Faults</h2>
    <Table
      caption="Faults"
      columns={[{ name: "Version", kind: "number" }, "Fault", "Where", "Expected", "Found"]}
      rows={faults.map(({ name, version, field, expected, found }) => [
        version === null ? "" : <a href={`/contacts/${contactId}#v${version}`}>{version}</a>,
        <>
          <code>{name}</code>
          <br />
          {LOG_FAULT_WORDS[name]}
        </>,
        <Phrase text={field} none="" />,
        <Phrase text={expected} none="" />,
        <Phrase text={found} none="" />,
      ])}
    />
  </section>
);
