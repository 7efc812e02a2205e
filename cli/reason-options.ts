// The options of a command that records a person's reason on an administrative stream: a word of the list, and a note.
import { Option } from "@commander-js/extra-typings";
import { AdministrativeReason } from "../schema/lists.ts";
import { saysWhy } from "../schema/notes.ts";
import { CannotRun } from "./shell.ts";

/** `--reason`, one word of the list; `other` when it is not given. */
/** What `--request` names, of every command that may need a second person. */
export const REQUEST_OPTION = "the request (rq_…) to which two people agreed; see `holdpoint requests`";

export const reasonOption = () =>
  new Option("--reason <reason>", "why, as a word of the list").choices(AdministrativeReason.options).default("other");

/** Throws `CannotRun` when neither a word nor a note says why. */
export function requireReason(options: Parameters<typeof saysWhy>[0]): void {
  if (saysWhy(options)) return;
  throw new CannotRun("A reason is missing.", {
    advice: `--reason names one of ${AdministrativeReason.options.join(", ")}; --why says it in your own words.`,
  });
}
