// `holdpoint never-contact`: proves that nothing was held, approved or dispatched after a suppression. The proof is in replay/never-contact.ts.
import { type CounterExample, type NeverContact, openNeverContact } from "../../replay/never-contact.ts";
import { counted, many, progressOn } from "../progress.ts";
import type { ExitCode, Shell } from "../shell.ts";
import { answer, type SetExitCode, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint never-contact
  $ npx holdpoint never-contact --from log.ndjson --json

The proof compares revisions of the suppression list, which every gate recorded when it read the list. It does not compare times.
Exit code 2: it cannot be proved, because a chain is broken or the list has entries that are not in the log.`;

const CODES: Readonly<Record<NeverContact["result"], ExitCode>> = { holds: 0, broken: 1, unprovable: 2 };

export const neverContactCommand = (shell: Shell, end: SetExitCode) =>
  reading("never-contact")
    .description(
      "prove that nothing was held, approved or dispatched after a suppression of the same contact or domain",
    )
    .addHelpText("after", EXAMPLES)
    .action((options) =>
      answer(shell, options, end, async ({ log }) => {
        const progress = progressOn(shell, "proving");
        const proof = openNeverContact();
        for await (const stream of log.streams()) {
          proof.stream(stream);
          progress.add(stream.rows.length);
        }
        progress.end();
        const found = proof.end();
        return { code: CODES[found.result], json: found, text: textOf(found) };
      }),
    );

function textOf(found: NeverContact): string {
  const { guarded, contacts, suppressions } = found;
  const sum = `${counted(guarded)} holds, approvals and claims of ${many(contacts, "contact")}, against ${many(suppressions, "entry").replace("entrys", "entries")} of the suppression list`;
  if (found.result === "holds") return `Proved: nothing was held, approved or dispatched after a suppression.\n${sum}`;
  const lines =
    found.result === "broken" && found.counterExample
      ? [
          `Disproved: ${counted(found.violations)} of them were after a suppression. The shortest example:`,
          ...storyOf(found.counterExample),
        ]
      : ["It cannot be proved."];
  if (found.unlogged > 0)
    lines.push(`${counted(found.unlogged)} revisions of the list are in no event, so their entries are unknown.`);
  for (const id of found.unreadable.slice(0, 10))
    lines.push(`${id} cannot be read to its end: see \`npx holdpoint verify --contact ${id}\``);
  return [...lines, sum].join("\n");
}

function storyOf({ because, event }: CounterExample): readonly string[] {
  const cause =
    because.kind === "list"
      ? `revision ${counted(because.revision)} of the list, by ${because.entry}`
      : `the flag ${because.flag}`;
  return [
    `  ${because.at}  ${because.streamId}@${because.version}  ${cause}`,
    `  ${event.at}  ${event.streamId}@${event.version}  ${event.type}, whose gate had read the list up to revision ${counted(event.revision)}`,
  ];
}
