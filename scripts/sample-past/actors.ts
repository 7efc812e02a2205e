// Who acts in the sample past: the contacts write, `sample-reviewer` decides, the CRM reports what became of it. Each acts through the door, port or
// queue that it has in an installation.
import type { Hold } from "../../domain/contact/state.ts";
import { currentRun, followupOf, openHold } from "../../domain/contact/state.ts";
import { SAMPLE_REVIEWER } from "../../local/secrets.ts";
import { beginning } from "../../schema/cause.ts";
import { DeskWish } from "../../schema/commands.ts";
import { commandIdOf, type ContactId, messageIdOf, receiptOf } from "../../schema/ids.ts";
import { bodyDigestOf, IngestMessage } from "../../schema/messages.ts";
import { performOne } from "../../schema/only-answer.ts";
import type { Signal } from "../../schema/signals.ts";
import { HOUR_MS, MINUTE_MS } from "../../schema/time.ts";
import { AS_DRAWN } from "../../testing/contact/scenario.ts";
import type { aDeployment } from "../../testing/memory/deployment.ts";
import { chanceFor } from "../../testing/seed.ts";
import { recordOptOut } from "../../workers/ingest/opt-out.ts";
import { OUTCOMES, type PastContact } from "./story.ts";
import type { Timeline } from "./timeline.ts";

/** A message waits at most so long in its queue. */
const QUEUE_MS = 400;
/** The contact who sends the form again does so this much earlier than others answer. */
const AGAIN_EARLIER_MS = 4 * HOUR_MS;

interface Stage {
  readonly deployment: ReturnType<typeof aDeployment>;
  readonly timeline: Timeline;
  readonly seed: number;
}

