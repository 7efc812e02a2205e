// What mapping a payload gives, and the last step of every mapping: only what `Signal` names goes on.
import { err, ok, type Result } from "../../../schema/result.ts";
import { Signal } from "../../../schema/signals.ts";
import type { Problem } from "../problem.ts";
import { addressOf, manyLines, oneLine, timeOf } from "./fields.ts";
import type { Fields } from "./labels.ts";

/** A signal, or the name of something a provider may well send and Holdpoint has no use for: answered like any other, and forgotten. */
export type Mapped = { readonly signal: Signal; readonly providerId?: string } | { readonly ignored: string };
export type MapResult = Result<Mapped, Problem>;
export type MapPayload = (payload: unknown) => MapResult;

/** What is undefined is absent: `{ title: undefined }` and `{}` must hash alike. */
const present = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Checks the finished signal at the door. `providerId` is the sender's own id of the submission, for the receipt. */
export function mapped(signal: object, providerId?: string): MapResult {
  const checked = Signal.safeParse(present(signal));
  if (!checked.success) return err({ reason: "payload_unrecognised" });
  return ok({ signal: checked.data, ...(providerId === undefined ? {} : { providerId }) });
}

/** What events are called everywhere. Anything else in its place is the sender's text, and is not said back. */
const EVENT_NAME = /^[a-z][a-z0-9_.-]{0,59}$/i;

export function ignored(name: unknown): MapResult {
  const line = oneLine(name) ?? "";
  return ok({ ignored: EVENT_NAME.test(line) ? line : "unnamed" });
}

/** The columns about a person that every form shares. */
export function personOf(fields: Fields): Record<"name" | "company" | "title" | "phone", string | undefined> {
  const parts = [oneLine(fields.firstName), oneLine(fields.lastName)].filter((part) => part !== undefined);
  return {
    name: oneLine(fields.name) ?? oneLine(parts.join(" ")),
    company: oneLine(fields.company),
    title: oneLine(fields.title),
    phone: oneLine(fields.phone),
  };
}

export function mappedLead(fields: Fields, providerId?: string): MapResult {
  const email = addressOf(fields.email);
  if (!email.ok) return email;
  const occurredAt = timeOf(fields.occurredAt);
  if (!occurredAt.ok) return occurredAt;
  const lead = {
    kind: "lead",
    email: email.value,
    ...personOf(fields),
    text: manyLines(fields.text),
    occurredAt: occurredAt.value,
  };
  return mapped(lead, providerId);
}
