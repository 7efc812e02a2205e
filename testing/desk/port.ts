// A replacement for the desk's port, over the rows of a sample installation. It changes rows and returns answers as the objects
// would, but records no events.
import { policyDigest } from "../../schema/policy.ts";
import { samplePolicy } from "../sample-policy.ts";
import type { TimelineEntry } from "../../schema/answers.ts";
import type {
  ClickAnswer,
  DrawnHold,
  EraseAnswer,
  HoldAnswer,
  OpenedLetter,
  RebuildAnswer,
  Timeline,
} from "../../schema/answers.ts";
import type { ContactCard } from "../../drizzle/desk-reads.ts";
import { SAMPLE_SOURCES } from "./sources.ts";
import { CorrectedField } from "../../schema/lists.ts";
import { shortDigestOf } from "../../schema/canonical.ts";
import { type DraftText, eventInRow } from "../../schema/events.ts";
import { timelineEntry } from "../../domain/contact/views.ts";
import { damageOf } from "../../schema/object-damage.ts";
import type { DispatchingShown } from "../../schema/dispatching.ts";
import { CompanyId, ContactId, contactIdOf, type DeadLetterId } from "../../schema/ids.ts";
import type { AnswerTo, Failed, Port, PortCommandOf, QueryOf } from "../../schema/ports.ts";
import { err, ok } from "../../schema/result.ts";
import type { CommandOf, DeskWish } from "../../schema/commands.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { type ContactRow, type HoldRow, HoldShown } from "../../schema/shipment.ts";
import { whyUnwritable } from "../../domain/writable-address.ts";
import { SYSTEM_KEY } from "../people.ts";
import { SAMPLE_COMPANY } from "./companies.ts";
import { NOW } from "./leads.ts";
import { samplePeople } from "./people.ts";
import type { SampleLog } from "./log.ts";
import type { Rows } from "./reads.ts";

/** An answer that a test sets; the port then returns (or throws) it and changes nothing. Null: commands are performed. */
export type GivenAnswer = Partial<EraseAnswer> | Error | null;

interface PortOptions {
  readonly rows: Rows;
  readonly timelines: Map<ContactId, readonly TimelineEntry[]>;
  readonly log: SampleLog | null;
  /** The port adds every command to it, in order. */
  readonly asked: object[];
  readonly given: () => GivenAnswer;
}

/** The changes of a hold's row when its contact is erased. */
const ERASED = { state: "voided", endedBy: "erased", endedAt: NOW, shown: "" } as const;

const DONE: ClickAnswer = { logged: true, version: 8, refusal: null };

