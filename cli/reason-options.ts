// The options of a command that records a person's reason on an administrative stream: a word of the list, and a note.
import { Option } from "@commander-js/extra-typings";
import { AdministrativeReason } from "../schema/lists.ts";
import { saysWhy as isGiven } from "../schema/notes.ts";
import { CannotRun } from "./shell.ts";

export const reasonOption = () =>
  new Option("--reason <reason>", "why, as a word of the list").choices(AdministrativeReason.options).default("other");

interface Reason {
  readonly reason: AdministrativeReason;
  readonly why: string;
}

/** Whether a word or a note says why. */
export const saysWhy = ({ reason, why }: Reason): boolean => isGiven({ reason, why: why.trim() });

/** Throws `CannotRun` when neither a word nor a note says why. */
export function requireReason(options: Reason): void {
  if (saysWhy(options)) return;
  throw new CannotRun("A reason is missing.", {
    advice: `--reason names one of ${AdministrativeReason.options.join(", ")}; --why says it in your own words.`,
  });
}
