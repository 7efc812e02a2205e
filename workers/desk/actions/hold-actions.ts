// Clicks on a hold: decide it, snooze it, reassign it, or plan the contact again.
import { performOne } from "../../../schema/only-answer.ts";
import * as z from "zod";
import { withLf } from "../../../domain/plain-lines.ts";
import {
  approvalIdOf,
  commandIdOf,
  ContactId,
  type DraftId,
  draftIdOf,
  HoldId,
  holdIdOf,
  RunId,
} from "../../../schema/ids.ts";
import { HoldKind, RejectionReason } from "../../../schema/lists.ts";
import {
  type ClickDefinition,
  defineClick,
  type Click,
  invalid,
  type ClickOutcome,
  outcomeOfClick,
  requiredWhy,
  seen,
  unknown,
  why,
  wordsKey,
} from "./action.ts";
import { readDispatching } from "../dispatching.ts";
import { Digest, Identity, Instant } from "../../../schema/formats.ts";

/**
 * The contact and the run of the hold. A page's form sends them, so that the click needs no database; otherwise the desk reads the
 * hold's row.
 */
const refFields = { contactId: ContactId.optional(), runId: RunId.optional() };

interface HoldRef {
  readonly contactId: ContactId;
  readonly runId: RunId;
  readonly holdId: HoldId;
  /** For a draft. The object finds the hold by it, and compares the digest of what the person saw. */
  readonly draftId: DraftId;
}

// The field `digest` of the clicks that decide is that of the text which the person saw: the object refuses another one.

/** The fields that every command on a hold shares. Two clicks with the same hold, person and `cause` are the same command. */
function about<T extends string>(
  type: T,
  { contactId, runId, holdId }: HoldRef,
  click: Click<{ readonly why: string }>,
  ...cause: readonly string[]
) {
  return {
    type,
    contactId,
    commandId: commandIdOf(type, holdId, click.by, ...cause),
    correlationId: runId,
    causationId: holdId,
    by: click.by,
    why: click.input.why,
  };
}

interface HoldClickDefinition<Shape extends z.ZodRawShape> {
  readonly name: string;
  readonly notice: ClickDefinition["notice"];
  readonly fields: Shape;
  readonly act: (ref: HoldRef, click: Click<z.output<z.ZodObject<Shape>>>) => Promise<ClickOutcome>;
}

function defineHoldClick<Shape extends z.ZodRawShape>({
  name,
  notice,
  fields,
  act,
}: HoldClickDefinition<Shape>): ClickDefinition {
  return defineClick({
    path: `/holds/:id/${name}`,
    notice,
    back: (id) => `/holds/${id}`,
    fields: z.strictObject({ ...refFields, ...fields }),
    act: async (click) => {
      const found = await holdRefOf(click as Click<z.output<z.ZodObject<typeof refFields>>>);
      return found ? act(found, click as unknown as Click<z.output<z.ZodObject<Shape>>>) : unknown("hold");
    },
  });
}

async function holdRefOf({
  desk,
  id,
  input,
}: Click<{ readonly contactId?: ContactId | undefined; readonly runId?: RunId | undefined }>): Promise<HoldRef | null> {
  const holdId = HoldId.safeParse(id);
  if (!holdId.success) return null;
  if (input.contactId && input.runId) {
    const { contactId, runId } = input;
    const round = roundIn(runId, holdId.data);
    return round === null ? null : { contactId, runId, holdId: holdId.data, draftId: draftIdOf(runId, round) };
  }
  const row = await desk.reads.hold(holdId.data);
  if (!row) return null;
  const { streamId: contactId, runId } = row;
  // The row of another run's hold names a draft that the object does not have, or whose digest is another one.
  return { contactId, runId, holdId: holdId.data, draftId: draftIdOf(runId, roundIn(runId, holdId.data) ?? 0) };
}

/** More than a run can have: a hold is replaced at most once an hour, and nobody would have decided for weeks. */
const MOST_ROUNDS = 1_000;

/** How many holds of the run were voided by later grades before this one opened, as its id says; null when the id is of no hold of the run. */
function roundIn(runId: RunId, holdId: HoldId): number | null {
  for (let round = 0; round < MOST_ROUNDS; round += 1)
    if (HoldKind.options.some((kind) => holdIdOf(runId, kind, round) === holdId)) return round;
  return null;
}

