// The pages on which a person changes a part of the policy: its form, and what the change would do, before it is adopted.
import type { Child } from "hono/jsx";
import type { Policy } from "../../../schema/policy.ts";
import { policyField } from "../fields.ts";
import { boxName, type FieldChange, type FieldFault, nameOf, shownValue } from "../policy/form.ts";
import type { PartLanguage, PolicyField, PolicyGroup } from "../policy/part.ts";
import { PART_NAMES, type PartName, PARTS, WEEKDAYS } from "../policy/sections.ts";
import type { Preview } from "../policy/preview.ts";
import { Page } from "./layout.tsx";
import { LookBackCard, type ShownLook } from "./look-back.tsx";
import { ActionForm, GivenReason, Phrase, Quoted } from "./parts.tsx";
import type { View } from "./view.ts";

/** The part of the policy that is changed. */
export interface PartPlace {
  readonly part: PartName;
  /** Of templates and titles; null for the templates of all other languages, and for the other parts. */
  readonly language: PartLanguage | null;
}

/** The page of a part. */
export const pathOf = ({ part, language }: PartPlace): string =>
  `/policy/${part}${language === null ? "" : `?language=${language}`}`;

interface PartProps extends PartPlace {
  readonly view: View;
  readonly policy: Policy;
  /** The digest of the policy that the form was made for. */
  readonly base: string;
  /** What a person typed, where it could not be read; else the policy is shown. */
  readonly typed?: Readonly<Record<string, unknown>>;
  readonly faults?: readonly FieldFault[];
}

