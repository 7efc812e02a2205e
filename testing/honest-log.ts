// Makes honest logs: event logs that nothing but the real objects and stages have written. They run in a deployment in memory,
// through a story of random moves (webhooks, clicks, time, failures). Verification must find no fault in such a log.
import { DAY_MS, dayAfter, HOUR_MS } from "../schema/time.ts";
import * as fc from "fast-check";
import { foldCompany } from "../domain/company/evolve.ts";
import { timelineOf } from "../domain/contact/views.ts";
import { performOne } from "../schema/only-answer.ts";
import { AS_DRAWN, countingRandom } from "./contact/scenario.ts";
import type { EventLog } from "../drizzle/event-log.ts";
import type { SuppressionList } from "../drizzle/suppression-list.ts";
import { AUDIT_STREAM } from "../domain/log-keys.ts";
import { headOf, merkleRoot } from "../domain/merkle.ts";
import { chainHash } from "../domain/contact/record.ts";
import { unwrapKey } from "../domain/contact/seal.ts";
import { currentRun, openHold } from "../domain/contact/state.ts";
import { registrableDomain } from "../domain/address.ts";
import { canonicalJson, digestOf } from "../schema/canonical.ts";
import { DeskWish } from "../schema/commands.ts";
import { samplePolicy } from "./sample-policy.ts";
import {
  AdminId,
  commandIdOf,
  companyIdOf,
  type ContactId,
  FactId,
  messageIdOf,
  receiptOf,
  type StreamId,
} from "../schema/ids.ts";
import { GENESIS_HASH, type StoredEvent } from "../schema/events.ts";
import { storedForm, wholeForm } from "../schema/stored-form.ts";
import { RejectionReason, type TaskClosing } from "../schema/lists.ts";
import { bodyDigestOf, Message } from "../schema/messages.ts";
import type { Policy } from "../schema/policy.ts";
import type { EventRow, Head } from "../schema/shipment.ts";
import { Signal, SIGNAL_LIMITS } from "../schema/signals.ts";
import { rescore } from "../workers/scorer/rescore.ts";
import { aDeployment } from "./memory/deployment.ts";
import { gradingCron } from "./memory/open-grades.ts";
import type { Models } from "./stages-over.ts";
import { LOG_SIGNER } from "./log-keys.ts";
import { ADA, GRACE, idOf, KIM, KOFI, MASTER_KEY, ROSA, SYSTEM_KEY } from "./people.ts";
import type { Keys } from "../replay/source.ts";
import { companyWish, factWish } from "./companies.ts";
import { beginning } from "../schema/cause.ts";

export const PEOPLE = [ADA, GRACE, KIM] as const;

/** The name of the log in its checkpoints. */
export const ORIGIN = "sales.example/holdpoint";

const TITLES = ["Director", "Head of Sales", "Wizard of light bulb moments", "CEO", undefined];
const CORRECTED = ["Chief Technology Officer", "Wizard", null];
const TEXTS = [
  "Yes, I am interested. Let us talk.",
  "What does it cost?",
  "No thanks, not interested.",
  "Unsubscribe",
  "I am out of office until Monday.",
  "Message not delivered: user unknown",
];
const DELAYED = { address: null, action: "delayed", status: "4.4.1", diagnostic: null };
const FACT_KINDS = ["hiring", "funding", "launch", "9", "10", "move"];
const OUTCOMES = ["opportunity_created", "meeting_booked", "not_ready", "lost"] as const;
const CLOSINGS: readonly TaskClosing[] = ["done", "taken_over", "handed_back", "run_again", "kept", "sent", "not_sent"];
const FLAGS = ["do_not_contact", "bounced", "unsubscribed", "replied"] as const;

