// Shows what another policy would have changed for one contact. It changes nothing.
import { ASPECT_WORDS, UNKNOWN_WORDS } from "../../../replay/difference-words.ts";
import type { Change, Unknown } from "../../../replay/differences.ts";
import type { ContactId } from "../../../schema/ids.ts";
import { type Policy, PolicySection } from "../../../schema/policy.ts";
import { visible } from "../../../domain/visible-text.ts";
import type { WhatIfAnswer } from "../contact-answers.ts";
import { policyField } from "../fields.ts";
import { withMoments } from "../moments.ts";
import { ContactTabs } from "./contact-tabs.tsx";
import { Page } from "./layout.tsx";
import { ActionForm, Moment, Phrase } from "./parts.tsx";
import { Table } from "./table.tsx";
import type { View } from "./view.ts";

interface WhatIfProps {
  readonly view: View;
  readonly contactId: ContactId;
  readonly inForce: Policy;
  /** The candidate as the person typed it; null before the first try. */
  readonly tried: string | null;
  readonly answer: WhatIfAnswer | null;
  /** What is wrong with the candidate. */
  readonly trouble: string | null;
}

export const WhatIfPage = ({ view, contactId, inForce, tried, answer, trouble }: WhatIfProps) => (
  <Page
    view={view}
    title="What if"
    intro="Every decision about this contact made again under another policy, with the evidence of its time. Nothing is changed by asking, and no policy opens the veto."
  >
    <ContactTabs contactId={contactId} at="What if" />
    {trouble !== null && (
      <p class="warning" role="alert">
        This is not a valid policy. <bdi>{visible(trouble)}</bdi>
      </p>
    )}
    {answer && <Result view={view} answer={answer} />}
    <section class="card">
      <ActionForm view={view} path={`/contacts/${contactId}/what-if`} label="Try another policy">
        <p class="field">
          <label for="policy">The sections to replace, each complete, as JSON</label>
          <textarea
            id="policy"
            name="policy"
            rows={8}
            maxlength={policyField.characters}
            class="code"
            spellcheck={false}
            required
          >
            {tried ?? written({ ladder: inForce.ladder })}
          </textarea>
        </p>
        <p class="buttons">
          <button class="primary" type="submit">
            Run it again
          </button>
        </p>
        <p class="hint">
          {tried === null
            ? "The field begins with the ladder in force. Change a number of days to try another policy."
            : "Sections that are left out stay as they are in force."}
        </p>
      </ActionForm>
    </section>
    <section class="card">
      <h2>The policy in force</h2>
      {PolicySection.options.map((section) => (
        <details>
          <summary>{section}</summary>
          <pre>
            <code>{written({ [section]: inForce[section] })}</code>
          </pre>
        </details>
      ))}
    </section>
  </Page>
);

/** JSON with short lists on one line. Line breaks inside strings are escaped, so the pattern cannot match in a string. */
const written = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(
    /\[\n\s+([^[\]{}]*?)\n\s+\]/g,
    (_, items: string) => `[${items.replace(/,\n\s+/g, ", ")}]`,
  );

const Result = ({ view, answer }: { readonly view: View; readonly answer: WhatIfAnswer }) => {
  const { contactId, runs, changes, unknowns, notRunAgain } = answer;
  const again = `${runs} ${runs === 1 ? "run" : "runs"} decided again.`;
  return (
    <section class={`card outcome ${changes.length === 0 ? "good" : "info"}`} role="status">
      <h2>{changes.length === 0 ? "Nothing would change" : "Something would change"}</h2>
      <p>{again}</p>
      {changes.length > 0 && <Changes view={view} contactId={contactId} changes={changes} />}
      {unknowns.length + notRunAgain.length > 0 && (
        <>
          <h3>The log cannot know</h3>
          <ul class="list">
            {whysOf(unknowns).map(([why, versions]) => (
              <li>
                {UNKNOWN_WORDS[why]} (at{" "}
                {versions.map((version, index) => (
                  <>
                    {index > 0 && ", "}
                    <a href={`/contacts/${contactId}#v${version}`}>{version}</a>
                  </>
                ))}
                )
              </li>
            ))}
            {notRunAgain.map((section) => (
              <li>what “{section}” would change: no event lets it be run again</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};

const whysOf = (unknowns: readonly Unknown[]) =>
  [...Map.groupBy(unknowns, ({ why }) => why)].map(
    ([why, own]) => [why, [...new Set(own.map(({ version }) => version))]] as const,
  );

const Changes = ({
  view,
  contactId,
  changes,
}: {
  readonly view: View;
  readonly contactId: ContactId;
  readonly changes: readonly Change[];
}) => (
  <Table
    caption="What would change"
    columns={[{ name: "Version", kind: "number" }, "When", "What", "Was", "Would be"]}
    rows={changes.map(({ version, at, aspect, from, to }) => [
      <a href={`/contacts/${contactId}#v${version}`}>{version}</a>,
      <Moment iso={at} now={view.now} />,
      ASPECT_WORDS[aspect],
      <Phrase text={withMoments(from)} />,
      <strong>
        <Phrase text={withMoments(to)} />
      </strong>,
    ])}
  />
);
