// The story of a stream as text for a terminal. The story is made in replay/story.ts.
import type { Story, StoryEntry } from "../replay/story.ts";
import { flagWord } from "../schema/words.ts";
import { many } from "../domain/counted.ts";

export function storyText(story: Story): string {
  const { streamId, entries, stoppedAt } = story;
  const width = String(entries.at(-1)?.version ?? 0).length;
  return [
    `${streamId}: ${many(entries.length, "event")}`,
    "",
    ...entries.flatMap((entry) => entryLines(entry, width)),
    ...(stoppedAt === null
      ? []
      : [`The stream cannot be read further than version ${stoppedAt}: see \`npx holdpoint verify\`.`, ""]),
    ...(streamId.startsWith("ct_") ? stateLines(story.contact) : []),
  ].join("\n");
}

function entryLines(entry: StoryEntry, width: number): readonly string[] {
  const { version, at, type, writer, says, reason, source, confidence, policy, evidence, seal } = entry;
  const under = " ".repeat(width + 2);
  const sure = confidence === 1 ? "" : `, confidence ${confidence}`;
  const by = policy === null ? "" : `, policy ${policy.section} ${policy.digest.slice(0, 12)}`;
  return [
    `${String(version).padStart(width)}  ${at}  ${type}, written by ${writer}`,
    `${under}${says}`,
    `${under}why  ${reason} (${source}${sure}${by})`,
    ...evidence.map(
      ({ table, id, columns }) =>
        `${under}on   ${table} ${id}: ${Object.entries(columns)
          .map(([column, value]) => `${column} ${value === null ? "none" : String(value)}`)
          .join(", ")}`,
    ),
    ...(seal === "closed" ? [`${under}     personal words: sealed`] : []),
    "",
  ];
}

function stateLines({
  version,
  at,
  flags,
  runs,
  currentRun,
  sends,
  holds,
  erased,
}: Story["contact"]): readonly string[] {
  const run = currentRun ? runs[currentRun] : undefined;
  const set = Object.entries(flags).flatMap(([flag, isSet]) => (isSet ? [flagWord(flag as keyof typeof flags)] : []));
  const open = Object.values(holds).find((hold) => hold.end === null);
  const counted = sends.filter(({ state }) => state !== "failed");
  const step = run && (run.step === "ended" ? `ended: ${run.end ?? ""}` : `waits at “${run.step}” since ${run.stepAt}`);
  const shown = [
    ["flags", set.length === 0 ? "none" : set.join(", ")],
    [
      "messages sent",
      counted.length === 0
        ? "none"
        : `${counted.length}, the last ${counted
            .map((send) => send.at)
            .toSorted()
            .at(-1)}`,
    ],
    ["current run", run ? `${run.runId} ${step}` : "none"],
    ["open hold", open ? `${open.kind} ${open.holdId}, until ${open.expiresAt}` : "none"],
    ...(erased ? [["erased", "the personal words are destroyed"] as const] : []),
  ] as const;
  return [
    `As of version ${version}${at === null ? "" : `, ${at}`}:`,
    ...shown.map(([name, value]) => `  ${name.padEnd(14)} ${value}`),
  ];
}
