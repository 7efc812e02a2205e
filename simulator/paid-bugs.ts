// Bugs around what a model was paid for, planted by wrappers, and the stories that must find them (see bugs.ts).
import { paidCallsIn } from "../schema/commands.ts";
import { commandIdOf } from "../schema/ids.ts";
import { faultAt } from "./call-gate.ts";
import { playWith } from "./meanwhile.ts";
import { payingModel } from "./paying-model.ts";
import { asked } from "./stories.ts";
import { type System, theSystem } from "./system.ts";
import { playStory, type Trial } from "./trial.ts";
import type { Planted, WorldOptions } from "./world.ts";

/** The story with a model, every message delivered twice at once: both deliveries pay. */
export const paidTwice = (options: WorldOptions): Promise<Trial> =>
  playStory(asked, {
    habits: { shuffle: null, copies: () => [0, 0] },
    plant: { surroundings: payingModel },
    ...options,
  });

/** Ports that give the commands of all deliveries of a message one id, also when each carries a call of its own. */
export const sameCommandIds: Planted = {
  surroundings: (around, world) => {
    const paying = payingModel(around, world);
    const same = <C extends { readonly type: string }>(command: C): C =>
      paidCallsIn(command).length > 0 && "causationId" in command
        ? { ...command, commandId: commandIdOf(command.type, String(command.causationId)) }
        : command;
    return {
      ...paying,
      ports: {
        open: (role, actor) => {
          const port = paying.ports.open(role, actor);
          return { ask: (queries) => port.ask(queries), perform: (commands) => port.perform(commands.map(same)) };
        },
      },
    };
  },
};

/** A stage that forgets what it paid for when its port fails. */
export const forgetful: System = {
  ...theSystem,
  stage: {
    runStage: (stage, deliveries, ports) =>
      theSystem.stage.runStage(stage, deliveries, { ...ports, kept: { ...ports.kept, add: () => undefined } }),
  },
};

/** Each call of the planner's port is refused once. */
export async function* portRefuses(system: System): AsyncGenerator<Trial> {
  const options = { system, plant: { surroundings: payingModel } };
  const { world } = await playStory(asked, options);
  for (const { number } of world.gate.calls.filter(({ name }) => name === "planner.RecordAction"))
    yield await playStory(asked, { ...options, faults: faultAt(number, "refused") });
}

/** A person requests a newer run while a model is asked. */
export async function* supersededWhileAsked(system: System): AsyncGenerator<Trial> {
  const options = { system, plant: { surroundings: payingModel } };
  const { world } = await playStory(asked, options);
  for (const { number } of world.gate.calls.filter(({ name }) => name === "model.call"))
    yield await playWith(asked, "a newer run", number, options);
}