/** All kinds of moves, with their weights in a random story. The number `pick` of a move decides its details. */
const MOVES = {
  /** Deliver all messages, confirm or approve the open hold, deliver all messages again. */
  onward: 16,
  lead: 5,
  message: 6,
  /** Delivery reports that are not final, one a day: as many as make the address final, or a few less. */
  softReports: 1,
  optOut: 1,
  unsubscribeLink: 1,
  outcome: 1,
  history: 1,
  /** Another webhook with the provider id "1": when that id was used before, its receipt has two bodies. */
  conflict: 1,
  /** Deliver one waiting message. */
  deliver: 6,
  /** Deliver all waiting messages, and those that they cause. */
  drain: 8,
  /** Deliver a delivered message again. */
  again: 2,
  confirm: 2,
  dismiss: 1,
  edit: 3,
  approve: 2,
  reject: 1,
  undo: 1,
  snooze: 1,
  reassign: 1,
  requestRun: 2,
  revisit: 2,
  clearRevisit: 1,
  flag: 1,
  closeTask: 3,
  place: 1,
  correct: 1,
  suppress: 1,
  /** Remove an entry from the suppression list. */
  lift: 2,
  erase: 1,
  /** Let hours or days pass, then run all alarms. */
  pass: 8,
  company: 2,
  facts: 3,
  seniority: 1,
  /** Grade open holds again whose companies are not as their grades say. */
  gradeAgain: 3,
  /** Only in stories that name them: a random stop would hold back most of what follows. */
  stopSending: 0,
  resumeSending: 0,
  /** Drop the memory of all objects. */
  sleep: 1,
  /** Set the answer of the mail transport from now on. */
  mood: 1,
} as const;
export interface Move {
  readonly what: keyof typeof MOVES;
  /** The index of the contact in `PEOPLE`. */
  readonly who: number;
  readonly pick: number;
}

/** A random story of 1 to `most` moves. */
export const anyStory = (most = 40): fc.Arbitrary<readonly Move[]> =>
  fc.array(
    fc.record({
      what: fc.oneof(
        ...Object.entries(MOVES).map(([what, weight]) => ({ weight, arbitrary: fc.constant(what as Move["what"]) })),
      ),
      who: fc.nat(PEOPLE.length - 1),
      pick: fc.nat(999),
    }),
    { minLength: 1, maxLength: most, size: "max" },
  );

/** The story of one lead through every stage: preview, draft, outbox, and the preview of its follow-up. */
export const FULL_STORY: readonly Move[] = (
  ["company", "facts", "lead", "drain", "confirm", "drain", "edit", "approve", "drain", "pass", "drain"] as const
).map((what) => ({ what, who: 0, pick: what === "pass" ? 9 : 0 }));

interface HonestOptions {
  readonly policy?: Policy;
  /** Plants a defect that tests must find: the suppression list is read, but its hits are ignored. */
  readonly ignoresList?: boolean;
  /** Plants a defect that tests must find: a claim reads the stop switch, but not that it is stopped. */
  readonly ignoresStop?: boolean;
  /**
   * Replaces the company and text of leads, and the reasons of reviewers. Messages keep their texts, because rules classify them.
   */
  readonly words?: string;
  /** Gets every append after the log of the deployment, as the tables of an installation do. */
  readonly alongside?: EventLog;
  readonly models?: Models;
  /** When score messages are delivered: in turn with the others, each at once, or never, as while the scorer is stopped. Default: in turn. */
  readonly scores?: "in turn" | "at once" | "never";
}

