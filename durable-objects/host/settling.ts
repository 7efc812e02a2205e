// Settles commands: a repeated command gets its first answer; a new one is decided in one turn, after reading the suppression
// list where the veto needs it.
import type { ContactCommand, ListReading } from "../../schema/commands.ts";
import type { DispatchingRow } from "../../schema/dispatching.ts";
import type { RunId, StreamId } from "../../schema/ids.ts";
import type { Policy } from "../../schema/policy.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { LogRevision } from "../../drizzle/list-revisions.ts";
import { listTrouble, type SuppressionList } from "../../drizzle/suppression-list.ts";
import { composedBy } from "../../domain/contact/composed-by.ts";
import { correctedWords } from "../../domain/contact/corrections.ts";
import { decide } from "../../domain/contact/decide.ts";
import { type Decided, refusalOf } from "../../domain/contact/decision.ts";
import { nameOf, type Report } from "./report.ts";
import { drawnFor } from "../../domain/contact/drawn.ts";
import { type Contact, holdOfDraft, lookupsIn } from "../../domain/contact/state.ts";
import type { Cause, Stream } from "../../domain/contact/stream.ts";
import type { Policies } from "../../domain/policies.ts";

/** The result of a command. A repeat recorded nothing: another caller may be handling its effects. */
export interface Settled {
  readonly refusal: Refusal | null;
  readonly isRepeat: boolean;
}

/** Why no gate could be passed. */
type ListTrouble = { readonly reason: ReturnType<typeof listTrouble> };

interface Ports {
  readonly list: SuppressionList;
  readonly logRevision: LogRevision;
  readonly policies: Policies;
  readonly report: Report;
  /** The time of the events that are decided now. */
  readonly timeOf: () => string;
  readonly write: (
    streamId: StreamId,
    decided: readonly Decided[],
    cause: Cause,
    at: string,
    isReturn: boolean,
  ) => void;
}

export interface Settling {
  /** Looks up, decides and writes without awaiting. `needs_list`: nothing was decided yet. */
  turn(command: ContactCommand, reading: ListReading | null): Settled | "needs_list";
  /** Decides, after reading the list where the veto needs it: one reading at a time, then everything is checked again. */
  settle(command: ContactCommand): Promise<Settled>;
}

export function openSettling(stream: Stream, { list, logRevision, policies, report, timeOf, write }: Ports): Settling {
  let gate: Promise<unknown> = Promise.resolve();

  const turn = (command: ContactCommand, reading: ListReading | null): Settled | "needs_list" => {
    const recorded = stream.recorded(command.commandId);
    if (recorded) return { refusal: refusalOf(command, stream.contact, recorded), isRepeat: true };
    const streamId = stream.streamId ?? command.contactId;
    const at = timeOf();
    const decision = decide(command, {
      streamId,
      contact: stream.contact,
      at,
      policy: policyFor(command, stream, policies),
      list: reading,
      digest: stream.digest,
      drawn: drawnFor(stream, command),
      ...(command.type === "CorrectContact" ? { corrected: correctedWords(stream.contact, stream.open) } : {}),
    });
    if ("needs" in decision) return "needs_list";
    write(streamId, decision.events, command, at, decision.isReturn ?? false);
    return { refusal: decision.refusal, isRepeat: false };
  };

  const readList = async (command: ContactCommand): Promise<Result<ListReading, ListTrouble>> => {
    const { type } = command;
    const digests = lookupsIn(stream.contact, runOf(command, stream.contact)).flatMap((lookup) =>
      Object.values(lookup).filter((digest) => digest !== undefined),
    );
    try {
      // Read before the list, so that an entry that is added meanwhile makes no difference. A click is recorded while the log is
      // down; what follows of it is not, and reads the log's revision again.
      const isClick = type === "ApproveDraft" || type === "ConfirmPreview";
      const atLeast = await (isClick ? logRevision.recall() : logRevision.read());
      const logged = type === "ClaimDispatch" ? await logRevision.dispatching() : null;
      const { revision, suppressed, dispatching } = await list.read([...new Set(digests)], atLeast);
      const hit = suppressed.length > 0;
      return ok(logged === null ? { revision, hit } : { revision, hit, dispatching: standing(dispatching, logged) });
    } catch (cause) {
      const reason = listTrouble(cause);
      report({ reason, streamId: stream.streamId, detail: nameOf(cause) });
      return err({ reason });
    }
  };

  const settle = async (command: ContactCommand): Promise<Settled> => {
    if (stream.streamId && stream.streamId !== command.contactId)
      throw new Error(`command for ${command.contactId} reached ${stream.streamId}`);
    const first = turn(command, null);
    if (first !== "needs_list") return first;
    const gated = gate.then(async (): Promise<Settled> => {
      for (;;) {
        // Another caller may have settled this command while this one waited.
        const again = turn(command, null);
        if (again !== "needs_list") return again;
        const { lookups } = stream.contact;
        const reading = await readList(command);
        if (!reading.ok) return { refusal: reading.error, isRepeat: false };
        // A signal with another address, or an import with another telephone number, was recorded meanwhile, and this reading did not
        // include its digests. The number of a run's lead never changes.
        if (stream.contact.lookups !== lookups) continue;
        const decided = turn(command, reading.value);
        if (decided === "needs_list")
          throw new Error(`${command.type} asks for the suppression list again after it was read`);
        return decided;
      }
    });
    gate = gated.catch(() => undefined);
    return gated;
  };

  return { turn, settle };
}

/** The row of the stop switch, as long as it can be trusted: one that lets messages go must not be behind the version that the log has. */
const standing = (row: DispatchingRow | null | undefined, logged: number): DispatchingRow | null =>
  row && (row.isStopped || row.version >= logged) ? row : null;

/** The run whose gate the command passes; null for a command about no run. */
function runOf(command: ContactCommand, contact: Contact): RunId | null {
  if ("runId" in command) return command.runId;
  return "draftId" in command ? (holdOfDraft(contact, command.draftId)?.runId ?? null) : null;
}

/**
 * The policy by which a command is decided: the one that a stage decided by, so that a step has one policy from what it read to what is recorded;
 * an edit's with the compose section of the text that is edited; and else the one in force. Throws when the stage's is not known here: the command
 * is repeated.
 */
function policyFor(command: ContactCommand, stream: Stream, policies: Policies): Policy {
  const named = "policy" in command ? command.policy : undefined;
  if (named !== undefined) {
    const policy = policies.whole(named);
    if (!policy) throw new Error(`the policy ${named} is not known`);
    return policy;
  }
  const policy = policies.inForce();
  if (command.type !== "EditDraft") return policy;
  const hold = holdOfDraft(stream.contact, command.draftId);
  const compose = composedBy(stream, hold?.textVersion ?? null, policies);
  return compose ? { ...policy, compose } : policy;
}
