// Tests that the report of an export depends neither on where the file is divided nor on the number of threads, also when the file was damaged.
import * as fc from "fast-check";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { URL } from "node:url";
import { beforeAll, describe, it } from "vitest";
import { isFull } from "../testing/full.ts";
import { byId, memorySource } from "../replay/source.ts";
import { isOfContact } from "../replay/verify.ts";
import { ContactId } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";
import { FULL_STORY, deploymentAfter, rechained } from "../testing/honest-log.ts";
import { aFolder, NOW, openedExport } from "../testing/command-line.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { checkExport } from "./check-export.ts";
import { type Manifest, manifestBeside } from "./export-format.ts";
import { type Found, openRangeJudge, type StreamQuestion } from "./judge-range.ts";
import { type Division, judgeExport, rangesOf } from "./judged-export.ts";
import { CannotRun } from "./shell.ts";
import { type ExportFile, isLineFault, openExportFile, readRange, wholeRange } from "./sources/export-file.ts";
import { verifySource } from "./verify-log.ts";
import { writeExport } from "./write-export.ts";

const FORMATS = ["ndjson", "csv", "cloudevents"] as const;

let rows: readonly EventRow[] = [];

beforeAll(async () => {
  const deployment = await deploymentAfter([
    ...FULL_STORY,
    { what: "lead", who: 1, pick: 1 },
    { what: "optOut", who: 0, pick: 2 },
    { what: "lead", who: 2, pick: 4 },
    { what: "onward", who: 2, pick: 4 },
    { what: "suppress", who: 1, pick: 1 },
  ]);
  const own = deployment.rows();
  const contacts = [...Map.groupBy(own, ({ streamId }) => streamId).values()].filter(
    ([row]) => row && isOfContact(row),
  );
  const copies = ["1", "5", "9"].flatMap((name) => contacts.flatMap((contact) => copied(contact, name)));
  rows = [...own, ...copies].toSorted((a, b) => byId(a, b) || a.version - b.version);
});

/** The rows of a contact under another id, so that a file has more streams than stories. */
function copied(contact: readonly EventRow[], name: string): readonly EventRow[] {
  const id = contact[0]!.streamId.slice(3);
  const other = `${name}${id.slice(1)}`;
  return rechained(
    contact.map((row) => ({
      ...row,
      streamId: ContactId.parse(`ct_${other}`),
      body: row.body.replaceAll(id, other),
    })),
  );
}

interface Honest {
  /** The lines of the file with their line ends. Their characters are bytes. */
  readonly lines: readonly string[];
  /** The manifest beside the file. */
  readonly manifest: string | null;
}
const written = new Map<Manifest["lines"], Honest>();

async function honestExport(lines: Manifest["lines"]): Promise<Honest> {
  const known = written.get(lines);
  if (known) return known;
  const path = join(aFolder(), "log");
  const made = { sealed: "closed", madeAt: new Date(NOW).toISOString(), onEvents: () => undefined } as const;
  await writeExport({ ...made, log: memorySource(rows), path, lines });
  const manifest = lines === "ndjson" ? null : readFileSync(manifestBeside(path), "utf8");
  const honest = { lines: readFileSync(path, "latin1").split(/(?<=\n)/), manifest };
  written.set(lines, honest);
  return honest;
}

/** Changes of the lines of a file. `line` is never the manifest of NDJSON. */
const DAMAGES: readonly ((lines: readonly string[], line: number, pick: number) => readonly string[])[] = [
  (lines, line, pick) => {
    const text = lines[line] ?? "";
    const at = pick % (text.length || 1);
    return lines.with(line, `${text.slice(0, at)}${text[at] === "7" ? "8" : "7"}${text.slice(at + 1)}`);
  },
  (lines, line) => lines.toSpliced(line, 1),
  (lines, line) => lines.toSpliced(line, 0, lines[line] ?? ""),
  (lines, line, pick) =>
    lines.toSpliced(line, 0, ["{}\n", "x\n", "\n", '{"streamId":"ct_x"}\n', "\r\n"][pick % 5] ?? ""),
  // Moves up to four lines to another place.
  (lines, line, pick) => {
    const moved = lines.slice(line, line + 1 + (pick % 4));
    const rest = lines.toSpliced(line, moved.length);
    return rest.toSpliced(1 + (pick % (rest.length || 1)), 0, ...moved);
  },
  // Repeats up to four lines at another place.
  (lines, line, pick) => lines.toSpliced(1 + (pick % lines.length), 0, ...lines.slice(line, line + 1 + (pick % 4))),
  // Another stream, which may come before or after the one before it.
  (lines, line, pick) =>
    lines.with(
      line,
      (lines[line] ?? "").replaceAll(
        /(ct|ad)_[\w-]+/g,
        (id) => [`7${id}`, `zz${id}`, `ct_0${id}`, "ad_audit"][pick % 4] ?? id,
      ),
    ),
  // Bytes that are no UTF-8.
  (lines, line, pick) => {
    const text = lines[line] ?? "";
    const at = pick % (text.length || 1);
    return lines.with(line, `${text.slice(0, at)}\u00ff\u00c3${text.slice(at)}`);
  },
  (lines, line, pick) => [...lines.slice(0, line), (lines[line] ?? "").slice(0, pick % 60)],
];