const confirm = defineHoldClick({
  name: "confirm",
  notice: "confirmed",
  fields: { digest: Digest, why },
  act: async (at, click) => {
    const { digest } = click.input;
    const command = { ...about("ConfirmPreview", at, click), holdId: at.holdId, digest };
    return outcomeOfClick(await performOne(click.desk.port, command));
  },
});

const dismiss = defineHoldClick({
  name: "dismiss",
  notice: "dismissed",
  fields: { digest: Digest, why: requiredWhy },
  act: async (at, click) => {
    const { digest } = click.input;
    const command = { ...about("DismissPreview", at, click), holdId: at.holdId, digest };
    return outcomeOfClick(await performOne(click.desk.port, command));
  },
});

const edit = defineHoldClick({
  name: "edit",
  notice: "edited",
  fields: {
    digest: Digest,
    subject: z.string().trim().min(1).max(200),
    body: z.string().trim().min(1).max(10_000),
    why,
  },
  act: async (at, click) => {
    const { digest, subject } = click.input;
    // A subject is one header line; a control character could begin another.
    if (/\p{Cc}/u.test(subject)) return invalid("subject");
    // Forms send CRLF; the lines of a draft end in LF.
    const body = withLf(click.input.body);
    // After the key was changed, a repeat is refused as `changed`.
    const words = wordsKey(click.desk, "edit", [digest, subject, body]);
    const command = about("EditDraft", at, click, words);
    return outcomeOfClick(
      await performOne(click.desk.port, { ...command, draftId: at.draftId, replaces: digest, subject, body }),
    );
  },
});

const approve = defineHoldClick({
  name: "approve",
  notice: "approved",
  fields: { digest: Digest, why },
  act: async (at, click) => {
    const { digest } = click.input;
    const { draftId } = at;
    const answer = await performOne(click.desk.port, { ...about("ApproveDraft", at, click, digest), draftId, digest });
    const { isStopped } = await readDispatching(click.desk);
    const approvalId = approvalIdOf(draftId, digest, click.by);
    return outcomeOfClick(answer, { approvalId, ...(isStopped ? { waits: "dispatch_stopped" } : {}) });
  },
});

const reject = defineHoldClick({
  name: "reject",
  notice: "rejected",
  // A form sends the empty text where no reason was chosen.
  fields: { digest: Digest, why: requiredWhy, reason: z.union([z.literal(""), RejectionReason]).default("") },
  act: async (at, click) => {
    const { digest } = click.input;
    const reason = click.input.reason || null;
    const command = { ...about("RejectDraft", at, click), draftId: at.draftId, digest, reason };
    return outcomeOfClick(await performOne(click.desk.port, command));
  },
});

const snooze = defineHoldClick({
  name: "snooze",
  notice: "snoozed",
  fields: { until: Instant, why },
  act: async (at, click) => {
    const { until } = click.input;
    return outcomeOfClick(
      await performOne(click.desk.port, { ...about("SnoozeHold", at, click, until), holdId: at.holdId, until }),
    );
  },
});

const reassign = defineHoldClick({
  name: "reassign",
  notice: "reassigned",
  fields: { to: Identity, seen: seen.optional(), why },
  act: async (at, click) => {
    const { to } = click.input;
    if (!(await click.desk.people.read({ isClick: false })).deciders.includes(to)) return invalid("to");
    // Reassigning to one person, to another and back gives three commands: the version in each tells them apart.
    const version = click.input.seen ?? (await click.desk.reads.hold(at.holdId))?.version ?? 0;
    return outcomeOfClick(
      await performOne(click.desk.port, {
        ...about("ReassignHold", at, click, to, String(version)),
        holdId: at.holdId,
        to,
      }),
    );
  },
});

const run = defineHoldClick({
  name: "run",
  notice: "run_requested",
  fields: { seen: seen.optional(), why },
  act: async (at, click) => {
    const command = about("RequestRun", at, click, String(click.input.seen ?? ""));
    return outcomeOfClick(await performOne(click.desk.port, { ...command, about: at.holdId }));
  },
});

export const holdActions: readonly ClickDefinition[] = [confirm, dismiss, edit, approve, reject, snooze, reassign, run];
