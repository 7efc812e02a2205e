// The tabs that link the pages of one contact, and the warning about events that are not yet in the log.
import type { ContactId } from "../../../schema/ids.ts";

const TABS = [
  ["", "Timeline"],
  ["/receipt", "Receipt"],
  ["/verify", "Verify"],
  ["/what-if", "What if"],
] as const;

/** The pages of one contact. */
export const ContactTabs = ({
  contactId,
  at,
}: {
  readonly contactId: ContactId;
  readonly at: (typeof TABS)[number][1];
}) => (
  <nav class="tabs" aria-label="Contact">
    <ul>
      {TABS.map(([path, label]) => (
        <li>
          <a href={`/contacts/${contactId}${path}`} {...(at === label ? { "aria-current": "page" } : {})}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** A warning about events that the object has and the log does not have yet. */
export const Unlogged = ({ count }: { readonly count: number }) =>
  count === 0 ? null : (
    <p class="warning">
      {count === 1 ? "The newest event is" : `The newest ${count} events are`} not in the log yet, so this page does not
      know {count === 1 ? "it" : "them"}. The contact ships what the log lacks by itself.
    </p>
  );
