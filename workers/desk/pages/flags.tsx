// Shows the flags of a contact as tags. The forms that change flags are in contact-actions.tsx.
import type { Flag } from "../../../schema/lists.ts";
import type { ContactRow } from "../../../schema/shipment.ts";
import { flagWord } from "../../../schema/words.ts";

/** The flags that are set, in the order in which the gate checks them. */
export const setFlags = (flags: ContactRow | null): readonly Flag[] =>
  flags
    ? (
        [
          ["do_not_contact", flags.doNotContact],
          ["bounced", flags.bounced],
          ["unsubscribed", flags.unsubscribed],
          ["replied", flags.replied],
        ] as const
      )
        .filter(([, isSet]) => isSet)
        .map(([flag]) => flag)
    : [];

export const FlagTags = ({ flags }: { readonly flags: ContactRow | null }) => (
  <>
    {setFlags(flags).map((flag) => (
      <span class={`tag ${flag === "replied" ? "info" : "stop"}`}>{flagWord(flag)}</span>
    ))}
    {flags?.sequenceClosed && <span class="tag">not interested</span>}
    {flags?.erased && <span class="tag stop">erased</span>}
  </>
);
