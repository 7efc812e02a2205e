// `holdpoint replay`: one stream, told event by event, and its state as of then.
import { type Story, storyOf } from "../../replay/story.ts";
import { pointArgument } from "../arguments.ts";
import { streamNamed } from "../contact-argument.ts";
import type { Shell } from "../shell.ts";
import { oneStream } from "../sources/one-stream.ts";
import { storyText } from "../story-text.ts";
import { answer, type End, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint replay ada@example.com
  $ npx holdpoint replay ada@example.com --at 2026-11-20           as it was known on that day, at midnight UTC
  $ npx holdpoint replay ct_1628daa575d35c340afc22965f8d02d5 --at 7   up to version 7
  $ npx holdpoint replay ad_policy --json                          an administrative stream: policies, suppressions, …

Each event with what it rests on and who wrote it. Personal words are sealed in the log and stay so here.
It ends with 1 when the stream cannot be read to its end.`;

export const replayCommand = (shell: Shell, end: End) =>
  reading("replay")
    .description("tell a contact’s story event by event, and the state as of then")
    .argument("<contact>", "an id (ct_…, or ad_… of an administrative stream) or an address")
    .option("--at <time or version>", "up to and with that; a whole number is a version", pointArgument)
    .addHelpText("after", EXAMPLES)
    .action(async (named, options) => {
      const streamId = streamNamed(named, shell, options);
      await answer(shell, options, end, async (source) => {
        const story: Story = storyOf(await oneStream(source, streamId), options.at);
        return { code: story.stoppedAt === null ? 0 : 1, json: story, text: storyText(story) };
      });
    });