interface Damaged {
  readonly format: Manifest["lines"];
  readonly damages: readonly { readonly what: number; readonly where: number; readonly pick: number }[];
}
const damaged: fc.Arbitrary<Damaged> = fc.record({
  format: fc.constantFrom(...FORMATS),
  damages: fc.array(fc.record({ what: fc.nat(DAMAGES.length - 1), where: fc.nat(9_999), pick: fc.nat(9_999) }), {
    maxLength: 4,
  }),
});

const withOne = (what: number, where: number, pick: number): Damaged => ({
  format: "ndjson",
  damages: [{ what, where, pick }],
});
/** Rare damages: the stream of the log's keys among contacts, and a line that is no event near the first contact. */
const RARE: readonly Damaged[] = [
  ...[20, 40, 60].map((pick) => withOne(4, 0, pick)),
  ...Array.from({ length: 16 }, (_, line) => withOne(3, line, 1)),
];

async function fileOf({ format, damages }: Damaged): Promise<ExportFile> {
  const { lines: before, manifest } = await honestExport(format);
  let lines = before;
  const first = format === "ndjson" ? 1 : 0;
  for (const { what, where, pick } of damages) {
    if (lines.length > first) lines = DAMAGES[what]!(lines, first + (where % (lines.length - first)), pick);
  }
  const path = join(aFolder(), format === "csv" ? "log.csv" : "log");
  writeFileSync(path, lines.join(""), "latin1");
  if (manifest !== null) writeFileSync(manifestBeside(path), manifest);
  return openExportFile(path);
}

const QUESTIONS: readonly StreamQuestion[] = [
  { command: "check" },
  { command: "verify", since: null },
  { command: "verify", since: "2026-11-23T00:00:00.000Z" },
];

async function allFound(file: ExportFile, question: StreamQuestion, division: Division): Promise<readonly Found[]> {
  return Array.fromAsync((await judgeExport({ file, question }, division)).found());
}

/** A stream with its events, or the fault of a line. */
const placeOf = (found: Found): unknown =>
  isLineFault(found) ? found : { streamId: found.streamId, events: found.events };

/** What a reader of the whole file finds. */
async function placesIn(file: ExportFile): Promise<readonly unknown[]> {
  const range = { start: wholeRange(file).start, end: null };
  const all = await Array.fromAsync(readRange(file, { range, linesBefore: wholeRange(file).linesBefore }));
  return all.map((one) => (isLineFault(one) ? one : { streamId: one.streamId, events: one.rows.length }));
}

/** The reports of both commands, with the number of events that each has told its progress. */
async function reportsOf(file: ExportFile, division: Division) {
  let told = 0;
  const onEvents = (count: number): void => void (told += count);
  const source = openedExport(file);
  const question = {
    since: null,
    root: "0".repeat(64),
    logKey: "another",
    against: null,
    onEvents,
    now: new Date(NOW),
  };
  return [
    await checkExport(file, { logKey: null, onEvents, division }),
    await verifySource(source, { ...question, division }),
    told,
  ];
}

const ONE: Division = { cuts: [], threads: 1 };

