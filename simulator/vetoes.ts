// Puts a veto in force between two port calls.
import { performOne } from "../schema/only-answer.ts";
import { commandIdOf } from "../schema/ids.ts";
import { Flag } from "../schema/lists.ts";
import { anActor } from "./call-gate.ts";
import { ADA, ada, type Story, suppress } from "./stories.ts";
import { playStory, type Trial } from "./trial.ts";
import type { World, WorldOptions } from "./world.ts";
import { beginning } from "../schema/cause.ts";

/** What is put on the list, and that the contact's object is then asked to check it, as the cron asks after a new entry. */
const CHECKED = {
  "list, checked by address": "address",
  "list, checked by alias": "comparison",
  "list, checked by domain": "domain",
} as const;
const isChecked = (veto: Veto): veto is keyof typeof CHECKED => veto in CHECKED;

export type Veto = Flag | "all flags" | "list" | keyof typeof CHECKED;
export const VETOES: readonly Veto[] = [
  ...Flag.options,
  "all flags",
  "list",
  ...(Object.keys(CHECKED) as (keyof typeof CHECKED)[]),
];
/** Whether the veto is an entry of the list. */
export const isByList = (veto: Veto): boolean => veto === "list" || isChecked(veto);

export interface VetoTrial extends Trial {
  /** The state of the dispatch when the veto was in force. */
  readonly when: "before the claim" | "while the claim had read the list" | "after the claim" | "never";
}

/** Puts a veto in force after one port call, before any other actor does anything. An unknown contact is flagged as soon as it is known. */
export async function vetoAfter(
  story: Story,
  veto: Veto,
  point: number,
  options: WorldOptions = {},
): Promise<VetoTrial> {
  let when = "never" as VetoTrial["when"];
  const trial = await playStory(
    story,
    {
      ...options,
      after: ({ number, name }, world) => {
        if (number < point || when !== "never") return;
        world.gate.interrupt(async () => {
          if (!(await impose(world, veto))) return;
          const isReading =
            name === "list.read" && world.ledger.of(ada).contact.runs[lastRun(world)]?.step === "dispatch";
          when = isClaimed(world)
            ? "after the claim"
            : isByList(veto) && isReading
              ? "while the claim had read the list"
              : "before the claim";
        });
      },
    },
    `${veto} after call ${point}`,
  );
  const left = trial.world.ledger.deliveries.length;
  const tooMany = when === "before the claim" && left > 0 ? [`veto: ${left} messages left after ${veto}`] : [];
  return { ...trial, violations: [...trial.violations, ...tooMany], when };
}

const lastRun = ({ ledger }: World) => ledger.of(ada).contact.currentRun!;

const isClaimed = ({ objects }: World): boolean =>
  Object.values(objects.stateOf(ada).approvals).some(({ claim }) => claim !== null);

/** Puts the veto in force. Returns false when the contact is unknown, since it cannot be flagged. */
async function impose(world: World, veto: Veto): Promise<boolean> {
  if (veto === "list") {
    await suppress(world, ADA);
    return true;
  }
  if (isChecked(veto)) {
    await suppress(world, ADA, CHECKED[veto]);
    world.checkList(ada);
    return true;
  }
  const actor = anActor("a person");
  const flags = veto === "all flags" ? Flag.options : [veto];
  for (const flag of flags) {
    const commandId = commandIdOf("FlagContact", flag);
    const command = {
      type: "FlagContact" as const,
      ...beginning(commandId),
      contactId: ada,
    };
    const flagged = { flag, on: true, cause: "desk", by: "grace", why: "asked" } as const;
    const { refusal } = await performOne(world.desk(actor), { ...command, ...flagged });
    if (refusal) return false;
  }
  return true;
}