/** A deployment in memory that performs the moves of a story. */
export function honestDeployment(options: HonestOptions = {}) {
  const {
    policy = samplePolicy,
    ignoresList = false,
    ignoresStop = false,
    words,
    alongside,
    models = {},
    scores = "in turn",
  } = options;
  const both = (log: EventLog): EventLog => ({
    ...log,
    append: async (shipments) => {
      const report = await log.append(shipments);
      await alongside?.append(shipments.filter(({ streamId }) => report.appended.includes(streamId)));
      return report;
    },
  });
  const short = words?.toWellFormed().slice(0, SIGNAL_LIMITS.short).toWellFormed();
  const withoutHits = <P extends { readonly list: SuppressionList }>(parts: P): P => ({
    ...parts,
    list: { ...parts.list, read: async (...query) => ({ ...(await parts.list.read(...query)), suppressed: [] }) },
  });
  const withoutStop = <P extends { readonly list: SuppressionList }>(parts: P): P => ({
    ...parts,
    list: {
      ...parts.list,
      async read(...query) {
        const { dispatching, ...reading } = await parts.list.read(...query);
        return { ...reading, dispatching: dispatching ? { ...dispatching, isStopped: false } : null };
      },
    },
  });
  const { bounces } = policy;
  const random = countingRandom();
  const deployment = aDeployment({
    policy,
    models,
    random: () => random,
    portLog: both,
    inside: (ports) => ({
      ...(ignoresList ? withoutHits(ports) : ignoresStop ? withoutStop(ports) : ports),
      log: both(ports.log),
    }),
    ...(ignoresList ? { around: withoutHits } : {}),
  });
  const { crm, desk, letters, record, storeOf, streamOf, suppressions, waiting } = deployment;
  const cron = gradingCron(deployment);
  const [past, unscored]: [Message[], Message[]] = [[], []];
  let count = 0;

  async function deliver(message: Message): Promise<void> {
    past.push(message);
    await deliverNow(message);
    if (scores !== "in turn") await setScoresApart();
  }
  /** Takes score messages from those that wait, so that no move chooses one. */
  async function setScoresApart(): Promise<void> {
    const apart = waiting.filter(({ queue }) => queue === "score");
    waiting.splice(0, waiting.length, ...waiting.filter(({ queue }) => queue !== "score"));
    if (scores === "never") return void unscored.push(...apart);
    for (const message of apart) await deliverNow(message);
  }
  async function deliverNow(message: Message): Promise<void> {
    const before = letters.length;
    await deployment.deliver(message);
    const lost = letters.slice(before);
    // Three reasons for a dead letter are expected: a draft without a recipient, an unknown run or contact, and a second body of a receipt.
    if (lost.some((one) => !/no_recipient|unknown|receipt_conflict/.test(JSON.stringify(one))))
      throw new Error(`unexpected dead letters: ${JSON.stringify(lost)}`);
  }
  async function drain(): Promise<void> {
    for (let message = waiting.shift(); message; message = waiting.shift()) await deliver(message);
  }
  /** Adds the message of a webhook to the queue of ingest. */
  function signalIn(fields: unknown, source = "website", providerId = String((count += 1))): void {
    const signal = Signal.parse(JSON.parse(JSON.stringify(fields)));
    const receipt = receiptOf(SYSTEM_KEY, source, providerId);
    waiting.push(
      Message.parse({
        queue: "ingest",
        v: 1,
        id: messageIdOf("ingest", `${receipt}:${bodyDigestOf(SYSTEM_KEY, signal)}`),
        contactId: idOf(signal.email),
        correlationId: receipt,
        causationId: receipt,
        receipt,
        source,
        signal,
        bodyDigest: bodyDigestOf(SYSTEM_KEY, signal),
        receivedAt: new Date(deployment.now()).toISOString(),
      }),
    );
  }
  /** The company of an address as its stream has it; undefined before it is recorded. */
  function recordedCompany(email: string) {
    const id = companyIdOf(SYSTEM_KEY, registrableDomain(email));
    const { recorded } = foldCompany(streamOf(id).events);
    return recorded ? { id, version: recorded.version, status: recorded.status } : undefined;
  }
  /** A reviewer's command. Does nothing when it needs an open hold, a draft, an approval or a task that the contact lacks. */
  async function click(type: DeskWish["type"], contactId: ContactId, pick: number): Promise<void> {
    const { contact, open } = streamOf(contactId);
    const [hold, run] = [openHold(contact), currentRun(contact)];
    const draft = hold?.textVersion ? open(hold.textVersion) : null;
    const tasks = Object.values(contact.tasks);
    const commandId = commandIdOf(type, contactId, String((count += 1)));
    const wish = DeskWish.safeParse(
      JSON.parse(
        JSON.stringify({
          type,
          ...beginning(commandId),
          contactId,
          by: pick % 2 ? ROSA : "you@localhost",
          why: short ?? (pick % 3 ? "" : "because"),
          ...{
            ConfirmPreview: { holdId: hold?.holdId, digest: AS_DRAWN },
            DismissPreview: { holdId: hold?.holdId, digest: AS_DRAWN },
            EditDraft: {
              draftId: hold?.draftId,
              replaces: hold?.digest,
              subject: `${String(draft?.["subject"])}!`,
              body: `${String(draft?.["body"])}\n\nPS: ${pick}`,
            },
            ApproveDraft: { draftId: hold?.draftId, digest: hold?.digest },
            RejectDraft: {
              draftId: hold?.draftId,
              digest: AS_DRAWN,
              reason: RejectionReason.options[pick % (RejectionReason.options.length + 1)] ?? null,
            },
            UndoApproval: { approvalId: run?.approvalId },
            SnoozeHold: {
              holdId: hold?.holdId,
              until: new Date(deployment.now() + (1 + (pick % 100)) * HOUR_MS).toISOString(),
            },
            ReassignHold: { holdId: hold?.holdId, to: KOFI },
            RequestRun: pick % 2 && hold ? { about: hold.holdId } : {},
            SetRevisit: {
              runId: run?.runId,
              on: dayAfter(new Date(deployment.now()).toISOString().slice(0, 10), pick % 4),
            },
            ClearRevisit: { runId: contact.revisit?.runId },
            FlagContact: { flag: FLAGS[pick % FLAGS.length], on: pick % 3 > 0, cause: "desk" },
            CloseTask: { taskId: tasks.at(pick % (tasks.length || 1))?.taskId, how: CLOSINGS[pick % CLOSINGS.length] },
            CorrectContact: {
              fields: {
                title: CORRECTED[pick % CORRECTED.length],
                ...(pick % 2 ? { name: pick % 3 ? "Ada Lovelace" : null } : {}),
              },
            },
            PlaceContact: { company: pick % 3 ? recordedCompany(PEOPLE[pick % PEOPLE.length] ?? ADA) : null },
          }[type],
        }),
      ),
    );
    if (wish.success) await performOne(desk, wish.data);
  }

  async function happen({ what, who, pick }: Move): Promise<void> {
    const email = PEOPLE[who % PEOPLE.length] ?? ADA;
    const contactId = idOf(email);
    const domain = registrableDomain(email);
    deployment.pass(pick % 7 === 0 ? 0 : 1_000 * (pick % 50));
    const at = new Date(deployment.now()).toISOString();
    switch (what) {
      case "lead":
        return signalIn({
          kind: "lead",
          email,
          name: pick % 5 ? "Ada Byron" : undefined,
          company: short ?? "Engine Ltd",
          title: TITLES[pick % TITLES.length],
          phone: pick % 4 ? undefined : `+49 30 12345${pick % 3}`,
          text: words?.toWellFormed() ?? "Please send a quote.",
        });
      case "message":
        return signalIn({ kind: "message", email, subject: "Re: Your enquiry", text: TEXTS[pick % TEXTS.length] });
      case "softReports":
        for (let count = bounces.softReports - (pick % 3); count > 0; count -= 1) {
          signalIn({ kind: "message", email, text: "Your mail waits.", reports: [DELAYED] });
          await drain();
          deployment.pass(DAY_MS);
        }
        return;
      case "optOut":
        return signalIn({ kind: (["bounce", "complaint", "unsubscribe"] as const)[pick % 3], email }, "crm");
      case "unsubscribeLink":
        // For a contact without a row in the CRM this throws: such a contact never got a message with a link.
        return deployment.unsubscribe(email).catch((error: unknown) => {
          if (!String(error).includes("has no row")) throw error;
        });
      case "outcome":
        return signalIn({ kind: "outcome", email, outcome: OUTCOMES[pick % OUTCOMES.length] }, "crm");
      case "history":
        return signalIn(
          {
            kind: "history",
            email,
            title: TITLES[pick % TITLES.length],
            sends: pick % 2 ? [new Date(deployment.now() - (pick % 9) * DAY_MS).toISOString()] : [],
            messages:
              pick % 3
                ? []
                : [{ at: new Date(deployment.now() - (pick % 5) * DAY_MS).toISOString(), class: "interested" }],
            flags: pick % 11 ? [] : ["bounced"],
          },
          "crm",
        );
      case "conflict":
        return pick % 3
          ? signalIn({ kind: "lead", email, text: `Again ${pick}` }, "website", "1")
          : signalIn({ kind: "unsubscribe", email }, "website", "1");
      case "deliver": {
        const [message] = waiting.splice(pick % (waiting.length || 1), 1);
        return message && deliver(message);
      }
      case "drain":
        return drain();
      case "onward": {
        await drain();
        const hold = openHold(streamOf(contactId).contact);
        if (hold) await click(hold.kind === "preview" ? "ConfirmPreview" : "ApproveDraft", contactId, pick);
        return drain();
      }
      case "gradeAgain":
        return void (await cron.turn());
      case "again": {
        const message = past.at(pick % (past.length || 1));
        return message && deliver(message);
      }
      case "confirm":
        return click("ConfirmPreview", contactId, pick);
      case "dismiss":
        return click("DismissPreview", contactId, pick);
      case "edit":
        return click("EditDraft", contactId, pick);
      case "approve":
        return click("ApproveDraft", contactId, pick);
      case "reject":
        return click("RejectDraft", contactId, pick);
      case "undo":
        return click("UndoApproval", contactId, pick);
      case "snooze":
        return click("SnoozeHold", contactId, pick);
      case "reassign":
        return click("ReassignHold", contactId, pick);
      case "requestRun":
        return click("RequestRun", contactId, pick);
      case "revisit":
        return click("SetRevisit", contactId, pick);
      case "clearRevisit":
        return click("ClearRevisit", contactId, pick);
      case "flag":
        return click("FlagContact", contactId, pick);
      case "closeTask":
        return click("CloseTask", contactId, pick);
      case "place":
        return click("PlaceContact", contactId, pick);
      case "correct":
        return click("CorrectContact", contactId, pick);
      case "suppress":
      case "lift": {
        const kind = (["address", "domain", "phone"] as const)[pick % 3] ?? "address";
        const value = { address: email, domain: registrableDomain(email), phone: "+49 30 123450" }[kind];
        const wish = { kind, value, by: ROSA, reason: "person_asked" as const, why: "asked by mail", confirmed: true };
        await (what === "suppress" ? suppressions.add([wish]) : suppressions.lift(wish));
        return;
      }
      case "erase": {
        const commandId = commandIdOf("EraseContact", contactId, String((count += 1)));
        const cause = { ...beginning(commandId), contactId };
        await performOne(desk, {
          type: "EraseContact",
          ...cause,
          by: ROSA,
          reason: "person_asked" as const,
          why: "asked by mail",
        });
        return;
      }
      case "pass":
        deployment.pass(((pick % 10) + 1) * (pick % 4 === 3 ? HOUR_MS : DAY_MS) * 0.5);
        return deployment.alarms();
      case "company": {
        const status = (["known", "known", "blocked", "unknown"] as const)[pick % 4] ?? "known";
        await deployment.companies(companyWish(domain, { name: "Engine Ltd", status }));
        return;
      }
      case "facts": {
        for (let index = 0; index < pick % 5; index += 1)
          await deployment.companies(
            factWish(domain, {
              factId: FactId.parse(`fact_${(pick + index) % 60}`),
              kind: FACT_KINDS[(pick + index) % FACT_KINDS.length] ?? "hiring",
              value: "…",
              source: "test",
              observedAt: at,
              expiresAt: index % 2 ? new Date(deployment.now() + (pick % 5) * DAY_MS).toISOString() : null,
              found: pick % 6 > 0,
            }),
          );
        return;
      }
      case "seniority": {
        const seniority = { value: pick % 2 ? "director" : "unknown", source: "crm" };
        return crm.upsertContacts([{ id: contactId, email, domain: null, seniority, at }]);
      }
      case "stopSending":
        return void (await deployment.stopSwitch.stop({
          type: "Stop",
          by: ROSA,
          reason: "incident",
          why: short ?? "",
        }));
      case "resumeSending": {
        const { version: stopped } = deployment.list.dispatching.now() ?? { version: 0 };
        if (stopped > 0)
          await deployment.stopSwitch.resume({ type: "Resume", stopped, by: ROSA, reason: "mistake", why: "" });
        return;
      }
      case "sleep":
        return deployment.evict();
      case "mood":
        return deployment.transportAnswers((["sent", "failed", "uncertain"] as const)[pick % 3] ?? "sent");
    }
  }

  const keys: Keys = (id) => {
    const { wrappedKey } = storeOf(id).load();
    return wrappedKey ? unwrapKey(MASTER_KEY, id, wrappedKey) : null;
  };
  return {
    happen,
    /** Adds the message of a webhook to the queue of ingest. */
    receive: signalIn,
    drain,
    desk,
    rows: deployment.rows,
    keys,
    /** The key of a stream as it is stored; null when it was destroyed. */
    wrappedKey: (id: StreamId): string | null => storeOf(id).load().wrappedKey,
    streamOf,
    timelineOf: (id: StreamId) => timelineOf(streamOf(id)),
    wake: deployment.wake,
    ids: deployment.streams,
    crm,
    companies: deployment.companies,
    list: deployment.list,
    mails: deployment.mails,
    pass: deployment.pass,
    policyOf: deployment.policyOf,
    now: deployment.now,
    sent: deployment.sent,
    /** Runs the scorer's nightly turn. Returns how many contacts it looked at. */
    rescore: async (most?: number): Promise<number> =>
      rescore(
        {
          port: deployment.port("scorer"),
          policy: await deployment.policyOf("scorer"),
          now: () => new Date(deployment.now()),
          run: (deliveries) => deployment.run("score", deliveries),
        },
        most,
      ),
    /** Starts the scorer: what waited for it is delivered. */
    async score(): Promise<void> {
      for (const message of unscored.splice(0)) await deliverNow(message);
    },
    async play(story: readonly Move[]): Promise<void> {
      for (const move of story) await happen(move);
    },
    /** Publishes a root over the heads of now. Returns the heads under it. */
    async publishRoot(day: string): Promise<readonly Head[]> {
      const heads = headsOf(deployment.rows());
      const root = merkleRoot(heads);
      const cause = { ...beginning(commandIdOf("PublishRoot", day, root)), streamId: AUDIT_STREAM };
      const events = deployment.rows().length;
      await record({ type: "PublishRoot", ...cause, root, heads: heads.length, events, day, origin: ORIGIN });
      return heads;
    },
    /** Adopts a policy after those that are adopted. */
    async adopt(adopted: Policy = policy): Promise<void> {
      const streamId = AdminId.parse("ad_policy");
      const replaces = deployment.streamOf(streamId).events.length;
      const commandId = commandIdOf("AdoptPolicy", digestOf(adopted), String(replaces));
      const cause = { ...beginning(commandId), streamId };
      await record({
        type: "AdoptPolicy",
        ...cause,
        policy: adopted,
        replaces,
        by: ROSA,
        eyes: { kind: "alone", version: 0 },
      });
    },
  };
}

