// The pages of webhook sources: their list, and one source with what to enter at its tool, its secrets, and what is done with what it sends.
import { FormField, SourceSends, SourceTrust } from "../../../schema/lists.ts";
import { counted } from "../../../domain/counted.ts";
import { LAST_SIGNAL_DAYS, type ShownSource } from "../../../schema/sources.ts";
import { labelLines } from "../actions/source-actions.ts";
import { Page } from "./layout.tsx";
import { ActionForm, Empty, Moment, Phrase } from "./parts.tsx";
import { Table } from "./table.tsx";
import type { View } from "./view.ts";

type Source = ShownSource & { readonly refused: number };

/** The answer of the door to a sample. */
export interface PostedSample {
  readonly status: number;
  readonly body: string;
}

interface SourcesProps {
  readonly view: View;
  readonly types: readonly { readonly type: string; readonly form: string }[];
  readonly items: readonly Source[];
  readonly configured: readonly { readonly name: string; readonly type: string; readonly refused: number }[];
}

/** What a type of source is called here; a type of another release by its own word. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
  standard_webhooks: "Standard Webhooks (a CRM or a server of yours)",
  typeform: "Typeform",
  signed_form: "Signed form (your website)",
};
const typeWord = (type: string): string => TYPE_WORDS[type] ?? type;

const TRUST_WORDS: Readonly<Record<SourceTrust, string>> = {
  public: "a public form: everybody can fill it in",
  trusted: "a server that knows what it says",
};
const SENDS_WORDS: Readonly<Record<SourceSends, string>> = {
  signals: "leads and what people write or do",
  companies: "companies and facts about them",
};
const KIND_CHOICES = [
  ["lead", "leads only"],
  ["lead message", "leads and messages"],
  ["lead message outcome activity", "leads, messages, outcomes and visits"],
  ["lead message outcome activity history", "everything, imports of earlier contacts too"],
] as const;

export const SourcesPage = ({ view, types, items, configured }: SourcesProps) => (
  <Page
    view={view}
    title="Sources"
    intro="A source is a form or a tool that sends leads here. What you change counts for the next message, within 10 seconds, without a release."
  >
    {items.length === 0 ? (
      <Empty>No source was added here yet.</Empty>
    ) : (
      <Table
        caption="Sources"
        columns={[
          "Source",
          "Tool",
          "Trust",
          "State",
          "Last lead",
          { name: "Leads today", kind: "number" },
          { name: "Over the limit today", kind: "number" },
          { name: "Refused, waiting", kind: "number" },
          "Changed",
        ]}
        rows={items.map((source) => [
          <a href={`/sources/${source.name}`}>{source.name}</a>,
          typeWord(source.type),
          source.trust === "trusted" ? "trusted" : "public form",
          <State source={source} />,
          <LastLead source={source} now={view.now} />,
          <UsedToday source={source} />,
          String(source.today.over),
          <Waiting refused={source.refused} />,
          <Moment iso={source.changedAt} now={view.now} />,
        ])}
      />
    )}
    {configured.length > 0 && (
      <section class="card">
        <h2>Set up with the installation</h2>
        <p>
          These sources come from the installation's own settings and cannot be changed here. Add a source of the same
          name to take one over: then only the one that you add counts.
        </p>
        <ul>
          {configured.map(({ name, type, refused }) => (
            <li>
              {`${name}: ${typeWord(type)}. `}
              {refused > 0 && <Waiting refused={refused} />}
            </li>
          ))}
        </ul>
      </section>
    )}
    <section class="card" id="add">
      <h2>Add a source</h2>
      <ActionForm view={view} path="/sources" label="Add a source">
        <p class="field">
          <label for="source-name">Name</label>
          <input
            id="source-name"
            name="name"
            type="text"
            required
            maxlength={40}
            pattern="[a-z][a-z0-9\-]*"
            title="small letters, digits and dashes"
            autocomplete="off"
            aria-describedby="source-name-help"
          />
          <span class="hint" id="source-name-help">
            Small letters, digits and dashes. It stands in the address to which the tool sends.
          </span>
        </p>
        <p class="field">
          <label for="source-type">Tool</label>
          <select id="source-type" name="type">
            {types.map(({ type }) => (
              <option value={type} selected={type === "signed_form"}>
                {typeWord(type)}
              </option>
            ))}
          </select>
        </p>
        <SettingFields id="new" />
        <p class="field">
          <label for="source-secret">
            Secret of the tool <span class="optional">optional: without one, a new secret is made</span>
          </label>
          <input id="source-secret" name="secret" type="text" maxlength={500} autocomplete="off" />
        </p>
        <button class="primary" type="submit">
          Add the source
        </button>
      </ActionForm>
    </section>
  </Page>
);

const State = ({ source }: { readonly source: ShownSource }) => (
  <span class={`tag ${source.enabled ? (source.secrets.length > 1 ? "warn" : "good") : "bad"}`}>
    {source.enabled ? (source.secrets.length > 1 ? "two secrets" : "on") : "off"}
  </span>
);

/** When a lead or a message of the source last began a run. Also what is accepted and waits in the queue has none yet. */
const LastLead = ({ source, now }: { readonly source: ShownSource; readonly now: Date }) =>
  source.lastSignalAt ? (
    <Moment iso={source.lastSignalAt} now={now} />
  ) : (
    <span class="none">{`none in ${LAST_SIGNAL_DAYS} days`}</span>
  );

