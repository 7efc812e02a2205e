// Clicks on the whole installation: suppression list, policy, dead letters and refused bodies.
import { performOne } from "../../../schema/only-answer.ts";
import * as z from "zod";
import { canonicalPhone, suppressibleDomain } from "../../../domain/address.ts";
import { addressIn } from "../../../domain/read-address.ts";
import { readPhone } from "../../../domain/read-phone.ts";
import { asBefore } from "../../../domain/visible-text.ts";
import { suppressionField } from "../fields.ts";
import { performerOf } from "../second-person.ts";
import { ContactId, DeadLetterId, RequestId } from "../../../schema/ids.ts";
import { givenReason, saysWhy } from "../../../schema/notes.ts";
import { DiscardReason } from "../../../schema/refused-bodies.ts";
import { type ClickDefinition, defineClick, type Click, invalid, type ClickOutcome, outcomeOfClick } from "./action.ts";

const suppressionFields = z.strictObject({
  kind: z.enum(["address", "domain", "phone"]),
  // A person copies what a page shows, where hidden and misleading characters are written out.
  value: z.string().trim().min(1).max(suppressionField.characters).transform(asBefore),
  /** The contact whose page sent the form; the browser returns there. */
  contactId: ContactId.optional(),
  /** Whether a domain of a public mailbox provider is meant. A form's tick is a text. */
  confirmed: z.union([z.boolean(), z.stringbool()]).optional(),
  ...givenReason,
});

type SuppressionClick = Click<z.output<typeof suppressionFields>>;

const backToContact = (_id: string, fields: Readonly<Record<string, unknown>>): string =>
  ContactId.safeParse(fields["contactId"]).success ? `/contacts/${String(fields["contactId"])}` : "/suppressions";

/** Whether the list could ever match the value. Others are refused here, while the person can correct them. */
function isUsable({ kind, value }: SuppressionClick["input"]): boolean {
  switch (kind) {
    case "address":
      return addressIn(value).ok;
    case "domain":
      // The port answers a public suffix: it refuses to add one, but lifts an earlier entry for one.
      return domainCanBeNamed(value);
    case "phone":
      return canonicalPhone(readPhone(value)?.phone ?? "") !== undefined;
  }
}

function domainCanBeNamed(value: string): boolean {
  const domain = suppressibleDomain(value);
  return domain.ok || domain.error.reason === "public_suffix";
}

const wishOf = ({ by, input: { kind, value, confirmed, reason, why } }: SuppressionClick) => ({
  kind,
  value,
  by,
  reason,
  why,
  ...(confirmed === undefined ? {} : { confirmed }),
});

/** The field that is wrong, or null. */
const wrongIn = ({ input }: SuppressionClick): string | null =>
  !isUsable(input) ? "value" : !saysWhy(input) ? "why" : null;

const suppress = defineClick({
  path: "/suppressions",
  notice: "suppressed",
  back: backToContact,
  fields: suppressionFields,
  act: async (click) => {
    const wrong = wrongIn(click);
    if (wrong !== null) return invalid(wrong);
    return outcomeOfClick(await performOne(click.desk.port, { type: "Suppress", wishes: [wishOf(click)] }));
  },
});

const lift = defineClick({
  path: "/suppressions/lift",
  notice: "lifted",
  back: backToContact,
  /** `request`: to which two people agreed; without it, the newest one for these entries. */
  fields: suppressionFields.extend({ request: RequestId.optional() }),
  act: async (click) => {
    const wrong = wrongIn(click);
    if (wrong !== null) return invalid(wrong);
    const performer = await performerOf(click.desk, click.by, click.input.request);
    return outcomeOfClick(await performOne(click.desk.port, { type: "Lift", wish: wishOf(click), performer }));
  },
});

const adopt = defineClick({
  path: "/policy/adopt",
  notice: "policy_adopted",
  back: () => "/policy",
  fields: z.strictObject({}),
  act: async ({ desk, by }) => {
    // The policy that is in force before anything was adopted, as it is.
    const wish = { type: "AdoptPolicy", policy: {}, replaces: 0, by, reason: "other", why: "" } as const;
    return outcomeOfClick(await performOne(desk.port, { ...wish, performer: await performerOf(desk, by) }));
  },
});

const redrive = defineClick({
  path: "/dead-letters/:id/redrive",
  notice: "redriven",
  back: () => "/dead-letters",
  fields: z.strictObject({}),
  act: async ({ desk, by, id }): Promise<ClickOutcome> => {
    const letter = DeadLetterId.safeParse(id);
    if (!letter.success) return { kind: "not_redriven", cause: "unknown" };
    const { sent, reason } = await performOne(desk.port, { type: "Redrive", id: letter.data, by });
    return sent ? { kind: "done", logged: true, version: 0 } : { kind: "not_redriven", cause: reason ?? "not_sent" };
  },
});

const discard = defineClick({
  path: "/dead-letters/:id/discard",
  notice: "discarded",
  back: () => "/dead-letters",
  fields: z.strictObject({ reason: DiscardReason }),
  act: async ({ desk, by, id, input }): Promise<ClickOutcome> => {
    const letter = DeadLetterId.safeParse(id);
    if (!letter.success) return { kind: "not_discarded", cause: "unknown" };
    const wish = { type: "DiscardBody", id: letter.data, by, reason: input.reason } as const;
    const { discarded, reason } = await performOne(desk.port, wish);
    return discarded
      ? { kind: "done", logged: true, version: 0 }
      : { kind: "not_discarded", cause: reason ?? "unknown" };
  },
});

export const installationActions: readonly ClickDefinition[] = [suppress, lift, adopt, redrive, discard];
