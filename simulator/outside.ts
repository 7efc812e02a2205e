// What comes to the world from outside: webhooks, unsubscribes, dead letters of the platform, and clicks. Each is an errand, which is tried
// again until it succeeds, as a sender or a reviewer does.
import type { ContactId, HoldId } from "../schema/ids.ts";
import type { HoldRow } from "../schema/shipment.ts";
import type { PoisonMessage } from "../schema/messages.ts";
import type { ClickOutcome } from "../workers/desk/actions/action.ts";
import { through } from "./call-gate.ts";
import { type Click, clickOnce } from "./clicks.ts";
import type { Surroundings } from "./consumers.ts";
import type { Databases } from "./databases.ts";
import { ingestDoor, type Webhook } from "./door.ts";
import type { Errands } from "./errands.ts";
import type { Objects } from "./objects.ts";

interface Outside {
  readonly around: Surroundings;
  /** The row for reading of a hold, as the desk finds it. */
  readonly rowOf: (holdId: HoldId) => HoldRow | null;
  readonly errands: Errands;
  readonly objects: Objects;
  readonly databases: Databases | undefined;
  /** Receives the accepted webhooks by their receipt. */
  readonly accepted: Map<string, Webhook>;
  /** Receives the outcome of each click. */
  readonly outcomes: { readonly click: Click; readonly outcome: ClickOutcome }[];
}

export function fromOutside({ around, rowOf, errands, objects, databases, accepted, outcomes }: Outside) {
  const { system, gate, ledger, ports, now } = around;
  const door = ingestDoor(around);
  return {
    send: (webhook: Webhook, afterMs = 0): void =>
      errands.add({
        name: `sender of ${JSON.stringify(webhook)} at ${afterMs}`,
        at: now() + afterMs,
        attempt: async (actor) => {
          const { status, receipt } = await door.post(webhook, actor);
          if (status >= 400 && status < 500) ledger.violations.push(`a good webhook was refused: ${status}`);
          if (status < 300 && receipt) accepted.set(receipt, webhook);
          return status < 300;
        },
      }),
    unsubscribe: (contactId: ContactId, afterMs = 0): void =>
      errands.add({
        name: `unsubscriber of ${contactId} at ${afterMs}`,
        at: now() + afterMs,
        attempt: async (actor) => (await door.unsubscribe(contactId, actor)) === 200,
      }),
    /** Stores a dead letter in the tables, if there are any. */
    letter: (poison: PoisonMessage, afterMs = 0): void => {
      if (!databases) return;
      errands.add({
        name: `dead letter ${JSON.stringify(poison)} at ${now() + afterMs}`,
        at: now() + afterMs,
        attempt: async (actor) => {
          const letters = through(gate, actor, "letters", databases.letters);
          await databases.keepLetter(poison, letters, new Date(now()).toISOString());
          return true;
        },
      });
    },
    click: (click: Click, afterMs = 0): void =>
      errands.add({
        name: `click ${JSON.stringify(click)}`,
        at: now() + afterMs,
        attempt: async (actor) => {
          const outcome = await clickOnce(click, actor, { system, rowOf, ports, objects, ledger });
          if (outcome) outcomes.push({ click, outcome });
          return outcome !== null;
        },
      }),
  };
}
