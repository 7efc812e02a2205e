// Pages of the whole installation: a message of the outbox, the policy.
import type { OutboxRow } from "../../../drizzle/desk-reads.ts";
import { type Policy, PolicySection, policyMark } from "../../../schema/policy.ts";
import type { Adoption } from "../../../schema/policy-answer.ts";
import { readMessage } from "../../../replay/message-text.ts";
import { Page } from "./layout.tsx";
import { sectionWord } from "../policy/section-words.ts";
import { PartLinks } from "./policy-part-page.tsx";
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

interface PolicyProps {
  readonly view: View;
  /** The policy in force. */
  readonly policy: Policy;
  readonly digest: string;
  /** Null before the first adoption. */
  readonly adoption: Adoption | null;
}

export const PolicyPage = ({ view, policy, digest, adoption }: PolicyProps) => (
  <Page
    view={view}
    title="Policy"
    intro="What is written to people, when, and the rules and limits by which leads are decided. Every decision says by which version of these rules it was made."
  >
    <PartLinks at={null} />
    <section class="card">
      <dl class="person">
        <div>
          <dt>In force</dt>
          <dd>
            <code>{digest}</code>
          </dd>
        </div>
        <div>
          <dt>Adopted</dt>
          <dd>
            {adoption ? (
              <>
                <Moment iso={adoption.at} now={view.now} /> by <Phrase text={adoption.by} />
              </>
            ) : (
              "not yet: this is what a new installation begins with"
            )}
          </dd>
        </div>
      </dl>
      {adoption ? (
        <p>
          The parts above are changed here, or as a whole in a file: <code>npx holdpoint policy show</code> writes it,
          and <code>npx holdpoint policy adopt</code> puts it in force.
        </p>
      ) : (
        <ActionForm view={view} path="/policy/adopt" label="Adopt the policy">
          <button class="primary" type="submit">
            Adopt it as it is
          </button>
        </ActionForm>
      )}
    </section>
    {PolicySection.options.map((section) => (
      <details class="card">
        <summary>
          <h2>{sectionWord(section)}</h2> <code>{`${section} ${policyMark(policy, section).digest.slice(0, 12)}`}</code>
        </summary>
        <Values value={policy[section]} />
      </details>
    ))}
  </Page>
);
