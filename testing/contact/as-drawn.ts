// A reviewer's browser for tests: opens the hold in its object before a click, and sends the digest of what the object then shows.
import type { HoldAnswer, Timeline } from "../../schema/answers.ts";
import type { ContactId, HoldId } from "../../schema/ids.ts";
import { askOne } from "../../schema/only-answer.ts";
import type { Port } from "../../schema/ports.ts";
import { AS_DRAWN, withDrawn } from "./scenario.ts";

/** The two queries of an object with which the desk opens a hold. */
interface Ask {
  readonly hold: (contactId: ContactId, holdId: HoldId) => Promise<HoldAnswer>;
  readonly timeline: (contactId: ContactId) => Promise<Timeline>;
}

interface Decision {
  readonly contactId: ContactId;
  readonly holdId?: HoldId;
}
const isUnseen = (command: object): command is Decision => "digest" in command && command.digest === AS_DRAWN;

/** The command with the digest of what is drawn now, where it has `AS_DRAWN`. A draft that is named by its own id is the open one. */
export async function drawnFirst<C extends object>(command: C, ask: Ask): Promise<C> {
  if (!isUnseen(command)) return command;
  const { contactId } = command;
  const holdId = command.holdId ?? (await ask.timeline(contactId)).openHold;
  const hold = holdId && (await ask.hold(contactId, holdId)).hold;
  return withDrawn(command, hold?.digest ?? null) as C;
}

/** A port whose reviewers open each hold before they decide it. */
export function drawingPort(port: Port<"desk">): Port<"desk"> {
  const ask: Ask = {
    hold: (contactId, holdId) => askOne(port, { type: "Hold", contactId, holdId, by: "rosa" }),
    timeline: (contactId) => askOne(port, { type: "Timeline", contactId, by: "rosa" }),
  };
  return {
    ask: (queries) => port.ask(queries),
    perform: async (commands) => port.perform(await Promise.all(commands.map((command) => drawnFirst(command, ask)))),
  };
}