export function samplePort({ rows, timelines, log, asked, given }: PortOptions): Port<"desk"> {
  const firstAnswers = new Map<string, ClickAnswer>();

  /** Performs a command. A repeated command changes nothing and gets its first answer again. */
  function act(command: DeskWish): ClickAnswer {
    const answer = firstAnswers.get(command.commandId) ?? { ...DONE, refusal: apply(rows, command) };
    firstAnswers.set(command.commandId, answer);
    return answer;
  }

  /** Records a command, then returns the answer that the test set, or performs the command with `whenDone`. */
  async function asking(call: object, whenDone: () => ClickAnswer): Promise<ClickAnswer> {
    asked.push(call);
    const answer = given();
    if (answer instanceof Error) throw answer;
    return answer ? { ...DONE, ...answer } : whenDone();
  }

  async function erase(command: CommandOf<"EraseContact">): Promise<EraseAnswer> {
    const { isComplete = true, ...answer }: Partial<EraseAnswer> & ClickAnswer = await asking(command, () => {
      setFlag(rows, command.contactId, { erased: true });
      const words = null;
      timelines.set(
        command.contactId,
        (timelines.get(command.contactId) ?? []).map((entry) => ({ ...entry, words })),
      );
      rows.cards.delete(command.contactId);
      for (const hold of rows.ownHolds.values())
        if (hold.streamId === command.contactId) ship(rows, { ...hold, ...ERASED });
      return DONE;
    });
    return { ...answer, isComplete };
  }

  async function timeline({ contactId }: { readonly contactId: ContactId }): Promise<Timeline> {
    const logged = log?.timeline(contactId);
    if (logged) return logged;
    const entries = timelines.get(contactId) ?? [];
    const hold = [...rows.ownHolds.values()].find((one) => one.streamId === contactId);
    const step = hold?.state === "approved" ? "dispatch" : (hold?.kind ?? null);
    const openHold = hold?.state === "open" ? hold.holdId : null;
    return { streamId: contactId, version: entries.length, entries: [...entries], step, openHold };
  }

  async function openedHold({ contactId, holdId }: Extract<QueryOf<"desk">, { type: "Hold" }>): Promise<HoldAnswer> {
    const own = rows.ownHolds.get(holdId);
    const row = own?.streamId === contactId ? own : undefined;
    return {
      hold: row ? drawnHoldOf(row) : null,
      refusal: row ? null : { reason: "unknown", what: "hold" },
      flags: rows.flags.get(contactId) ?? null,
      timeline: await timeline({ contactId }),
    };
  }

  function rebuild({ streamId }: Extract<PortCommandOf<"desk">, { type: "RebuildObject" }>): RebuildAnswer {
    const contactId = ContactId.safeParse(streamId).data;
    const events = contactId ? (timelines.get(contactId) ?? []).length : 0;
    const isKnown = events > 0;
    return { refusal: isKnown ? null : "unknown", at: null, events, changed: isKnown, discarded: 0, wordsLost: false };
  }

  /** The events of a company, newest first; of an administrative stream none. */
  const companyEntries = ({ streamId, before }: Extract<QueryOf<"desk">, { type: "Administration" }>) =>
    (rows.companyEvents.get(streamId as CompanyId) ?? [])
      .filter(({ version }) => before === null || version < before)
      .toReversed()
      .map((row) => timelineEntry(eventInRow(row), { hash: row.hash, words: null, sealed: false }));

  const people = samplePeople();
  let dispatching: DispatchingShown = { isStopped: false, version: 0, stop: null, waiting: [], isCut: false };
  /** Stops and resumes sending. The approved holds without a message wait. */
  const switched = (command: Extract<PortCommandOf<"desk">, { type: "Stop" | "Resume" }>): ClickAnswer => {
    const version = dispatching.version + 1;
    const { by, reason, why } = command;
    const waiting = [...rows.ownHolds.values()].filter(({ state }) => state === "approved");
    dispatching =
      command.type === "Stop"
        ? {
            isStopped: true,
            version,
            stop: { since: NOW, by, reason, why },
            waiting: waiting.map(({ holdId, streamId: contactId }) => ({ holdId, contactId })),
            isCut: false,
          }
        : { isStopped: false, version, stop: null, waiting: [], isCut: false };
    return { ...DONE, version };
  };
  const endedSessions = new Set<string>();
  const endSession = (command: Extract<PortCommandOf<"desk">, { type: "EndSession" }>): null => {
    asked.push(command);
    const answer = given();
    if (answer instanceof Error) throw answer;
    endedSessions.add(command.sessionId);
    return null;
  };

  async function ask(query: QueryOf<"desk">): Promise<AnswerTo<QueryOf<"desk">>> {
    switch (query.type) {
      case "EndedSession":
        return endedSessions.has(query.sessionId);
      case "People":
        return people.list();
      case "Token":
        return people.token(query.token);
      case "Letter":
        return openedLetter(rows, query.id);
      case "Hold":
        return openedHold(query);
      case "Timeline":
        return timeline(query);
      case "Administration":
        return { entries: companyEntries(query), unopened: [], unreadable: [], next: null };
      case "Listed":
        asked.push(query);
        return query.entries.map(() => ({ is: "new" as const }));
      case "ContactIds":
        return query.addresses.map((address) => contactIdOf(SYSTEM_KEY, address));
      case "PolicyInForce":
        return { digest: policyDigest(samplePolicy), policy: samplePolicy, adoption: null };
      case "PolicyByDigest":
        return query.digest === policyDigest(samplePolicy) ? samplePolicy : null;
      case "CheckPolicy":
        return [];
      case "Dispatching":
        return dispatching;
      case "Proof":
        return { proof: null, day: null, version: null };
      case "CheckListed":
        return query.value.includes("nothing")
          ? null
          : {
              revision: 8,
              entries: query.value.includes("quiet") ? [{ kind: "domain", revision: 8, by: "domain" }] : [],
              contactId: null,
              flags: [],
            };
      case "Requests":
        return people.requests(query);
      case "ShownSources":
        return SAMPLE_SOURCES;
      case "Check":
        return { events: (await timeline(query)).version };
    }
  }

  async function perform(command: PortCommandOf<"desk">): Promise<AnswerTo<PortCommandOf<"desk">>> {
    switch (command.type) {
      case "AdoptPolicy":
        return { ...(await asking(command, () => DONE)), faults: [] };
      case "EraseContact": {
        const { performer = null, commandId: use, contactId, reason } = command;
        const action = { action: "erase" as const, contactId };
        const { refusal } = people.guard({ action, use, performer, reason, why: "" });
        return refusal ? { ...DONE, refusal, isComplete: false } : erase(command);
      }
      case "WakeContact":
      case "Suppress":
      case "Lift":
      case "AnnounceExport":
      case "AnnounceVerdict":
      case "WishSource":
      case "WishSourceChange":
      case "WishSecret":
      case "WishSecretDropped":
      case "WishSourceEnabled":
        return asking(command, () => DONE);
      case "Stop":
      case "Resume":
        return asking(command, () => switched(command));
      case "PutCompany":
      case "PutFact":
      case "DropFact":
      case "MergeCompanies":
        return {
          ...(await asking(command, () => DONE)),
          companyId: CompanyId.safeParse(command.company).data ?? SAMPLE_COMPANY,
          factId: null,
        };
      case "ImportContacts":
        await asking(command, () => DONE);
        return { sent: command.contacts.length };
      case "RebuildObject":
        asked.push(command);
        return rebuild(command);
      case "RebuildReadModels":
        asked.push(command);
        return { next: null, streams: timelines.size, changed: 0, removed: 0, left: [] };
      case "RebuildList":
        asked.push(command);
        return { next: null, entries: 9, added: 2, differing: [], unlogged: [], left: [], isBehind: false };
      case "RewrapKeys":
        asked.push(command);
        return { refusal: null, next: null, rewrapped: timelines.size, left: [], keys: timelines.size, others: 0 };
      case "Redrive":
        asked.push(command);
        return given() instanceof Error ? { sent: false, reason: "queue_unavailable" } : { sent: true, reason: null };
      case "DiscardBody": {
        asked.push(command);
        const isWaiting = rows.refused.some(({ row }) => row.id === command.id && row.redrivenAt === null);
        return isWaiting ? { discarded: true, reason: null } : { discarded: false, reason: "not_waiting" };
      }
      case "CompareObjects":
        asked.push(command);
        return { next: null, compared: timelines.size, found: [] };
      case "MakeRoot":
        asked.push(command);
        return { day: "2026-11-22", state: "published" };
      case "Agree":
      case "Decline":
        return asking(command, () => people.decide(command));
      case "GiveRole":
      case "EndToken":
        return asking(command, () => people.record(command));
      case "MakeToken": {
        asked.push(command);
        return people.make(command);
      }
      case "EndSession":
        return endSession(command);
      case "ConfirmPreview":
      case "DismissPreview":
      case "EditDraft":
      case "ApproveDraft":
      case "RejectDraft":
      case "UndoApproval":
      case "SnoozeHold":
      case "ReassignHold":
      case "RequestRun":
      case "SetRevisit":
      case "ClearRevisit":
      case "FlagContact":
      case "CloseTask":
      case "PlaceContact":
      case "CorrectContact":
        return asking(command, () => act(command));
    }
  }

  /** The failure of the object that an entry is for; null when it can be read. */
  const failureOf = (entry: object): Failed | null => {
    const damaged = "contactId" in entry ? rows.unreadable.get(entry.contactId as ContactId) : undefined;
    return damaged ? { reason: damageOf(damaged.detail), detail: damaged.detail, streamId: damaged.streamId } : null;
  };
  async function answered<Entry extends object, T>(entry: Entry, answer: (entry: Entry) => Promise<T>) {
    const failed = failureOf(entry);
    return failed ? err(failed) : ok(await answer(entry));
  }
  const port = {
    ask: async (queries: readonly QueryOf<"desk">[]) => Promise.all(queries.map((query) => answered(query, ask))),
    perform: async (commands: readonly PortCommandOf<"desk">[]) =>
      Promise.all(commands.map((command) => answered(command, perform))),
  };
  return port as Port<"desk">;
}

