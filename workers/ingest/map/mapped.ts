// The result of mapping a payload, and the last step of every mapping: only fields of `Signal` are kept.
import { err, ok, type Result } from "../../../schema/result.ts";
import type { CompanyStatement } from "../../../schema/company-commands.ts";
import { Signal } from "../../../schema/signals.ts";
import type { Answer } from "../../../domain/forms/answers.ts";
import type { Fields } from "../../../domain/forms/labels.ts";
import type { SourceLabels } from "../../../schema/source-labels.ts";
import { mapForm } from "../../../domain/forms/lead.ts";
import { readPhone } from "../../../domain/read-phone.ts";
import { oneLine } from "../../../domain/forms/values.ts";
import type { Problem } from "../problem.ts";

/**
 * A signal, or the name of a provider's event that Holdpoint does not use; such an event is answered and dropped. `profile`: the address of the
 * person's public profile, which belongs to the person's row and to no signal.
 */
export type Mapped =
  | { readonly signal: Signal; readonly providerId?: string; readonly profile?: string }
  /** What an enrichment tool states of a company. */
  | { readonly statement: CompanyStatement }
  | { readonly ignored: string };
export type MapResult = Result<Mapped, Problem>;
/** `labels`: the source's own labels of its fields, which the configuration states. */
export type MapPayload = (payload: unknown, labels?: SourceLabels) => MapResult;

/** Removes undefined fields, so that `{ title: undefined }` and `{}` have the same digest. */
const present = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** Validates the finished signal. `providerId` is the body's id of the submission, for the receipt of a source that makes ids. */
export function mapped(
  signal: object,
  { providerId, profile }: { readonly providerId?: string | undefined; readonly profile?: string | undefined } = {},
): MapResult {
  const checked = Signal.safeParse(present(signal));
  if (!checked.success) return err({ reason: "payload_unrecognised" });
  return ok({
    signal: checked.data,
    ...(providerId === undefined ? {} : { providerId }),
    ...(profile === undefined ? {} : { profile }),
  });
}

/** The usual form of an event's name. Any other text may have personal data and is not repeated in the answer. */
const EVENT_NAME = /^[a-z][a-z0-9_.-]{0,59}$/i;

export function ignored(name: unknown): MapResult {
  const line = oneLine(name) ?? "";
  return ok({ ignored: EVENT_NAME.test(line) ? line : "unnamed" });
}

/** The fields about a person that a program states; a phone that cannot be read is undefined. */
export function personOf(fields: Fields): Record<"name" | "company" | "title" | "phone", string | undefined> {
  const parts = [oneLine(fields.firstName), oneLine(fields.lastName)].filter((part) => part !== undefined);
  return {
    name: oneLine(fields.name) ?? oneLine(parts.join(" ")),
    company: oneLine(fields.company),
    title: oneLine(fields.title),
    phone: readPhone(fields.phone)?.phone,
  };
}

/** The signal of a form's answers. `providerId`: the id of the submission where the form tool states one in a place of its own. */
export function mappedForm(answers: readonly Answer[], labels?: SourceLabels, providerId?: string): MapResult {
  const form = mapForm(answers, labels);
  if (!form.ok) return form;
  const { signal, submissionId, profile } = form.value;
  return mapped(signal, { providerId: providerId ?? submissionId, profile });
}