export type HonestDeployment = ReturnType<typeof honestDeployment>;

/** Plays a story in a new deployment, and delivers all messages that still wait at its end. */
export async function deploymentAfter(story: readonly Move[], options: HonestOptions = {}): Promise<HonestDeployment> {
  const deployment = honestDeployment(options);
  if (options.policy) await deployment.adopt();
  await deployment.play(story);
  await deployment.drain();
  return deployment;
}

/** The last rows of all streams, in the order of their ids. */
export const headsOf = (rows: readonly EventRow[]): readonly Head[] =>
  [...Map.groupBy(rows, ({ streamId }) => streamId)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([streamId, own]) => headOf({ streamId, rows: own })!);

/** A row with a changed body and its old hash: the edit of a person who can change stored texts. */
export function edited(row: EventRow, change: (event: StoredEvent) => unknown): EventRow {
  const event = change(wholeForm(JSON.parse(row.body), row) as StoredEvent) as StoredEvent;
  const { streamId, version, sealed } = event;
  return { ...row, streamId, version, sealed, body: canonicalJson(storedForm(event)) };
}

/**
 * The rows with new version numbers, a new hash chain and new signatures: the edit of a person who can write all rows and has the log's key, so
 * that only the rules behind the signatures can find it.
 */
export function rechained(rows: readonly EventRow[]): EventRow[] {
  let prevHash = GENESIS_HASH;
  return rows.map((row, index) => {
    const moved = { ...row, version: index + 1 };
    const hash = chainHash(prevHash, moved);
    prevHash = hash;
    return { ...moved, hash, signature: row.signature && LOG_SIGNER.sign({ ...moved, hash }) };
  });
}

/** The rows of a stream with one changed event, a new hash chain and new signatures. */
export const replanted = (
  rows: readonly EventRow[],
  version: number,
  change: (event: StoredEvent) => unknown,
): EventRow[] => rechained(rows.map((row) => (row.version === version ? edited(row, change) : row)));