/** The first sample letter is the second body of a receipt; the others name no contact. */
function openedLetter({ deadLetters, refused, tasks }: Rows, id: DeadLetterId): OpenedLetter | null {
  const own = refused.find((one) => one.row.id === id);
  if (own) return { ...own.row, origin: "ingest", body: own.row.receipt === null ? JSON.stringify(own.body) : null };
  const row = deadLetters.find((letter) => letter.id === id);
  const conflict = [...tasks.values()].find(({ about }) => about === id);
  const contactId = ContactId.safeParse(conflict?.streamId).data ?? null;
  const signal = { kind: "lead", email: "second@engine.example", text: row?.reason };
  const message = { source: null, receipt: null, discarded: null };
  return row ? { ...row, ...message, contactId, body: contactId && JSON.stringify({ queue: "ingest", signal }) } : null;
}

/** Applies a command to the rows, or returns the refusal. */
function apply(rows: Rows, command: DeskWish): Refusal | null {
  switch (command.type) {
    case "RequestRun":
    case "SetRevisit":
    case "ClearRevisit":
    case "UndoApproval":
      return null;
    case "PlaceContact": {
      const card = rows.cards.get(command.contactId);
      if (card) rows.cards.set(command.contactId, { ...card, companyId: command.company?.id ?? null });
      return null;
    }
    case "CorrectContact": {
      const card = rows.cards.get(command.contactId);
      if (card) rows.cards.set(command.contactId, correctedCard(card, command.fields));
      return null;
    }
    case "FlagContact":
      if (command.flag === "replied") return setFlag(rows, command.contactId, { replied: command.on });
      if (command.flag === "do_not_contact") return setFlag(rows, command.contactId, { doNotContact: command.on });
      return null;
    case "CloseTask": {
      const task = rows.tasks.get(command.taskId);
      if (!task) return { reason: "unknown", what: "task" };
      rows.tasks.set(command.taskId, { ...task, closedAt: NOW, closedBy: command.by, how: command.how });
      return null;
    }
    case "ConfirmPreview":
    case "DismissPreview":
    case "RejectDraft":
    case "ApproveDraft":
    case "EditDraft":
    case "SnoozeHold":
    case "ReassignHold":
      return applyToHold(rows, command);
  }
}

