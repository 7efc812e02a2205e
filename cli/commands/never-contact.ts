// `holdpoint never-contact`: proves that nothing was held, approved or dispatched after a suppression. The proof is in replay/never-contact.ts.
import { type CounterExample, type NeverContact, openNeverContact } from "../../replay/never-contact.ts";
import { LOG_FAULT_WORDS } from "../../replay/fault-words.ts";
import { counted, many } from "../../domain/counted.ts";
import { progressOn } from "../progress.ts";
import type { ExitCode, Shell } from "../shell.ts";
import { notComparedText, openListCheck } from "../verify-list.ts";
import { answer, type SetExitCode, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint never-contact
  $ npx holdpoint never-contact --from log.ndjson --json

The proof compares revisions of the suppression list, which every gate recorded when it read the list, and versions of the stop switch, which every
claim of a dispatch recorded: none names a stop that no resumption had ended. It does not compare times.
First the list is compared with its events, both ways, where the log is a live one: a list that differs is no proof.
Exit code 2: it cannot be proved, because a chain is broken, or the list has entries that are not in the log or lacks some that are.`;

const CODES: Readonly<Record<NeverContact["result"], ExitCode>> = { holds: 0, broken: 1, unprovable: 2 };

export const neverContactCommand = (shell: Shell, end: SetExitCode) =>
  reading("never-contact")
    .description(
      "prove that nothing was held, approved or dispatched after a suppression of the same contact or domain, nor sent while sending was stopped",
    )
    .addHelpText("after", EXAMPLES)
    .action((options) =>
      answer(shell, options, end, async (source) => {
        const { log } = source;
        const list = openListCheck(source, new Date(shell.now()));
        const progress = progressOn(shell, "proving");
        const proof = openNeverContact();
        for await (const stream of log.streams()) {
          proof.stream(stream);
          list?.add(stream);
          progress.add(stream.rows.length);
        }
        progress.end();
        const found = proof.end((await list?.end())?.faults ?? null);
        const note = list ? [] : [notComparedText(source)];
        return { code: CODES[found.result], json: found, text: [textOf(found), ...note].join("\n") };
      }),
    );

function textOf(found: NeverContact): string {
  const { guarded, contacts, suppressions } = found;
  const sum = `${counted(guarded)} holds, approvals and claims of ${many(contacts, "contact")}, against ${many(suppressions, "entry").replace("entrys", "entries")} of the suppression list`;
  if (found.result === "holds")
    return `Proved: nothing was held, approved or dispatched after a suppression, and nothing was claimed while sending was stopped.\n${sum}`;
  const lines =
    found.result === "broken" && found.counterExample
      ? [
          `Disproved: ${counted(found.violations)} of them were after a suppression or a stop. The shortest example:`,
          ...storyOf(found.counterExample),
        ]
      : ["Not proved."];
  if (found.unlogged > 0)
    lines.push(`${counted(found.unlogged)} revisions of the list are in no event, so their entries are unknown.`);
  const different = found.listFaults ?? [];
  if (different.length > 0)
    lines.push(`The suppression list differs from its events: ${many(different.length, "fault")}.`);
  for (const { name, field } of different.slice(0, 10))
    lines.push(`  ${name}  ${field ?? ""}: ${LOG_FAULT_WORDS[name]}`);
  if (different.some(({ name }) => name === "list_row_missing"))
    lines.push("Lost rows are made again by `npx holdpoint rebuild --list`.");
  for (const id of found.unreadable.slice(0, 10))
    lines.push(`${id} cannot be read to its end: see \`npx holdpoint verify --contact ${id}\``);
  return [...lines, sum].join("\n");
}

function storyOf({ because, event }: CounterExample): readonly string[] {
  const cause =
    because.kind === "list"
      ? `revision ${counted(because.revision)} of the list, by ${because.entry}`
      : because.kind === "stopped"
        ? `sending was stopped, or version ${because.dispatching} of the stop switch is in no event`
        : because.kind === "flag"
          ? `the flag ${because.flag}`
          : `the flag ${because.flag} of the same mailbox under another spelling, which the list does not have`;
  return [
    `  ${because.at}  ${because.streamId}@${because.version}  ${cause}`,
    `  ${event.at}  ${event.streamId}@${event.version}  ${event.type}, whose gate had read the list up to revision ${counted(event.revision)}`,
  ];
}
