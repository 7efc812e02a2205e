// The page of the stop switch: where sending is stopped and resumed, what waits, and what was done before.
import type { AdministrationAnswer } from "../../../schema/answers.ts";
import type { ContactId } from "../../../schema/ids.ts";
import { waitingText } from "../dispatching.ts";
import { Page } from "./layout.tsx";
import { ActionForm, Empty, GivenReason, Phrase } from "./parts.tsx";
import { Events } from "./provenance.tsx";
import { Table } from "./table.tsx";
import type { View } from "./view.ts";

interface DispatchProps {
  readonly view: View;
  /** The stops and resumptions, newest first. */
  readonly history: AdministrationAnswer;
  /** What the waiting contacts are called, by their ids. */
  readonly nameOf: (contactId: ContactId) => string | null;
}

export const DispatchPage = ({ view, history: { entries, unopened }, nameOf }: DispatchProps) => {
  const { isStopped, version, waiting, isCut } = view.dispatching;
  return (
    <Page
      view={view}
      title="Stop or resume sending"
      intro="While sending is stopped, drafts are written and approved as ever, and nothing leaves. What was approved waits and goes out once when sending is resumed."
    >
      <section class="card">
        <h2>{isStopped === false ? "Sending goes on" : isStopped ? "Sending is stopped" : "It cannot be read"}</h2>
        {isStopped ? (
          <ActionForm view={view} path="/dispatch/resume" label="Resume sending" fields={{ stopped: String(version) }}>
            <GivenReason id="resume" />
            <button class="primary" type="submit">
              Resume sending
            </button>
          </ActionForm>
        ) : (
          <ActionForm view={view} path="/dispatch/stop" label="Stop sending">
            <GivenReason id="stop" />
            <button class="danger" type="submit">
              Stop sending
            </button>
          </ActionForm>
        )}
        <p class="aside">
          A message that was being handed over at the moment of the stop is finished. Notices to our own people go on.
        </p>
      </section>
      {isStopped && (
        <section>
          <h2>What waits</h2>
          <p>{waitingText({ waiting, isCut })}</p>
          {waiting.length > 0 && (
            <Table
              caption="Approved messages that wait"
              columns={["Contact", "Message"]}
              rows={waiting.map(({ holdId, contactId }) => [
                <a href={`/contacts/${contactId}`}>
                  <Phrase text={nameOf(contactId) ?? ""} none="Name not given" />
                </a>,
                <>
                  <a href={`/holds/${holdId}?contact=${contactId}`}>The approved draft</a>, waits: sending is stopped
                </>,
              ])}
            />
          )}
        </section>
      )}
      <section>
        <h2>Before</h2>
        {entries.length === 0 ? (
          <Empty>Sending was never stopped.</Empty>
        ) : (
          <Events view={view} entries={entries} unopened={unopened} label="Stops and resumptions" />
        )}
      </section>
    </Page>
  );
};
