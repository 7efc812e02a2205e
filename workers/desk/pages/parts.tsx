// Shared components. Strangers' text is rendered only through `Quoted`, `Phrase` or `Values`.
import { shownAddress } from "../../../domain/address.ts";
import type { Passage } from "../../../domain/draft/whose-words.ts";
import { hiddenCount, visible } from "../../../domain/visible-text.ts";
import { AdministrativeReason } from "../../../schema/lists.ts";
import { NOTE_CHARACTERS } from "../../../schema/notes.ts";
import { administrativeWord } from "../../../schema/words.ts";
import { distanceText, momentText } from "../moments.ts";
import { reasonField } from "../fields.ts";
import { firstPart } from "../first-part.ts";
import type { Inside, View } from "./view.ts";

/** Short foreign text inside a line of ours, isolated from the text direction around it. */
export const Phrase = ({
  text,
  none = "not given",
}: {
  readonly text: string | null | undefined;
  readonly none?: string;
}) => (text ? <bdi class="phrase">{visible(text)}</bdi> : <span class="none">{none}</span>);

/** An address for display: letters that only look like others are written out. Where a line is too short for it, it is broken behind its @. */
export const Address = ({ address }: { readonly address: string | null }) => {
  const shown = address ? visible(address.includes("@") ? shownAddress(address) : address) : "no address";
  const at = shown.lastIndexOf("@") + 1;
  return (
    <bdi class="phrase">
      {shown.slice(0, at)}
      {at > 0 && <wbr />}
      {shown.slice(at)}
    </bdi>
  );
};

interface QuotedProps {
  readonly text: string;
  /** The author, as displayed. */
  readonly label: string;
  /**
   * `lead`: a stranger's own text. `draft`: what would be sent to them and has words of a model or of a stranger. `ours`: what people here wrote, or
   * released. `source`: the message in its transport form.
   */
  readonly kind: "lead" | "draft" | "ours" | "source";
  /** The text in passages, where it is shown which of them tell a statement that people adopted. */
  readonly passages?: readonly Passage[] | null;
}

/**
 * Foreign text as inert text in a labelled frame. It has no links, and none of our controls is inside but the one that shows the rest of a stranger's long text.
 */
export const Quoted = ({ text, label, kind, passages }: QuotedProps) => {
  const hidden = hiddenCount(text);
  const toldCount = passages?.filter(({ statement }) => statement !== null).length ?? 0;
  // What would be sent is always shown whole: nobody approves what stands behind a switch.
  const [first, rest] = kind === "lead" ? firstPart(visible(text)) : [visible(text), ""];
  return (
    <figure class={`quoted ${kind}`}>
      <figcaption>
        <span>{label}</span>
        {(kind === "lead" || kind === "draft") && <span class="tag untrusted">untrusted</span>}
        {hidden > 0 && (
          <span class="tag warn">{`${hidden} hidden character${hidden === 1 ? "" : "s"}, shown as ⟦U+…⟧`}</span>
        )}
        {toldCount > 0 && (
          <span class="tag told">{`shaded: ${toldCount === 1 ? "a statement of yours" : `${toldCount} statements of yours`}, word for word; nobody here adopted the rest`}</span>
        )}
      </figcaption>
      <blockquote dir="auto">{toldCount > 0 ? passages?.map(Told) : first}</blockquote>
      {rest !== "" && (
        <details>
          <summary>{`Show all: ${rest.trim().length.toLocaleString("en")} characters more`}</summary>
          <blockquote dir="auto">{rest}</blockquote>
        </details>
      )}
    </figure>
  );
};

const Told = ({ text, statement }: Passage) =>
  statement === null ? (
    <>{visible(text)}</>
  ) : (
    <span class="told" title={`Your statement ${statement}`}>
      {visible(text)}
    </span>
  );

/** A time with its distance from now. */
export const Moment = ({ iso, now }: { readonly iso: string; readonly now: Date }) => (
  <time datetime={iso} title={momentText(iso)}>
    {momentText(iso)} <span class="distance">({distanceText(iso, now)})</span>
  </time>
);

interface ActionFormProps extends Inside {
  readonly view: View;
  readonly path: string;
  /** The digest of the displayed text, where the click refers to one. */
  readonly shown?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly class?: string;
  readonly label?: string;
  /** The form has a file, or a field as long as one. */
  readonly isUpload?: boolean;
}

