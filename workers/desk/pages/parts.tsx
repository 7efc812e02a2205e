// The small pieces pages are made of. What strangers wrote goes through `Quoted`, `Phrase` or `Values` and through nothing else.
import { shownAddress } from "../../../domain/address.ts";
import { hiddenCount, visible } from "../../../domain/visible-text.ts";
import { distanceText, momentText } from "../moments.ts";
import { reasonField } from "../fields.ts";
import type { Inside, View } from "./view.ts";

/** A few words from outside, inside a line of ours: kept apart from the direction of the text around it. */
export const Phrase = ({
  text,
  none = "not given",
}: {
  readonly text: string | null | undefined;
  readonly none?: string;
}) => (text ? <bdi class="phrase">{visible(text)}</bdi> : <span class="none">{none}</span>);

/** An address as people are shown it: letters that only look like others are written out. */
export const Address = ({ address }: { readonly address: string | null }) => (
  <bdi class="phrase">{address ? visible(address.includes("@") ? shownAddress(address) : address) : "no address"}</bdi>
);

interface QuotedProps {
  readonly text: string;
  /** Who wrote it, as the reader is told. */
  readonly label: string;
  /** `lead` is a stranger's own text; `draft` is what would be sent to them; `source` is that as it travels. */
  readonly kind: "lead" | "draft" | "source";
}

/** Text that is not ours, as inert text in a frame that says so. Nothing in it is a link, and no control of ours is inside. */
export const Quoted = ({ text, label, kind }: QuotedProps) => {
  const hidden = hiddenCount(text);
  return (
    <figure class={`quoted ${kind}`}>
      <figcaption>
        <span>{label}</span>
        {kind !== "source" && <span class="tag untrusted">untrusted</span>}
        {hidden > 0 && (
          <span class="tag warn">{`${hidden} hidden character${hidden === 1 ? "" : "s"}, shown as ⟦U+…⟧`}</span>
        )}
      </figcaption>
      <blockquote dir="auto">{visible(text)}</blockquote>
    </figure>
  );
};

/** A point in time, with how far away it is. */
export const Moment = ({ iso, now }: { readonly iso: string; readonly now: Date }) => (
  <time datetime={iso} title={momentText(iso)}>
    {momentText(iso)} <span class="distance">({distanceText(iso, now)})</span>
  </time>
);

interface ActionFormProps extends Inside {
  readonly view: View;
  readonly path: string;
  /** The digest of the text on the screen, where the click is about one. */
  readonly shown?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly class?: string;
  readonly label?: string;
}

/** A form that does one thing: posted to one path, stamped for this session and for what is shown. */
export const ActionForm = ({
  view,
  path,
  shown,
  fields = {},
  class: className = "act",
  label,
  children,
}: ActionFormProps) => (
  <form class={className} method="post" action={path} {...(label ? { "aria-label": label } : {})}>
    <input type="hidden" name="stamp" value={view.stamp(path, shown)} />
    {shown !== undefined && <input type="hidden" name="digest" value={shown} />}
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {children}
  </form>
);

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

/** Where a list goes on. A plain link: lists are read by GET. */
export const More = ({ href, label }: { readonly href: string | null; readonly label: string }) =>
  href ? (
    <p class="more">
      <a class="button" href={href}>
        {label}
      </a>
    </p>
  ) : null;

export const Empty = ({ children }: Inside) => <p class="empty">{children}</p>;

/** A value of the log as nested lists: keys are ours, values may be anybody's. */
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