const UsedToday = ({ source: { today, dailyBudget } }: { readonly source: ShownSource }) => (
  <>{dailyBudget === null ? counted(today.runs) : `${counted(today.runs)} of ${counted(dailyBudget)}`}</>
);

const Waiting = ({ refused }: { readonly refused: number }) =>
  refused === 0 ? <>0</> : <a href="/dead-letters">{`${refused} refused`}</a>;

interface SourceProps {
  readonly view: View;
  readonly source: Source;
  /** Where this desk is served. */
  readonly origin: string;
  /** What the click made that led here. */
  readonly made:
    | { readonly kind: "secret"; readonly secret: string }
    | { readonly kind: "sample"; readonly sample: PostedSample }
    | null;
}

export const SourcePage = ({ view, source, origin, made }: SourceProps) => {
  const path = `/sources/${source.name}`;
  return (
    <Page view={view} title="Source" heading={false}>
      <h1>{source.name}</h1>
      {made?.kind === "secret" && <NewSecret secret={made.secret} />}
      {made?.kind === "sample" && <SampleAnswer sample={made.sample} />}
      <section class="card">
        <h2>What to enter at the tool</h2>
        <dl class="person">
          <div>
            <dt>Address</dt>
            <dd>
              <code>{`${origin}/webhooks/${source.name}`}</code>
            </dd>
          </div>
          <div>
            <dt>Tool</dt>
            <dd>{typeWord(source.type)}</dd>
          </div>
          <div>
            <dt>Secret</dt>
            <dd>The one that was shown when it was made. Nobody can read it again; make a new one if it is lost.</dd>
          </div>
        </dl>
        <p>
          {source.enabled
            ? "The next message is accepted when it is signed with one of the secrets below. A lead then begins a run, up to a preview that waits for you."
            : "This source is off: whatever it sends is refused as if the source did not exist. Nothing is kept of it."}
        </p>
        <div class="buttons">
          <ActionForm view={view} path={`${path}/sample`} label="Post a sample">
            <button type="submit">Post a sample</button>
          </ActionForm>
          <ActionForm view={view} path={`${path}/${source.enabled ? "disable" : "enable"}`} label="On or off">
            <button type="submit">{source.enabled ? "Turn off" : "Turn on"}</button>
          </ActionForm>
        </div>
      </section>
      <section class="card">
        <h2>Secrets</h2>
        <p>
          Two may count at the same time. To change one without losing a message: make a new secret, enter it at the
          tool, post a sample, then take the old one away.
        </p>
        <ul>
          {source.secrets.map(({ mark, since }) => (
            <li>
              <code>{mark}</code> {"made "}
              <Moment iso={since} now={view.now} />
              {source.secrets.length > 1 && (
                <ActionForm view={view} path={`${path}/drop-secret`} fields={{ mark }} label={`Take ${mark} away`}>
                  <button type="submit">Take it away</button>
                </ActionForm>
              )}
            </li>
          ))}
        </ul>
        {source.secrets.length === 1 && (
          <ActionForm view={view} path={`${path}/secrets`} label="Make a new secret">
            <p class="field">
              <label for="new-secret">
                Secret of the tool <span class="optional">optional: without one, a new secret is made</span>
              </label>
              <input id="new-secret" name="secret" type="text" maxlength={500} autocomplete="off" />
            </p>
            <button type="submit">Make a new secret</button>
          </ActionForm>
        )}
      </section>
      <section class="card">
        <h2>What it may send</h2>
        <ActionForm view={view} path={path} label="What it may send">
          <SettingFields id="own" source={source} />
          <button class="primary" type="submit">
            Save
          </button>
        </ActionForm>
      </section>
      <section class="card">
        <h2>Today</h2>
        <dl class="person">
          <div>
            <dt>Last lead</dt>
            <dd>
              <LastLead source={source} now={view.now} />
            </dd>
          </div>
          <div>
            <dt>{source.dailyBudget === null ? "Leads today" : "Leads of today’s limit"}</dt>
            <dd>
              <UsedToday source={source} />
            </dd>
          </div>
          <div>
            <dt>Over the limit</dt>
            <dd>{`${source.today.over}: the sender was asked to send them again later`}</dd>
          </div>
          <div>
            <dt>Refused, waiting for a person</dt>
            <dd>
              <Waiting refused={source.refused} />
            </dd>
          </div>
          <div>
            <dt>Changed</dt>
            <dd>
              <Moment iso={source.changedAt} now={view.now} /> {"by "}
              <Phrase text={source.changedBy} />
            </dd>
          </div>
        </dl>
        <p>
          <a href="/administration?stream=ad_sources">All changes of sources</a>
        </p>
      </section>
    </Page>
  );
};

