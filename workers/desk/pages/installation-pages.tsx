// Pages of the whole installation: a message of the outbox, the policy.
import type { OutboxRow } from "../../../drizzle/desk-reads.ts";
import { defaultPolicy } from "../../../schema/default-policy.ts";
import { PolicySection, policyMark } from "../../../schema/policy.ts";
import { readMessage } from "../../../replay/message-text.ts";
import { Page } from "./layout.tsx";
import { ActionForm, Address, Moment, Phrase, Quoted, Values } from "./parts.tsx";
import type { View } from "./view.ts";

export const MessagePage = ({ view, row }: { readonly view: View; readonly row: OutboxRow }) => {
  const { headers, text } = readMessage(row.message);
  return (
    <Page view={view} title="Released message">
      <section class="card letter">
        <dl class="person">
          <div>
            <dt>To</dt>
            <dd>
              <Address address={row.recipient} />
            </dd>
          </div>
          <div>
            <dt>Subject</dt>
            <dd>
              <Phrase text={row.subject} none="none" />
            </dd>
          </div>
          <div>
            <dt>Released</dt>
            <dd>
              <Moment iso={row.at} now={view.now} />
            </dd>
          </div>
          <div>
            <dt>Approval</dt>
            <dd>
              <code>{row.approvalId}</code>
            </dd>
          </div>
        </dl>
        <Quoted kind="ours" label="Text" text={text} />
        <p>
          <a href={`/contacts/${row.streamId}`}>Everything about this contact</a>
        </p>
      </section>
      <details>
        <summary>Headers</summary>
        <dl class="values">
          {headers.map(([name, value]) => (
            <div>
              <dt>
                <Phrase text={name} />
              </dt>
              <dd>
                <Phrase text={value} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
      <details open>
        <summary>As it would travel (RFC 5322)</summary>
        <Quoted kind="source" label="Source" text={row.message} />
      </details>
    </Page>
  );
};

export const PolicyPage = ({ view }: { readonly view: View }) => (
  <Page
    view={view}
    title="Policy"
    intro="The rules and limits by which this release decides. Adopting it is recorded with your name; every event carries the digest of the section it used."
  >
    <section class="card">
      <ActionForm view={view} path="/policy/adopt" label="Adopt the policy">
        <button class="primary" type="submit">
          Adopt the policy of this release
        </button>
      </ActionForm>
    </section>
    {PolicySection.options.map((section) => (
      <details class="card">
        <summary>
          <h2>{section}</h2> <code>{policyMark(defaultPolicy, section).digest.slice(0, 12)}</code>
        </summary>
        <Values value={defaultPolicy[section]} />
      </details>
    ))}
  </Page>
);