export function openActors({ deployment, timeline, seed }: Stage) {
  const { desk, pass, now, streamOf, storeOf, host, waiting, policy, systemKey } = deployment;
  const queues = chanceFor("sample-past-queues", String(seed));
  /** How many alarms of each contact's object are on the timeline. */
  const alarms = new Map<ContactId, number>();
  const reviewed = new Set<string>();
  let [clicks, webhooks] = [0, 0];

  const idOf = ({ email }: PastContact): ContactId => deployment.idOf(email);
  const stateOf = (one: PastContact) => streamOf(idOf(one)).contact;

  /** Delivers all messages and those that they cause, then sets what follows for this contact. */
  async function settle(one: PastContact): Promise<void> {
    for (let message = waiting.shift(); message; message = waiting.shift()) {
      pass(20 + queues.below(QUEUE_MS));
      const { isHandled, lines } = await deployment.deliver(message);
      if (!isHandled) throw new Error(`a message of ${message.queue} was not handled: ${JSON.stringify(lines)}`);
    }
    const hold = openHold(stateOf(one));
    if (hold && !reviewed.has(hold.holdId)) review(one, hold);
    const set = storeOf(idOf(one)).alarms;
    for (const at of set.slice(alarms.get(idOf(one)) ?? 0))
      timeline.later(at, async () => {
        await host(idOf(one)).alarm();
        await settle(one);
      });
    alarms.set(idOf(one), set.length);
  }

  /** A signal as a webhook brings it. An opt-out is recorded before its webhook is answered. */
  async function receive(one: PastContact, signal: Signal, source: string): Promise<void> {
    const receipt = receiptOf(systemKey, source, `sample_past_${(webhooks += 1)}`);
    const bodyDigest = bodyDigestOf(systemKey, signal);
    const message = IngestMessage.parse({
      queue: "ingest",
      v: 1,
      id: messageIdOf("ingest", `${receipt}:${bodyDigest}`),
      contactId: idOf(one),
      correlationId: receipt,
      causationId: receipt,
      receipt,
      source,
      signal,
      bodyDigest,
      receivedAt: new Date(now()).toISOString(),
    });
    const isOptOut = ["bounce", "complaint", "unsubscribe"].includes(signal.kind);
    await (isOptOut ? recordOptOut(message, deployment.optOut) : deployment.send([message]));
    await settle(one);
  }

  /** A click of the sample reviewer. */
  async function click(one: PastContact, type: DeskWish["type"], fields: object): Promise<void> {
    const commandId = commandIdOf(type, idOf(one), String((clicks += 1)));
    const common = { ...beginning(commandId), contactId: idOf(one), by: SAMPLE_REVIEWER, why: "" };
    const { refusal } = await performOne(desk, DeskWish.parse({ type, ...common, ...fields }));
    if (refusal) throw new Error(`a click of the past was refused: ${JSON.stringify(refusal)}`);
    await settle(one);
  }

  /** Decides the hold later, if it is open then. */
  function review(one: PastContact, { holdId, kind }: Hold): void {
    reviewed.add(holdId);
    const at = now() + (kind === "preview" ? one.confirmMs : one.approveMs);
    timeline.later(at, async () => {
      const hold = openHold(stateOf(one));
      if (hold?.holdId === holdId) await (kind === "preview" ? decidePreview(one, hold) : decideDraft(one, hold));
    });
  }

  const decidePreview = (one: PastContact, { holdId }: Hold): Promise<void> => {
    const followups = Object.values(stateOf(one).runs).filter(({ startedBy }) => startedBy === "followup").length;
    const isWanted = one.fate !== "dismissed" && followups <= (one.fate === "silent" ? 1 : 0);
    return click(one, isWanted ? "ConfirmPreview" : "DismissPreview", { holdId, digest: AS_DRAWN });
  };

  async function decideDraft(one: PastContact, hold: Hold): Promise<void> {
    const { draftId } = hold;
    if (one.fate === "rejected")
      return click(one, "RejectDraft", {
        draftId,
        digest: AS_DRAWN,
        reason: "wrong_words",
        why: "sample: not the right tone",
      });
    // An edit takes its time.
    if (one.edits && one.approveMs > MINUTE_MS) await edit(one, hold);
    const isFollowup = currentRun(stateOf(one))?.startedBy === "followup";
    await click(one, "ApproveDraft", { draftId, digest: openHold(stateOf(one))?.digest });
    if (!isFollowup) answer(one);
  }

  async function edit(one: PastContact, { draftId, digest, textVersion }: Hold): Promise<void> {
    const text = textVersion === null ? null : streamOf(idOf(one)).open(textVersion);
    const [subject, body] = [String(text?.["subject"]), String(text?.["body"])];
    await click(one, "EditDraft", { draftId, replaces: digest, subject, body: body.replace("Hello", "Good day") });
    pass(MINUTE_MS);
  }

  /** What follows on a sent message, by the contact's fate. */
  function answer(one: PastContact): void {
    const { fate, email, source } = one;
    const at = now() + one.answerMs;
    const outcome = OUTCOMES[fate];
    const runs = Object.keys(stateOf(one).runs).length;
    if (fate === "answers" && runs === 1) {
      const signal = { kind: "message", email, subject: "Re: Your enquiry", text: REPLY } as const;
      timeline.later(at, () => receive(one, signal, "crm"));
    } else if (outcome) {
      timeline.later(at, async () => {
        await receive(one, { kind: "outcome", email, outcome }, "crm");
        await takeOver(one);
      });
    } else if (fate === "unsubscribe" || fate === "complaint" || fate === "bounce") {
      timeline.later(at, () => receive(one, { kind: fate, email }, "crm"));
      if (one.returnsMs !== null) timeline.later(at + one.returnsMs, () => receive(one, leadOf(one, AGAIN), source));
    } else if (fate === "again" && runs === 1) {
      timeline.later(at - AGAIN_EARLIER_MS, () => receive(one, leadOf(one, AGAIN), source));
    }
  }

  const takeOver = (one: PastContact): Promise<void> =>
    click(one, "FlagContact", { flag: "replied", on: true, cause: "takeover" });

  return {
    /** The contact's first message. */
    write: (one: PastContact): void => timeline.later(one.at, () => receive(one, leadOf(one, one.text), one.source)),

    /** Ends what no person has decided and what a timer would begin, so that an inbox begins without holds of the past. */
    async close(one: PastContact): Promise<void> {
      const hold = openHold(stateOf(one));
      if (hold?.kind === "preview") await click(one, "DismissPreview", { holdId: hold.holdId, digest: AS_DRAWN });
      if (hold?.kind === "draft")
        await click(one, "RejectDraft", { draftId: hold.draftId, digest: AS_DRAWN, reason: null });
      for (const { taskId, closed } of Object.values(stateOf(one).tasks))
        if (!closed) await click(one, "CloseTask", { taskId, how: "done" });
      if (followupOf(stateOf(one), policy)) await takeOver(one);
    },
  };
}

const REPLY = "Yes, I am interested. Let us talk.";
const AGAIN = "I wrote to you before. Did you get my message?";

/** The form asks for no title at Typeform. */
const leadOf = ({ email, name, company, title, source }: PastContact, text: string): Signal => ({
  kind: "lead",
  email,
  name,
  company,
  ...(title === undefined || source === "typeform" ? {} : { title }),
  text,
});