/** Of the fields, those that are given are corrected, and null takes a correction back. */
function correctedCard(card: ContactCard, fields: CommandOf<"CorrectContact">["fields"]): ContactCard {
  const column = { name: "name", title: "title", company: "companyName" } as const;
  let next = card;
  for (const field of CorrectedField.options) {
    const [to, before] = [fields[field], next.corrected?.[field]];
    const claimed = before ? before.claimed : next[column[field]];
    const { [field]: _, ...others } = next.corrected ?? {};
    if (to === null) next = { ...next, [column[field]]: claimed, corrected: others };
    if (typeof to === "string")
      next = { ...next, [column[field]]: to, corrected: { ...others, [field]: { to, claimed } } };
  }
  return next;
}

type HoldCommand = Exclude<
  DeskWish,
  {
    type:
      | "RequestRun"
      | "SetRevisit"
      | "ClearRevisit"
      | "UndoApproval"
      | "FlagContact"
      | "CloseTask"
      | "PlaceContact"
      | "CorrectContact";
  }
>;

function applyToHold(rows: Rows, command: HoldCommand): Refusal | null {
  const hold = [...rows.ownHolds.values()].find((one) =>
    "holdId" in command ? one.holdId === command.holdId : one.draftId === command.draftId,
  );
  if (!hold) return { reason: "unknown", what: "hold" };
  if (hold.state !== "open")
    return { reason: "already_settled", as: hold.state, by: hold.endedBy ?? "", at: hold.endedAt ?? NOW };
  const change = (changes: Partial<HoldRow>): null => {
    ship(rows, { ...hold, ...changes, version: hold.version + 1 });
    return null;
  };
  const end = (state: HoldRow["state"]): null => change({ state, endedAt: NOW, endedBy: command.by });
  const { digest, unwritable } = drawnHoldOf(hold);
  const seen = "digest" in command ? command.digest : "replaces" in command ? command.replaces : digest;
  if (seen !== digest) return { reason: "changed", digest: digest ?? "" };
  if (unwritable && (command.type === "ConfirmPreview" || command.type === "ApproveDraft"))
    return { reason: "address_unwritable", why: unwritable };
  switch (command.type) {
    case "ConfirmPreview":
      return end("confirmed");
    case "DismissPreview":
      return end("dismissed");
    case "RejectDraft":
      return end("rejected");
    case "ApproveDraft":
      return end("approved");
    case "EditDraft": {
      const { subject, body } = command;
      return change({
        shown: JSON.stringify({ ...JSON.parse(hold.shown), subject, body }),
        digest: shortDigestOf({ subject, body }),
      });
    }
    case "SnoozeHold":
      return change({ snoozedUntil: command.until });
    case "ReassignHold":
      return change({ assignedTo: command.to });
  }
}