describe("an export that is divided anywhere", () => {
  it("has no fault when it is honest", async ({ expect }) => {
    const file = await fileOf({ format: "ndjson", damages: [] });
    const cuts = everywhere(file);
    expect((await Array.fromAsync(rangesOf(file, wholeRange(file).start, cuts))).length).toBeGreaterThan(5);
    const [checked, verified] = await reportsOf(file, { cuts, threads: 1 });
    expect(checked).toMatchObject({ faultCount: 0, events: rows.length });
    expect(verified).toMatchObject({ events: rows.length, faultsByName: { log_key_differs: 1, root_differs: 1 } });
  });

  it("has the same report as in one piece", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    let divided = 0;
    await fc.assert(
      fc.asyncProperty(damaged, fc.array(fc.nat(9_999), { minLength: 1, maxLength: 4 }), async (how, places) => {
        const file = await fileOf(how);
        const { size } = statSync(file.path);
        const cuts = places.map((place) => Math.floor((place * size) / 10_000)).toSorted((a, b) => a - b);
        for (const question of QUESTIONS)
          expect(await allFound(file, question, { cuts, threads: 1 })).toEqual(await allFound(file, question, ONE));
        expect(await reportsOf(file, { cuts, threads: 1 })).toEqual(await reportsOf(file, ONE));
        expect((await allFound(file, QUESTIONS[0]!, ONE)).map(placeOf)).toEqual(await placesIn(file));
        divided += (await Array.fromAsync(rangesOf(file, wholeRange(file).start, cuts))).length > 1 ? 1 : 0;
      }),
      { ...runs(20), examples: RARE.map((how): [Damaged, number[]] => [how, [3_000, 6_000]]) },
    );
    expect(divided).toBeGreaterThan(isFull ? 15 : 3);
  });

  it(
    "has the same in each range, whoever judges it, and in whichever order",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      await fc.assert(
        fc.asyncProperty(damaged, fc.nat(9_999), async (how, place) => {
          const file = await fileOf(how);
          const question = { command: "verify", since: null } as const;
          const one = await openRangeJudge(file, question);
          if (one.contactsFrom === null) return;
          const cuts = everywhere(file).map((cut) => cut + place);
          const ranges = await Array.fromAsync(rangesOf(file, one.contactsFrom, cuts));
          for (const range of ranges.toReversed()) await one.judge(range);
          for (const range of ranges) {
            const other = await openRangeJudge(file, question);
            expect(await other.judge(range)).toEqual(await one.judge(range));
          }
        }),
        { ...runs(15), examples: RARE.map((how): [Damaged, number] => [how, 0]) },
      );
    },
  );

  it("is divided where streams begin, at every byte of a file", async ({ expect }) => {
    const file = await fileOf({ format: "ndjson", damages: [{ what: 3, where: 9, pick: 1 }] });
    const bytes = readFileSync(file.path);
    const { start } = wholeRange(file);
    for (let cut = start + 1; cut < bytes.length; cut += 97) {
      const ranges = await Array.fromAsync(rangesOf(file, start, [cut]));
      const ends = ranges.slice(0, -1).map(({ end }) => end!);
      for (const end of ends) {
        expect(end).toBeGreaterThanOrEqual(cut);
        expect(bytes[end - 1]).toBe(10);
      }
      expect(ranges.map(({ start }) => start)).toEqual([start, ...ends]);
      expect(ranges.at(-1)?.end).toBeNull();
    }
  });
});

/** Enough places that both threads have something to do. */
const everywhere = (file: ExportFile): readonly number[] =>
  Array.from({ length: 20 }, (_, index) => Math.floor((statSync(file.path).size * (index + 1)) / 21));

/** The program of a thread as text. */
const program = (text: string) => new URL(`data:text/javascript,${encodeURIComponent(text)}`);

describe("threads", () => {
  it.for(FORMATS)(
    "report the same as one thread, for an honest and a damaged export as %s",
    async (format, { expect }) => {
      const damages = [0, 3, 4, 8].map((what) => ({ what, where: 7 * what + 5, pick: 13 }));
      for (const file of [await fileOf({ format, damages: [] }), await fileOf({ format, damages })])
        expect(await reportsOf(file, { cuts: everywhere(file), threads: 2 })).toEqual(await reportsOf(file, ONE));
    },
  );

  it.for([
    ["ends before it has answered", "process.exit(3)", /exit code 3/],
    [
      "ends after its first answer",
      `import { parentPort } from "node:worker_threads";
       let answers = 0;
       parentPort.on("message", () => (answers++ ? process.exit(4) : parentPort.postMessage({ lines: 1, found: [] })));`,
      /exit code 4/,
    ],
    ["fails", `throw new Error("a line of the file is too long")`, /^a line of the file is too long$/],
  ] as const)("give no report when a thread %s", async ([, text, message], { expect }) => {
    const file = await fileOf({ format: "ndjson", damages: [] });
    const division = { cuts: everywhere(file), threads: 2, program: program(text) };
    await expect(reportsOf(file, division)).rejects.toThrow(message);
  });

  it("give no report when a thread has too little memory", async ({ expect }) => {
    const file = await fileOf({ format: "ndjson", damages: [] });
    const text = "const all = []; for (;;) all.push(Array.from({ length: 1_000 }, () => all.length + 0.5));";
    const division = {
      cuts: everywhere(file),
      threads: 2,
      program: program(text),
      limits: { maxOldGenerationSizeMb: 8 },
    };
    await expect(reportsOf(file, division)).rejects.toThrow(
      new CannotRun("A thread ran out of memory before its work was done."),
    );
  });
});
