// The daily root: one digest over the heads of all streams, as an event and as a file outside the databases. It is made in steps,
// each stored before the next, so that an invocation may end at any point. The log is not stopped: every head is that of the time
// it was read.
import * as z from "zod";
import type { CronWork } from "../../drizzle/cron-work.ts";
import type { HeadsPage } from "../../drizzle/log-heads.ts";
import { sha256 } from "../../schema/canonical.ts";
import { PublishRoot } from "../../schema/commands.ts";
import { AdminId, commandIdOf } from "../../schema/ids.ts";
import { MerkleState, merkleTree } from "../../domain/merkle.ts";
import { rootOfLeaves } from "../../domain/merkle-proof.ts";
import { type PublishedRoot, rootEntry, rootLeaf } from "../../domain/roots-tree.ts";
import { lastTiles, type TileFile } from "../../domain/tlog-tiles.ts";
import { CHECKPOINT } from "../../schema/checkpoint.ts";
import { rootFileNames, rootHeadLine, rootHeaderLine } from "../../schema/root-file.ts";
import { Day, Instant } from "../../schema/formats.ts";
import { beginning } from "../../schema/cause.ts";

/** A head's line has about 140 bytes: a part is 700 KB, twice in memory, and takes 60 ms of hashing. */
const HEADS_PER_PART = 5_000;

/** Steps of one turn: 200,000 heads, two or three of the thirty seconds that a cron invocation may compute. */
const STEPS_PER_TURN = 40;

const Making = z.strictObject({
  kind: z.literal("making"),
  day: Day,
  tree: MerkleState,
  events: z.int().min(0),
  /** The names of the file's parts so far, in order. */
  parts: z.array(z.string()),
  bytes: z.int().min(0),
});
const Made = z.strictObject({
  kind: z.literal("made"),
  day: Day,
  root: z.string(),
  streams: z.int().min(0),
  events: z.int().min(0),
  madeAt: Instant,
  parts: z.array(z.string()),
  bytes: z.int().min(0),
});
const Published = z.strictObject({ kind: z.literal("published"), day: Day, root: z.string() });
const RootState = z.discriminatedUnion("kind", [Making, Made, Published]);
type RootState = z.infer<typeof RootState>;

/** The storage for the files of roots. */
export interface RootFiles {
  putPart(name: string, text: string): Promise<void>;
  /**
   * Writes a file: `head`, then the parts, together `bytes` long, under the first of `names` without another root's file, because
   * published files are never overwritten. An existing file of this root stays as it is. False when a part is missing.
   */
  compose(file: {
    readonly names: readonly string[];
    readonly root: string;
    readonly head: string;
    readonly parts: readonly string[];
    readonly bytes: number;
  }): Promise<boolean>;
  /** Removes every part. It is called when the files are finished. */
  dropParts(): Promise<void>;
  /** Writes the files of the published log, in this order, over files with the same bytes; the last one says that the others are there. */
  publish(files: readonly TileFile[]): Promise<void>;
}

export interface RootPorts {
  readonly work: CronWork;
  readonly files: RootFiles;
  /** Heads in pages; see `headsAfter`. */
  readonly heads: (page: { readonly after: string; readonly limit: number }) => Promise<HeadsPage>;
  /** Records the event; false while the log does not have it. */
  readonly record: (command: PublishRoot) => Promise<boolean>;
  /** The roots that the log has, in the order of their publication. */
  readonly published: () => Promise<readonly PublishedRoot[]>;
  /** The name of the log in its checkpoints. */
  readonly origin: string;
  /** The public key of the log's signatures. */
  readonly logKey: string;
  readonly now: () => number;
  readonly limits?: { readonly headsPerPart: number; readonly stepsPerTurn: number };
}

/** How far a turn got. `waits`: the log does not accept the event now. `elsewhere`: another turn is working on the same root. */
export interface RootTurn {
  readonly day: string;
  readonly state: RootState["kind"] | "waits" | "elsewhere";
  /** Streams included so far, or all of them. */
  readonly streams: number;
}

const NAME = "root";
const LIMITS = { headsPerPart: HEADS_PER_PART, stepsPerTurn: STEPS_PER_TURN };

/**
 * Runs one turn of the day's root, from where the last one stopped. A day with a published root costs one row read. `isAsked`: a person asks
 * for a root now, also when the day has one.
 */