/** What an object shows of a hold. */
function drawnHoldOf(row: HoldRow): DrawnHold {
  const shown = row.shown === "" ? null : HoldShown.parse(JSON.parse(row.shown));
  const { email: recipient = "", subject = null, body = null, footer = null } = shown ?? {};
  const words = { recipient, subject, body, footer, unsubscribeUrl: "https://desk.example/u/k1.ct_1.abc" };
  const text = row.kind === "draft" && shown ? (words as DraftText) : null;
  const digest = row.kind === "draft" ? row.digest : shortDigestOf(shown);
  const flags = { do_not_contact: false, bounced: false, unsubscribed: false, replied: false };
  const evidence = [{ table: "policy" as const, id: "sample", columns: { template: row.action } }];
  const unwritable = recipient === "" ? null : whyUnwritable(recipient);
  return { row, digest: shown && digest, text, evidence, gate: { where: "hold", flags, revision: 1 }, unwritable };
}

/** Changes a hold in its object, which writes its row for reading. */
function ship(rows: Rows, hold: HoldRow): void {
  rows.ownHolds.set(hold.holdId, hold);
  rows.holds.set(hold.holdId, hold);
}

function setFlag(rows: Rows, contactId: ContactId, change: Partial<ContactRow>): null {
  const row = rows.flags.get(contactId);
  if (row) rows.flags.set(contactId, { ...row, ...change, version: row.version + 1 });
  return null;
}
