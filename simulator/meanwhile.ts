// Something that ends a contact's run, put in between two port calls: a newer run, a flag, an entry of the list, an erasure.
import { beginning } from "../schema/cause.ts";
import { commandIdOf } from "../schema/ids.ts";
import { performOne } from "../schema/only-answer.ts";
import type { PortCommandOf } from "../schema/ports.ts";
import { anActor } from "./call-gate.ts";
import { ADA, ada, type Story, suppress } from "./stories.ts";
import { playStory, type Trial } from "./trial.ts";
import type { World, WorldOptions } from "./world.ts";

export const MEANWHILE = {
  "a newer run": (world: World) =>
    ask(world, { type: "RequestRun", ...idsOf("RequestRun"), by: "grace", why: "again" }),
  "a flag": (world: World) =>
    ask(world, { type: "FlagContact", ...idsOf("FlagContact"), ...person, flag: "bounced", on: true, cause: "desk" }),
  "an entry of the list": async (world: World) => void (await suppress(world, ADA)),
  "an erasure": (world: World) =>
    ask(world, { type: "EraseContact", ...idsOf("EraseContact"), ...person, reason: "other" }),
} as const;
export type Meanwhile = keyof typeof MEANWHILE;

const person = { by: "grace", why: "asked" };
const idsOf = (type: string) => ({ ...beginning(commandIdOf(type, "meanwhile")), contactId: ada });

const ask = async (world: World, command: PortCommandOf<"desk">): Promise<void> =>
  void (await performOne(world.desk(anActor("a person")), command));

/** Plays the story, and puts `what` in between this call and the next one, before any other actor does anything. */
export function playWith(story: Story, what: Meanwhile, point: number, options: WorldOptions): Promise<Trial> {
  let isDone = false;
  const after: WorldOptions["after"] = ({ number }, world) => {
    if (number < point || isDone) return;
    isDone = true;
    world.gate.interrupt(() => MEANWHILE[what](world));
  };
  return playStory(story, { ...options, after }, `${what} after call ${point}`);
}