export const PolicyPartPage = ({ view, part, language, policy, base, typed, faults = [] }: PartProps) => {
  const { title, intro, groups } = PARTS[part];
  const shown = groups(policy, language);
  const fieldNames = new Set(shown.flatMap(({ fields }) => fields.map(nameOf)));
  return (
    <Page view={view} title={title} intro={intro}>
      <PartLinks at={part} />
      {part === "templates" && <TemplateLanguages policy={policy} language={language} />}
      {part === "titles" && <LanguageChoice part={part} label="Titles in" language={language} none={null} />}
      {faults.length > 0 && (
        <div class="warning" role="alert">
          <p>Nothing was changed yet. Please look at:</p>
          <ul>
            {faults.map(({ name, label, message }) => (
              <li>
                {fieldNames.has(name) ? <a href={`#${name}`}>{label}</a> : <code>{label}</code>}: {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <ActionForm
        view={view}
        path={`/policy/${part}/look`}
        fields={{ base, ...(language === null ? {} : { language }) }}
        class="act policy"
        label={title}
      >
        {shown.map((group) => (
          <Group group={group} policy={policy} typed={typed} faults={faults} />
        ))}
        <p class="buttons">
          <button class="primary" type="submit">
            Look at the change
          </button>
        </p>
        <p class="hint">Nothing is changed before you have seen what it does.</p>
      </ActionForm>
    </Page>
  );
};

export const PartLinks = ({ at }: { readonly at: PartName | null }) => (
  <nav class="tabs" aria-label="Parts of the policy">
    <ul>
      <li>
        <a href="/policy" {...(at === null ? { "aria-current": "page" as const } : {})}>
          All of it
        </a>
      </li>
      {PART_NAMES.map((part) => (
        <li>
          <a href={`/policy/${part}`} {...(part === at ? { "aria-current": "page" as const } : {})}>
            {PARTS[part].title}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

const NAMES = new Intl.DisplayNames("en", { type: "language" });
const languageName = (language: PartLanguage): string => NAMES.of(language) ?? language;

interface LanguageChoiceProps {
  readonly part: PartName;
  readonly label: string;
  readonly language: PartLanguage | null;
  /** The words for no language in particular; null where one is always chosen. */
  readonly none: string | null;
  /** What is said of a language, beside its name. */
  readonly remark?: (language: PartLanguage) => string;
}

const LanguageChoice = ({ part, label, language, none, remark = () => "" }: LanguageChoiceProps) => (
  <form class="filters wide" method="get" action={`/policy/${part}`}>
    <p class="field">
      <label for="language">{label}</label>
      <select id="language" name="language">
        {none !== null && (
          <option value="" selected={language === null}>
            {none}
          </option>
        )}
        {PARTS[part].languages?.map((one) => (
          <option value={one} selected={one === language}>
            {languageName(one)}
            {remark(one)}
          </option>
        ))}
      </select>
    </p>
    <button type="submit">Show</button>
  </form>
);

const TemplateLanguages = ({
  policy,
  language,
}: {
  readonly policy: Policy;
  readonly language: PartLanguage | null;
}) => {
  const own: Readonly<Record<string, unknown>> = policy.compose.templates.languages ?? {};
  return (
    <LanguageChoice
      part="templates"
      label="For contacts who write in"
      language={language}
      none="any other language"
      remark={(one) => (own[one] ? "" : " (no templates yet)")}
    />
  );
};

interface FormState {
  readonly policy: Policy;
  readonly typed: Readonly<Record<string, unknown>> | undefined;
  readonly faults: readonly FieldFault[];
}

const Group = ({ group: { title, fields }, ...state }: FormState & { readonly group: PolicyGroup }) => (
  <section class="card act">
    <h2>{title}</h2>
    {fields.map((field) => (
      <Field field={field} {...state} />
    ))}
  </section>
);

/** Rows of a text field: a statement or a phrase a line, a letter in about twelve. The other kinds have one line. */
const ROWS: Readonly<Partial<Record<PolicyField["kind"], number>>> = {
  text: 10,
  lines: 6,
  statements: 6,
  facts: 4,
  titles: 6,
};

const Field = ({ field, policy, typed, faults }: FormState & { readonly field: PolicyField }) => {
  const name = nameOf(field);
  const { label, help, kind } = field;
  const given = typed?.[name];
  const value = typeof given === "string" ? given : shownValue(field, policy);
  const fault = faults.find((one) => one.name === name);
  const about = [...(help === undefined ? [] : [`${name}-help`]), ...(fault ? [`${name}-fault`] : [])].join(" ");
  const marks = {
    id: name,
    ...(about === "" ? {} : { "aria-describedby": about }),
    ...(fault ? { "aria-invalid": "true" as const } : {}),
  };
  return (
    <div class="field">
      {kind === "days" ? (
        <Days field={field} label={label} value={value} />
      ) : (
        <>
          <label for={name}>{label}</label>
          {ROWS[kind] !== undefined ? (
            <textarea name={name} rows={ROWS[kind]} maxlength={policyField.characters} {...marks}>
              {value}
            </textarea>
          ) : (
            <input name={name} type="text" value={value} maxlength={policyField.line} autocomplete="off" {...marks} />
          )}
        </>
      )}
      {help !== undefined && (
        <p class="hint" id={`${name}-help`}>
          {help}
        </p>
      )}
      {fault && (
        <p class="fault" id={`${name}-fault`}>
          {fault.message}
        </p>
      )}
    </div>
  );
};

const Days = ({
  field,
  label,
  value,
}: {
  readonly field: PolicyField;
  readonly label: string;
  readonly value: string;
}) => {
  const days = new Set(value.split("\n"));
  return (
    <fieldset class="days" id={nameOf(field)}>
      <legend>{label}</legend>
      <input type="hidden" name={nameOf(field)} value={value} />
      {WEEKDAYS.map((day) => (
        <label>
          <input type="checkbox" name={boxName(field, day)} checked={days.has(day)} /> {day}
        </label>
      ))}
    </fieldset>
  );
};

interface ChangeProps extends PartPlace {
  readonly view: View;
  readonly base: string;
  /** The form as it was sent: it is sent again to be adopted. */
  readonly sent: Readonly<Record<string, string>>;
  readonly changes: readonly FieldChange[];
  readonly previews: readonly Preview[];
  /** What it would have changed; null where nothing is changed. */
  readonly look: ShownLook | null;
  /** What the adoption says that its person saw, signed; empty where nothing could be seen. */
  readonly seen: string;
  /** What stands under the button about a second person; null where the change needs none. */
  readonly secondPerson: Child;
}

export const PolicyChangePage = ({ view, part, language, base, sent, ...shown }: ChangeProps) => {
  const { changes, previews, look, seen, secondPerson } = shown;
  const fields = { ...sent, base, ...(language === null ? {} : { language }) };
  return (
    <Page
      view={view}
      title="What would change"
      intro={
        changes.length === 0
          ? "Nothing: the form says what is in force."
          : "Adopted, it counts for every message that is planned or written from then on. A message that waits for a decision keeps its words."
      }
    >
      <PartLinks at={part} />
      {changes.map((change) => (
        <Compared {...change} />
      ))}
      {look && <LookBackCard view={view} shown={look} path={`/policy/${part}/look`} fields={fields} />}
      {previews.map(({ title, to, subject, body }) => (
        <section class="card letter">
          <h2>
            {title} {to !== undefined && <Phrase text={to} />}
          </h2>
          <Quoted kind="ours" label="Subject" text={subject} />
          <Quoted kind="ours" label="Text" text={body} />
        </section>
      ))}
      {changes.length > 0 && (
        <section class="card">
          <ActionForm view={view} path={`/policy/${part}/adopt`} fields={{ ...fields, seen }} label="Adopt the change">
            <GivenReason id="adopt" />
            <p class="buttons">
              <button class="primary" type="submit">
                Adopt the change
              </button>
            </p>
            <p class="hint">It is recorded with your name.</p>
            {secondPerson}
          </ActionForm>
        </section>
      )}
      <p>
        <a href={pathOf({ part, language })}>Back to the form</a>
      </p>
    </Page>
  );
};

/** A change of the policy: what is in force, and what would be. */
export const Compared = ({ title, isList, before, after }: FieldChange) => (
  <section class="card change">
    <h2>{title}</h2>
    <div class="compared">
      <Value label={isList ? "Goes" : "In force"} value={before} />
      <Value label={isList ? "Comes" : "Then"} value={after} />
    </div>
  </section>
);

const Value = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div>
    <h3>{label}</h3>
    <Phrase text={value} none="nothing" />
  </div>
);
