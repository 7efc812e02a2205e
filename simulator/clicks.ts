// Clicks of reviewers. The desk's own actions turn them into commands.
import type { ClickAnswer } from "../schema/answers.ts";
import { DeskWish } from "../schema/commands.ts";
import { DeadLetterId, type HoldId } from "../schema/ids.ts";
import type * as z from "zod";
import type { HoldQuery as HoldQuerySchema } from "../schema/object-calls.ts";
import type { Port } from "../schema/ports.ts";
import type { HoldRow } from "../schema/shipment.ts";
import type { ClickOutcome } from "../workers/desk/actions/action.ts";
import { contactActions } from "../workers/desk/actions/contact-actions.ts";
import { erase } from "../workers/desk/actions/erase-action.ts";
import { holdActions } from "../workers/desk/actions/hold-actions.ts";
import { installationActions } from "../workers/desk/actions/installation-actions.ts";
import type { Desk } from "../workers/desk/desk.ts";
import type { RolePorts } from "./consumers.ts";
import type { Actor } from "./call-gate.ts";
import { eventOf, type Ledger } from "./ledger.ts";
import type { Letters } from "./letters.ts";
import type { Objects } from "./objects.ts";
import type { System } from "./system.ts";

/** A click as the desk's forms post it. */
export interface Click {
  readonly by: string;
  /** The last segment of the path: `confirm`, `approve`, `flag`, … */
  readonly does: string;
  /** The id of a hold, a contact, an approval, a task or a dead letter. */
  readonly id: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Distinguishes repeated clicks of one person that are otherwise equal. */
  readonly copy?: number;
}

/** The first segment of the desk's paths, by the prefix of the id. */
const PLACES: Readonly<Record<string, string>> = {
  hd: "holds",
  ct: "contacts",
  ap: "approvals",
  tk: "tasks",
  dl: "dead-letters",
};

interface ClickPorts {
  readonly system: System;
  /** The row for reading of a hold. */
  readonly rowOf: (holdId: HoldId) => HoldRow | null;
  readonly ports: RolePorts;
  readonly objects: Objects;
  readonly ledger: Ledger;
  readonly letters: Letters;
}

const LIST_TROUBLES: readonly string[] = ["list_unreadable", "list_went_back"];

/** Clicks once. Returns null when the person clicks again: the desk could not read the list (503), or does not have the letter yet. Throws when there was no answer. */
export async function clickOnce(click: Click, actor: Actor, world: ClickPorts): Promise<ClickOutcome | null> {
  const path = `/${PLACES[click.id.slice(0, 2)] ?? ""}/:id/${click.does}`;
  const action = [...holdActions, ...contactActions, ...installationActions, erase].find((one) => one.path === path);
  if (!action) throw new Error(`the desk has no action ${path}`);
  // An action uses only the port and the people of the desk; the form carries the rest.
  // The id of an edit is keyed with the key of the sessions; the cast would hide that it is missing.
  const identities = { sessionKey: new Uint8Array(32) };
  // One admin acts alone: what needs a second person is tested over its own stream (domain/people/second-person.test.ts).
  const people = { read: () => Promise.resolve({ deciders: ["rosa", "grace"], configured: ["grace"] }) };
  const desk = { port: watched(actor, world), identities, people, access: null } as unknown as Desk;
  const input = DECISIONS.has(click.does) ? { digest: await draw(click, world), ...click.input } : click.input;
  const outcome = await action.run({ desk, by: click.by, id: click.id, input });
  if (outcome.kind === "invalid") world.ledger.violations.push(`the desk did not understand ${JSON.stringify(click)}`);
  if (outcome.kind === "not_redriven" && outcome.cause === "unknown") return null;
  if (outcome.kind === "done" && click.does === "redrive") world.letters.answered(DeadLetterId.parse(click.id));
  return outcome.kind === "refused" && LIST_TROUBLES.includes(outcome.refusal.reason) ? null : outcome;
}

type HoldQuery = z.infer<typeof HoldQuerySchema>;

/** The clicks whose form is on the page of a hold and has the digest of what that page shows. */
const DECISIONS: ReadonlySet<string> = new Set(["confirm", "dismiss", "edit", "approve", "reject"]);

/** The digest of a page that was opened before its contact was erased: the simulation keeps no earlier pages. */
const OF_AN_OLD_PAGE = "0".repeat(22);

/**
 * Opens the page of the click's hold, as the desk does. Returns the digest of what it draws. Throws when it cannot be drawn now. A page
 * that is not shown has no effect, so its call has no number at the gate and no fault.
 */
async function draw({ by, id }: Click, { system, ledger, objects, rowOf }: ClickPorts): Promise<string> {
  const port = { ask: ([query]: readonly HoldQuery[]) => objects.stub(query!.contactId).ask([query!]) };
  const reads = { hold: async (holdId: HoldId) => rowOf(holdId), companyNames: async () => new Map() };
  const opened = await system.desk.openHold({ port, reads } as unknown as Desk, by, { id });
  if (!opened) throw new Error("the hold has no row yet");
  if (!opened.ok) {
    if (opened.error.reason !== "object_silent")
      ledger.violations.push(`I14: a hold was not drawn: ${opened.error.reason}`);
    throw new Error(opened.error.reason);
  }
  const { text, digest } = opened.value.hold;
  if (text && digest) ledger.drawn.push({ by, digest, text });
  return digest ?? OF_AN_OLD_PAGE;
}

/** The desk's port. When it answers that a command is logged, the log is checked. */
function watched(actor: Actor, { ports, objects, ledger }: ClickPorts): Port<"desk"> {
  const port = ports.open("desk", actor);
  return {
    ask: (queries) => port.ask(queries),
    async perform(commands) {
      const answers = await port.perform(commands);
      commands.forEach((command, index) => {
        const wish = DeskWish.safeParse(command).data;
        const answer = answers[index];
        if (!wish || !answer?.ok) return;
        const unlogged = objects.rowsOf(wish.contactId).slice(ledger.height(wish.contactId)).map(eventOf);
        const { logged } = answer.value as ClickAnswer;
        if (logged && unlogged.some(({ commandId }) => commandId === wish.commandId))
          ledger.violations.push(`I8: a click on ${wish.type} was answered as logged before the log had it`);
      });
      return answers;
    },
  };
}