export async function rootTurn(ports: RootPorts, isAsked = false): Promise<RootTurn> {
  const { work, now, limits = LIMITS } = ports;
  const today = new Date(now()).toISOString().slice(0, 10);
  let from = await work.read(NAME);
  let state = stateIn(from) ?? begun(today);
  if (isAsked && state.kind === "published") state = { ...state, day: "" };
  for (let steps = 0; steps < limits.stepsPerTurn; steps += 1) {
    // An unfinished day is finished first, because its heads are of that day.
    if (state.kind === "published" && state.day >= today) break;
    const after = await step(state, today, { ...ports, limits });
    if (!after) return { ...progressOf(state), state: "waits" };
    const to = JSON.stringify(after);
    const isOurs = await work.replace({ name: NAME, from, to, at: new Date(now()).toISOString() });
    if (!isOurs) return { ...progressOf(state), state: "elsewhere" };
    [from, state] = [to, after];
  }
  return progressOf(state);
}

const progressOf = (state: RootState): RootTurn => ({
  day: state.day,
  state: state.kind,
  streams: state.kind === "making" ? state.tree.count : state.kind === "made" ? state.streams : 0,
});

/** The stored state; null when it is missing or cannot be parsed, and the root is then started again. */
function stateIn(text: string | null): RootState | null {
  if (text === null) return null;
  try {
    return RootState.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

const begun = (day: string): RootState => ({
  kind: "making",
  day,
  tree: merkleTree().state(),
  events: 0,
  parts: [],
  bytes: 0,
});

type StepPorts = RootPorts & Required<Pick<RootPorts, "limits">>;

/** The state after one step; null when the step cannot be done now. Every step may run twice. */
async function step(state: RootState, today: string, ports: StepPorts): Promise<RootState | null> {
  switch (state.kind) {
    case "published":
      await ports.files.dropParts();
      return begun(today);
    case "making":
      return addHeads(state, ports);
    case "made":
      return publish(state, today, ports);
  }
}

/** Adds the next page of heads to the tree, and stores their lines as a part of the file. */
async function addHeads(state: z.infer<typeof Making>, { heads, files, limits, now }: StepPorts): Promise<RootState> {
  const tree = merkleTree(state.tree);
  const page = await heads({ after: state.tree.last, limit: limits.headsPerPart });
  for (const head of page.heads) tree.add(head);
  const text = page.heads.map(rootHeadLine).join("");
  // Named by the digest of its content: two concurrent turns write two parts, and the stored state names its own.
  const name = `${state.day}-${sha256(text).slice(0, 32)}`;
  if (text !== "") await files.putPart(name, text);
  const { day } = state;
  const events = page.heads.reduce((sum, { version }) => sum + version, state.events);
  const parts = text === "" ? state.parts : [...state.parts, name];
  const bytes = state.bytes + Buffer.byteLength(text);
  if (page.next !== null) return { kind: "making", day, tree: tree.state(), events, parts, bytes };
  const madeAt = new Date(now()).toISOString();
  return { kind: "made", day, root: tree.root(), streams: tree.count(), events, madeAt, parts, bytes };
}

/** Records the event, then publishes the file. */
async function publish(state: z.infer<typeof Made>, today: string, ports: StepPorts): Promise<RootState | null> {
  const { day, root, streams, events, madeAt, parts, bytes } = state;
  if (!(await ports.record(publishRoot(state, ports.origin)))) return null;
  const published = await ports.published();
  const own = published.find((one) => one.day === day && one.root === root);
  if (!own) return null;
  const { checkpoint } = own;
  const head = rootHeaderLine({ day, root, streams, events, madeAt, logKey: ports.logKey, checkpoint });
  const names = rootFileNames(day, root);
  const isWhole = await ports.files.compose({ names, root, head, parts, bytes: Buffer.byteLength(head) + bytes });
  // A part was removed, so this root can have no file; another root is made.
  if (!isWhole) return begun(today);
  await ports.files.publish(filesOf(published));
  return { kind: "published", day, root };
}

/** The files of the published log (https://c2sp.org/tlog-tiles): the last tiles of its tree, and the newest checkpoint after them. */
function filesOf(published: readonly PublishedRoot[]): readonly TileFile[] {
  const entries = published.map((one) => Buffer.from(rootEntry(one), "utf8"));
  const leaves = published.map(rootLeaf);
  const tiles = lastTiles(entries, (from, to) => Buffer.from(rootOfLeaves(leaves.slice(from, to)), "hex"));
  return [...tiles, { path: CHECKPOINT, bytes: Buffer.from(published.at(-1)?.checkpoint ?? "", "utf8") }];
}

function publishRoot({ day, root, streams, events }: z.infer<typeof Made>, origin: string): PublishRoot {
  const commandId = commandIdOf("PublishRoot", day, root);
  const cause = beginning(commandId);
  return PublishRoot.parse({
    type: "PublishRoot",
    ...cause,
    streamId: AdminId.parse("ad_audit"),
    root,
    heads: streams,
    events,
    day,
    origin,
  });
}
