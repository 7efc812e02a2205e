// What comes to the world from outside: webhooks, unsubscribes, dead letters of the platform, and clicks. Each is an errand, which is tried
// again until it succeeds, as a sender or a reviewer does.
import { type Contact, unfinishedRun } from "../domain/contact/state.ts";
import { onlyAnswer } from "../schema/only-answer.ts";
import { through } from "./call-gate.ts";
import { type ContactId, contactIdOf, type HoldId } from "../schema/ids.ts";
import type { Policy } from "../schema/policy.ts";
import type { HoldRow } from "../schema/shipment.ts";
import type { ClickOutcome } from "../workers/desk/actions/action.ts";
import { type Click, clickOnce } from "./clicks.ts";
import type { Surroundings } from "./consumers.ts";
import { ingestDoor, type Webhook } from "./door.ts";
import { adoptNow } from "./adopting.ts";
import type { Errands } from "./errands.ts";
import { resumeNow, stopNow } from "./switching.ts";
import type { Objects } from "./objects.ts";

/** Whether the list has one of the contact's own lookups. */
const listed = ({ list }: Surroundings["ledger"], { lookups }: Contact): boolean =>
  lookups
    .flatMap((one) => Object.values(one))
    .some((digest) => list.rows().findLast((row) => row.digest === digest)?.op === "add");

interface Outside {
  readonly around: Surroundings;
  /** The row for reading of a hold, as the desk finds it. */
  readonly rowOf: (holdId: HoldId) => HoldRow | null;
  readonly errands: Errands;
  readonly objects: Objects;
  /** Receives the accepted webhooks by their receipt. */
  readonly accepted: Map<string, Webhook>;
  /** Receives the outcome of each click. */
  readonly outcomes: { readonly click: Click; readonly outcome: ClickOutcome }[];
}

export function fromOutside({ around, rowOf, errands, objects, accepted, outcomes }: Outside) {
  const { system, ledger, letters, ports, now } = around;
  const door = ingestDoor(around);
  /** A door answers 200 to an opt-out when it is recorded: the log must have it at that moment. */
  const mustBeLogged = (contactId: ContactId, kind: string): void => {
    const { contact, events } = ledger.of(contactId);
    const isLogged = events.some((event) => event.type === "SignalReceived" && event.payload.kind === kind);
    if (!isLogged && !contact.erased) ledger.violations.push(`I8: an ${kind} was answered before the log had it`);
  };
  return {
    send: (webhook: Webhook, afterMs = 0): void =>
      errands.add({
        name: `sender of ${JSON.stringify(webhook)} at ${afterMs}`,
        at: now() + afterMs,
        attempt: async (actor) => {
          const { status, receipt } = await door.post(webhook, actor);
          if (webhook.isUnmapped && status === 422) {
            if (!letters.hasRefused()) ledger.violations.push("I22: a refused body was answered before it was kept");
            return true;
          }
          if (status >= 400 && status < 500) ledger.violations.push(`a good webhook was refused: ${status}`);
          if (status < 300 && receipt) accepted.set(receipt, webhook);
          const { email, kind } = webhook.signal;
          if (status === 200 && receipt) mustBeLogged(contactIdOf(around.systemKey, email), kind);
          return status < 300;
        },
      }),
    unsubscribe: (contactId: ContactId, afterMs = 0): void =>
      errands.add({
        name: `unsubscriber of ${contactId} at ${afterMs}`,
        at: now() + afterMs,
        attempt: async (actor) => {
          const isDone = (await door.unsubscribe(contactId, actor)) === 200;
          if (isDone) mustBeLogged(contactId, "unsubscribe");
          return isDone;
        },
      }),
    /** The platform puts a message, whose tries were used up, into the queue of dead letters. */
    letter: (body: object, afterMs = 0): void =>
      errands.add({
        name: `dead letter ${JSON.stringify(body)} at ${now() + afterMs}`,
        at: now() + afterMs,
        attempt: async () => {
          around.deadLetter(body);
          return true;
        },
      }),
    /** The contact's object is asked to check the list, as the cron asks it after a new entry. */
    checkList: (contactId: ContactId, afterMs = 0): void =>
      errands.add({
        name: `check of the list for ${contactId} at ${now() + afterMs}`,
        at: now() + afterMs,
        attempt: async (actor) => {
          const isCovered = listed(ledger, objects.stateOf(contactId));
          const object = through(around.gate, actor, "object", objects.stub(contactId));
          const { refusal } = onlyAnswer(await object.perform([{ type: "CheckList" }]));
          if (refusal && refusal.reason !== "vetoed") return false;
          const { step } = unfinishedRun(objects.stateOf(contactId)) ?? {};
          if (isCovered && (step === "preview" || step === "draft" || step === "dispatch"))
            ledger.violations.push(`I23: a check of the list left a run at ${step}`);
          return true;
        },
      }),
    /**
     * A person stops sending after `afterMs`, and resumes it `forMs` after that, each again until it is answered as done. The name tells the stops of a
     * story apart.
     */
    stopSending: (name: string, afterMs: number, forMs: number): void => {
      let isStopped = false;
      errands.add({
        name: `${name}: stop`,
        at: now() + afterMs,
        attempt: async (actor) => {
          await stopNow(ports, actor);
          isStopped = true;
          return true;
        },
      });
      errands.add({
        name: `${name}: resume`,
        at: now() + afterMs + forMs,
        attempt: async (actor) => isStopped && (await resumeNow(ports, actor, ledger)),
      });
    },
    /** A person adopts a policy after `afterMs`, and again until it is in the log. The name tells the adoptions of a story apart. */
    adopt: (name: string, policy: Policy, afterMs: number): void =>
      errands.add({ name, at: now() + afterMs, attempt: (actor) => adoptNow(ports, actor, { ledger, policy }) }),
    click: (click: Click, afterMs = 0): void =>
      errands.add({
        name: `click ${JSON.stringify(click)}`,
        at: now() + afterMs,
        attempt: async (actor) => {
          const outcome = await clickOnce(click, actor, { system, rowOf, ports, objects, ledger, letters });
          if (outcome) outcomes.push({ click, outcome });
          return outcome !== null;
        },
      }),
  };
}