const NewSecret = ({ secret }: { readonly secret: string }) => (
  <section class="card notice" role="status">
    <h2>The secret</h2>
    <p>Copy it now: it is shown this once, and nobody can read it again.</p>
    <p>
      <code class="secret">{secret}</code>
    </p>
  </section>
);

const SampleAnswer = ({ sample: { status, body } }: { readonly sample: PostedSample }) => (
  <section class="card notice" role="status">
    <h2>The sample</h2>
    <p>
      {status < 300
        ? `Accepted (${status}). Its preview appears in the inbox within seconds, as “Sample Person”: dismiss it there.`
        : `Refused (${status}). This is what the tool would be answered:`}
    </p>
    <pre>{body}</pre>
  </section>
);

const SettingFields = ({ id, source }: { readonly id: string; readonly source?: ShownSource }) => {
  const kinds = source ? source.kinds.join(" ") : "lead";
  const choices: readonly (readonly [string, string])[] = KIND_CHOICES.some(([value]) => value === kinds)
    ? KIND_CHOICES
    : [...KIND_CHOICES, [kinds, kinds === "" ? "opt-outs only" : kinds.replaceAll(" ", ", ")]];
  return (
    <>
      <Choice
        id={`${id}-kinds`}
        name="kinds"
        label="It may send"
        hint="opt-outs are always taken"
        choices={choices}
        value={kinds}
      />
      <Choice
        id={`${id}-trust`}
        name="trust"
        label="Trust"
        hint="recorded and shown; it changes no grade"
        choices={SourceTrust.options.map((word) => [word, TRUST_WORDS[word]])}
        value={source?.trust ?? "public"}
      />
      <Choice
        id={`${id}-sends`}
        name="sends"
        label="Its messages are about"
        choices={SourceSends.options.map((word) => [word, SENDS_WORDS[word]])}
        value={source?.sends ?? "signals"}
      />
      <Choice
        id={`${id}-ids`}
        name="makesIds"
        label="Numbers (ids) in its messages are"
        choices={[
          ["no", "not to be relied on"],
          ["yes", "made by its server, one for each message"],
        ]}
        value={source?.makesIds ? "yes" : "no"}
      />
      <p class="field">
        <label for={`${id}-budget`}>
          Most leads a day <span class="optional">optional: a thousand a day is a busy source</span>
        </label>
        <input
          id={`${id}-budget`}
          name="dailyBudget"
          type="number"
          min={1}
          max={1_000_000}
          value={source?.dailyBudget ?? ""}
        />
      </p>
      <p class="field">
        <label for={`${id}-labels`}>
          Its own questions <span class="optional">optional, a line each, such as “company: Which firm?”</span>
        </label>
        <textarea id={`${id}-labels`} name="labels" rows={3}>
          {source ? labelLines(source.labels) : ""}
        </textarea>
        <span class="hint">{`Fields: ${FormField.options.join(", ")}.`}</span>
      </p>
    </>
  );
};

interface ChoiceProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly choices: readonly (readonly [value: string, label: string])[];
  readonly value: string;
}

const Choice = ({ id, name, label, hint, choices, value }: ChoiceProps) => (
  <p class="field">
    <label for={id}>
      {label} {hint && <span class="optional">{hint}</span>}
    </label>
    <select id={id} name={name}>
      {choices.map(([word, text]) => (
        <option value={word} selected={word === value}>
          {text}
        </option>
      ))}
    </select>
  </p>
);
