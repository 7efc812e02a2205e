// Makes the CRM's rows of a contact from its events. The words are opened by the caller; of an erased contact there are none.
import * as z from "zod";
import type { ContactModel, ContactWords } from "../../schema/contact-rows.ts";
import { DraftText } from "../../schema/events.ts";
import { type ContactId, contactIdOf } from "../../schema/ids.ts";
import { bodyDigestOf } from "../../schema/messages.ts";
import { Signal } from "../../schema/signals.ts";
import { isFreeMail, registrableDomain } from "../address.ts";
import { subjectDigest } from "../replies/conversation.ts";
import { isQueued, type QueuedSignal } from "./queued-signal.ts";
import type { Stream } from "./stream.ts";

const SignalWords = z.object({ signal: Signal });

/** The rows as of the stream's last event. Throws when the key is another stream's. */
export function contactModel(
  contactId: ContactId,
  { events, contact, open }: Pick<Stream, "events" | "contact" | "open">,
  systemKey: string,
): ContactModel {
  const erased = contact.erasedVersion;
  const signals = events.filter(isQueued).map((event) => ({ event, signal: signalIn(event, open) }));
  const back = erased === null ? undefined : events.find(({ version, sealed }) => version > erased && sealed !== null);
  return {
    contactId,
    erasedAt: contact.erased ? (events.find(({ version }) => version === erased)?.at ?? null) : null,
    returnedAt: contact.erased ? null : (back?.at ?? null),
    row: wordsOf(
      signals.flatMap(({ event, signal }) =>
        // In the conversation of this contact another person may have written.
        signal && contactIdOf(systemKey, signal.email) === contactId ? [{ at: event.at, signal }] : [],
      ),
    ),
    receipts: signals.map(({ event: { at, payload }, signal }) => ({
      receipt: payload.receipt,
      contactId,
      bodyDigest: signal ? bodyDigestOf(systemKey, signal) : "",
      source: payload.source,
      at,
    })),
    written: Object.values(contact.approvals).flatMap(({ claim, outcome, textVersion }) => {
      const text = claim && outcome !== "failed" ? DraftText.safeParse(textIn(open(textVersion))).data : undefined;
      return claim && text
        ? [{ recipient: text.recipient, subject: subjectDigest(systemKey, text.subject), at: claim.at }]
        : [];
    }),
  };
}

const signalIn = ({ version, sealed }: QueuedSignal, open: Stream["open"]): Signal | null =>
  sealed === null ? null : (SignalWords.safeParse(open(version)).data?.signal ?? null);

/** The words of a draft have more beside its text. */
const textIn = (words: Readonly<Record<string, unknown>> | null): unknown =>
  words && Object.fromEntries(Object.keys(DraftText.shape).map((field) => [field, words[field]]));

interface Said {
  readonly at: string;
  readonly signal: Signal;
}

/** A later signal replaces what it says, and leaves what it does not say. */
const wordsOf = (said: readonly Said[]): ContactWords | null => said.reduce<ContactWords | null>(withSignal, null);

function withSignal(row: ContactWords | null, { at, signal }: Said): ContactWords {
  const form = signal.kind === "lead" || signal.kind === "history" ? signal : undefined;
  const name = "name" in signal ? signal.name : undefined;
  const domain = registrableDomain(signal.email);
  return {
    email: signal.email,
    domain: isFreeMail(domain) ? null : domain,
    name: name ?? row?.name ?? null,
    companyName: form?.company ?? row?.companyName ?? null,
    title: form?.title ?? row?.title ?? null,
    phone: form?.phone ?? row?.phone ?? null,
    at,
  };
}