/**
 * A form for one path, stamped for this session and for the displayed text. A person who may not post it sees what it would do and which role it needs, in
 * place of the form.
 */
export const ActionForm = ({
  view,
  path,
  shown,
  fields = {},
  class: className = "act",
  label,
  isUpload = false,
  children,
}: ActionFormProps) => {
  const lacking = view.may(path);
  if (lacking) return <p class="hint lacking">{`${label ? `${label}: ` : ""}${firstLower(lacking.title)}.`}</p>;
  return (
    <form
      class={className}
      method="post"
      action={path}
      {...(isUpload ? { enctype: "multipart/form-data" } : {})}
      {...(label ? { "aria-label": label } : {})}
    >
      <input type="hidden" name="stamp" value={view.stamp(path, shown)} />
      {shown !== undefined && <input type="hidden" name="digest" value={shown} />}
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
};

const firstLower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The field for a person's reason. */
export const Reason = ({
  id,
  label = "Reason",
  required = false,
}: {
  readonly id: string;
  readonly label?: string;
  readonly required?: boolean;
}) => (
  <p class="field">
    <label for={id}>
      {label} {!required && <span class="optional">optional</span>}
    </label>
    <input id={id} name="why" type="text" maxlength={reasonField.characters} autocomplete="off" required={required} />
  </p>
);

/** The fields for a reason that stays with the installation: a word of the list, in clear, and a note, which is sealed. */
export const GivenReason = ({ id }: { readonly id: string }) => (
  <>
    <p class="field">
      <label for={`${id}-reason`}>Reason</label>
      <select id={`${id}-reason`} name="reason" required>
        <option value="">Choose one</option>
        {AdministrativeReason.options.map((reason) => (
          <option value={reason}>{administrativeWord(reason)}</option>
        ))}
      </select>
    </p>
    <p class="field">
      <label for={`${id}-why`}>
        In your own words <span class="optional">sealed; needed with “something else”</span>
      </label>
      <input id={`${id}-why`} name="why" type="text" maxlength={NOTE_CHARACTERS} autocomplete="off" />
    </p>
  </>
);

interface ChoiceProps {
  /** The path of the page, and the name of the query parameter that holds the chosen value. */
  readonly path: string;
  readonly name: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly chosen: string;
}

/** The row in which a person chooses what a page shows. It is a form that changes only the address, so that it works without scripts. */
export const Choice = ({ path, name, options, chosen }: ChoiceProps) => (
  <form class="filters wide" method="get" action={path}>
    <p class="field">
      <label for={name}>Show</label>
      <select id={name} name={name}>
        {options.map(([value, words]) => (
          <option value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
    </p>
    <button type="submit">Show</button>
  </form>
);

/** The link to a list's next page. */
export const More = ({ href, label }: { readonly href: string | null; readonly label: string }) =>
  href ? (
    <p class="more">
      <a class="button" href={href}>
        {label}
      </a>
    </p>
  ) : null;

/** The links of a list to its files: those that it takes, and those that it gives. */
export const FileLinks = ({ links }: { readonly links: readonly (readonly [href: string, label: string])[] }) => (
  <p class="files">
    {links.map(([href, label]) => (
      <a class="button" href={href}>
        {label}
      </a>
    ))}
  </p>
);

export const Empty = ({ children }: Inside) => <p class="empty">{children}</p>;

/** A value of the log as nested lists. Keys are ours; values may be strangers' text. */
export const Values = ({ value }: { readonly value: unknown }) => {
  if (Array.isArray(value)) {
    if (value.length === 0) return <span class="none">none</span>;
    return (
      <ul class="values">
        {value.map((item) => (
          <li>
            <Values value={item} />
          </li>
        ))}
      </ul>
    );
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    if (entries.length === 0) return <span class="none">none</span>;
    return (
      <dl class="values">
        {entries.map(([key, item]) => (
          <div>
            <dt>{visible(key)}</dt>
            <dd>
              <Values value={item} />
            </dd>
          </div>
        ))}
      </dl>
    );
  }
  if (value === null || value === undefined) return <span class="none">none</span>;
  return <bdi class="value">{visible(String(value))}</bdi>;
};
