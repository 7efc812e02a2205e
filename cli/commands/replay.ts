// `holdpoint replay`: prints one stream event by event, and its state at the end. The story is made in replay/story.ts.
import { type Story, storyOf } from "../../replay/story.ts";
import { pointArgument } from "../arguments.ts";
import { streamNamed } from "../contact-argument.ts";
import type { Shell } from "../shell.ts";
import { oneStream } from "../sources/one-stream.ts";
import { storyText } from "../story-text.ts";
import { answer, type SetExitCode, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint replay ada@example.com
  $ npx holdpoint replay ada@example.com --at 2026-11-20           up to that day, at midnight UTC
  $ npx holdpoint replay ct_FijapXXTXDQK_CKWX40C1Q --at 7   up to version 7
  $ npx holdpoint replay ad_policy --json                          an administrative stream: policies, suppressions, …

Prints each event with its evidence and its writer. Personal words are sealed in the log and are not opened here.
Exit code 1: the stream cannot be read to its end.`;

export const replayCommand = (shell: Shell, end: SetExitCode) =>
  reading("replay")
    .description("print a contact’s events one by one, and the contact’s state after them")
    .argument("<contact>", "an id (ct_…, or ad_… of an administrative stream) or an address")
    .option("--at <time or version>", "up to this point, inclusive; a whole number is a version", pointArgument)
    .addHelpText("after", EXAMPLES)
    .action(async (named, options) => {
      const streamId = streamNamed(named, shell, options);
      await answer(shell, options, end, async (source) => {
        const story: Story = storyOf(await oneStream(source, streamId), options.at);
        return { code: story.stoppedAt === null ? 0 : 1, json: story, text: storyText(story) };
      });
    });
