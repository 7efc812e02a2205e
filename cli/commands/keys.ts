// `holdpoint keys rewrap`: requests through the desk that the installation wraps all keys under its new MASTER_KEY. This machine sends only the
// fingerprint of its copy of that key.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Argument, Command } from "@commander-js/extra-typings";
import * as z from "zod";
import { fingerprintsIn, type KeyFingerprint } from "../../schema/installation-keys.ts";
import { type DeskClient, deskClient } from "../desk-client.ts";
import { many } from "../../domain/counted.ts";
import { progressOn } from "../progress.ts";
import { CannotRun, type Shell, systemCode } from "../shell.ts";
import { printAnswer, type SetExitCode } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint keys rewrap --new-master-key-file ../new-master-key
  $ npx holdpoint keys rewrap --new-master-key-file ../new-master-key --desk https://desk.example

Before that, MASTER_KEY of holdpoint-contacts must be the new key, a space, and the key before it: docs/runbook/leaked-key.md has all steps. You request
this through the desk, with HOLDPOINT_DESK_TOKEN or the local installation’s own token, and the installation does it while it runs. The file
proves that you have a copy of the new key: only its fingerprint is sent. Running the command again is harmless: it continues.
Exit codes: 0 every key is wrapped under the new master key, 1 some are not yet, 2 nothing was done.`;

export const keysCommand = (shell: Shell, end: SetExitCode) =>
  new Command("keys")
    .description("change the key under which the keys of all contacts are wrapped, and verify each")
    .addArgument(new Argument("<action>", "wrap the keys of all contacts under the new MASTER_KEY").choices(["rewrap"]))
    .requiredOption("--new-master-key-file <file>", "a file with the new key: 32 bytes in base64")
    .option(
      "--desk <url>",
      "the desk of the installation; otherwise HOLDPOINT_DESK_URL, otherwise the desk of npm start",
    )
    .option("--state <folder>", "another folder of local state, for its token")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (_, options) => {
      const to = fingerprintIn(options.newMasterKeyFile, shell);
      const done = await rewrapAll(deskClient(shell, options), to, shell);
      const isComplete = done.others === 0;
      printAnswer(shell, options, end, {
        code: isComplete ? 0 : 1,
        json: { complete: isComplete, fingerprint: to, ...done },
        text: textOf(done),
      });
    });

/** The fingerprint of the one key in a file. */
function fingerprintIn(path: string, shell: Shell): KeyFingerprint {
  let text: string;
  try {
    text = readFileSync(resolve(shell.cwd, path), "utf8");
  } catch (cause) {
    throw new CannotRun(`${path} cannot be read (${systemCode(cause) ?? "unknown"}).`, { cause });
  }
  const [fingerprint, ...others] = fingerprintsIn("MASTER_KEY", text);
  if (fingerprint !== undefined && others.length === 0) return fingerprint;
  throw new CannotRun(`${path} has no key of 32 bytes in base64.`, {
    advice: "It has the new key alone. Make one: openssl rand -base64 32",
  });
}

const Page = z.object({
  next: z.string().nullable(),
  rewrapped: z.int(),
  left: z.array(z.object({ streamId: z.string(), why: z.string() })),
  keys: z.int(),
  others: z.int(),
});
type Done = Omit<z.infer<typeof Page>, "next">;

async function rewrapAll(desk: DeskClient, to: KeyFingerprint, shell: Shell): Promise<Done> {
  const progress = progressOn(shell, "wrapping", { noun: "key", lookEvery: 1 });
  let done: Done = { rewrapped: 0, left: [], keys: 0, others: 0 };
  for (let after: string | null = null; ;) {
    const { next, ...page }: z.infer<typeof Page> = Page.parse(
      (await desk.post("/master-key/rewrap", { to, after })).body,
    );
    progress.add(page.rewrapped);
    done = { ...page, rewrapped: done.rewrapped + page.rewrapped, left: [...done.left, ...page.left] };
    if (next === null) break;
    after = next;
  }
  progress.end();
  // A contact that was erased meanwhile was left, and has no key any more.
  return done.others === 0 ? { ...done, left: [] } : done;
}

/** What a person does about a key that is left. */
const ADVICE: Readonly<Record<string, (streamId: string) => string>> = {
  does_not_open: () => "no master key of the Worker opens it",
  object_unreadable: (id) => `its object cannot be read: npx holdpoint rebuild --object ${id}`,
  object_silent: () => "its object did not answer, or still runs with the key before: run this again",
  object_without_key: (id) => `its object has lost its key: npx holdpoint rebuild --object ${id}`,
  other_key: (id) => `its object has another key than the log: npx holdpoint rebuild --object ${id}`,
};

function textOf({ rewrapped, keys, others, left }: Done): string {
  const counts = `${many(rewrapped, "key")} wrapped anew, each opened with the new master key first; ${many(keys, "key")} under it now.`;
  if (others === 0)
    return `${counts}\nThe new MASTER_KEY is the installation’s. When every instance of the Workers has been replaced, run this again, and remove\nthe key before it from MASTER_KEY.`;
  return [
    `${counts}\n${many(others, "key")} under another master key: nothing is lost, and the key before is still needed. Run this again.`,
    ...left.map(({ streamId, why }) => `  ${streamId}: ${ADVICE[why]?.(streamId) ?? why}`),
  ].join("\n");
}
