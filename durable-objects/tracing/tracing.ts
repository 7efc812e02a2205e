// Traces of the runs, made from the log by the cron: nothing on a lead's way waits for them or fails with them, and everything the log says is in
// them. A turn sends a bounded part; how far it came is kept, so that the next one goes on wherever the last one stopped.
import { z } from "zod";
import type { CronWork } from "../../drizzle/cron-work.ts";
import type { GrownStream, TraceMarks } from "../../drizzle/trace-marks.ts";
import { jsonIn } from "../../schema/json.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { noWords, type Span, type Trace, tracesOf, type Words } from "./trace.ts";
import { Instant } from "../../schema/formats.ts";

/** Spans that are not there yet, and runs that are and have grown. Sent again, they are the same. */
export interface Sending {
  readonly create: readonly Span[];
  readonly update: readonly Span[];
}

/**
 * `there`: some of it was taken before. `refused`: it was read and will not be taken as it is. `unavailable`: nobody answered in time, or not to
 * this.
 */
export type Sent = "taken" | "there" | "refused" | "unavailable";

export interface TracingPorts {
  readonly work: CronWork;
  /** The marks of each database of the log, in their order. */
  readonly marks: readonly TraceMarks[];
  readonly read: (streamId: ContactId) => Promise<readonly EventRow[]>;
  /** Opens the words of a stream that may leave; null when none may. */
  readonly words: ((streamId: ContactId, rows: readonly EventRow[]) => Promise<Words>) | null;
  /** One request with one deadline. Never throws. */
  readonly send: (sending: Sending) => Promise<Sent>;
  readonly now: () => number;
  readonly limits?: Limits;
}

interface Limits {
  /** Of each database: some 25,000 rows read, less than three thousandths of a cent. A larger log is gone through in several turns. */
  readonly lookedAt: number;
  /** Each is read whole, for an event means what those before it make of it. With a turn every quarter of an hour, 19,200 streams a day. */
  readonly streams: number;
  /** So that one request is a few hundred kilobytes. */
  readonly streamsPerRequest: number;
  /** After more than so many failures in a row a turn is over for a database. */
  readonly failuresInRow: number;
  /** After so many turns in which others were taken, a stream is passed over. */
  readonly tries: number;
}

const LIMITS: Limits = { lookedAt: 5_000, streams: 200, streamsPerRequest: 10, failuresInRow: 3, tries: 5 };

/** What a line of a log can show; the counts are whole. */
const TOLD_AT_MOST = 20;

export interface TracingTurn {
  readonly state: "on";
  /** Streams that were looked at, and those of them whose runs were sent. */
  readonly looked: number;
  readonly sent: number;
  readonly spans: number;
  readonly requests: number;
  /** Streams that could not be sent now, by why. They are tried again with the next turns. */
  readonly notSent: Readonly<Record<Failure, number>>;
  /** Streams that were tried often enough: what they had so far is not sent any more. */
  readonly givenUp: readonly ContactId[];
}

/** `unreadable`: no trace can be made of the stream. */
type Failure = "refused" | "unavailable" | "unreadable";

const NAME = "tracing";
const State = z.strictObject({
  /** Runs that began before tracing did are not sent: switching it on does not send a whole log. */
  since: Instant,
  /** After which stream each database is gone on with. */
  after: z.array(z.string()),
});

/** One turn. Without ports tracing is off, and nothing is read or sent. */
export async function tracingTurn(ports: TracingPorts | null): Promise<TracingTurn | { readonly state: "off" }> {
  if (!ports) return { state: "off" };
  const { work, marks, now, limits = LIMITS } = ports;
  const at = new Date(now()).toISOString();
  const from = await work.read(NAME);
  const { since, after } = stateIn(from) ?? { since: at, after: [] };
  const tally: Tally = { looked: 0, sent: 0, spans: 0, requests: 0, failures: [] };
  const next: string[] = [];
  for (const [shard, own] of marks.entries()) {
    const begin = after[shard] ?? "";
    const page = await own.grownAfter({ after: begin, limit: limits.lookedAt, since });
    tally.looked += page.looked;
    const share = page.grown.slice(0, Math.ceil(limits.streams / marks.length));
    const last = await sendStreams(share, { ...ports, limits, since, tally, own });
    // Whatever became of them, the next turn goes on behind them: what fails again and again holds nobody up.
    const isWhole = share.length === page.grown.length && last === (share.at(-1)?.streamId ?? null);
    next.push(isWhole ? (page.next ?? "") : (last ?? begin));
  }
  const givenUp = await keepFailures(tally, { ...ports, limits });
  await work.replace({ name: NAME, from, to: JSON.stringify({ since, after: next }), at });
  return told(tally, givenUp);
}

/** What an older release left, or nothing that can be read, is begun anew. */
function stateIn(text: string | null): z.infer<typeof State> | null {
  return State.safeParse(jsonIn(text ?? "")).data ?? null;
}

/** What a turn has done so far. */
interface Tally {
  looked: number;
  sent: number;
  spans: number;
  requests: number;
  readonly failures: { readonly stream: GrownStream; readonly why: Failure; readonly marks: TraceMarks }[];
}

type Turn = TracingPorts &
  Required<Pick<TracingPorts, "limits">> & {
    readonly since: string;
    readonly tally: Tally;
    /** The marks of the database that the streams are in. */
    readonly own: TraceMarks;
  };

/** Sends what these streams have beyond their marks, and marks it. Answers with the last one that was tried. */
async function sendStreams(streams: readonly GrownStream[], turn: Turn): Promise<ContactId | null> {
  const { limits, tally, own } = turn;
  let last: ContactId | null = null;
  let inRow = 0;
  for (let next = 0; next < streams.length && inRow <= limits.failuresInRow; next += limits.streamsPerRequest) {
    const page = streams.slice(next, next + limits.streamsPerRequest);
    const parts = await Promise.all(page.map((stream) => partOf(stream, turn)));
    const full = parts.filter((part) => !part.why && part.create.length + part.update.length > 0);
    const taken = parts.filter((part) => !part.why && part.create.length + part.update.length === 0);
    const failed: { stream: GrownStream; why: Failure }[] = parts.flatMap(({ stream, why }) =>
      why ? [{ stream, why }] : [],
    );
    const tried: Part[] = [];
    // Together, and each alone if not all were taken: one of them may be why.
    const together = full.length > 1 ? await sendParts(full, turn) : null;
    if (together) inRow = together === "taken" ? 0 : inRow + 1;
    for (const part of full) {
      if (inRow > limits.failuresInRow) break;
      const answer = together === "taken" ? together : await sendAlone(part, turn);
      inRow = answer === "taken" ? 0 : inRow + 1;
      tried.push(part);
      if (answer === "taken") taken.push(part);
      else failed.push({ stream: part.stream, why: answer });
    }
    await own.mark(taken.map(({ stream: { streamId }, head }) => ({ streamId, version: head, tries: 0 })));
    tally.sent += taken.filter((part) => full.includes(part)).length;
    tally.failures.push(...failed.map((failure) => ({ ...failure, marks: own })));
    last = (tried.length < full.length ? tried.at(-1)?.stream : page.at(-1))?.streamId ?? last;
  }
  return last;
}

async function sendParts(parts: readonly Sending[], { send, tally }: Turn): Promise<Sent> {
  tally.requests += 1;
  const create = parts.flatMap((part) => part.create);
  const answer = await send({ create, update: parts.flatMap((part) => part.update) });
  if (answer === "taken") tally.spans += create.length;
  return answer;
}

/** What is there already is updated instead: it is the same, and what came with it may not be there. */
async function sendAlone(part: Part, turn: Turn): Promise<"taken" | "refused" | "unavailable"> {
  const answer = await sendParts([part], turn);
  if (answer !== "there") return answer;
  const again = await sendParts([{ create: [], update: [...part.create, ...part.update] }], turn);
  return again === "there" ? "taken" : again;
}

/** What is to be sent of one stream: nothing, with why, where that cannot be known. */
interface Part extends Sending {
  readonly stream: GrownStream;
  /** The last event that is in it. */
  readonly head: number;
  readonly why?: "unreadable";
}

/** What is later than the stream's mark, of the runs that began while tracing was on. A database that does not answer fails the turn. */
async function partOf(stream: GrownStream, { read, words, since }: Turn): Promise<Part> {
  const { streamId, sent } = stream;
  const rows = await read(streamId);
  const head = rows.at(-1)?.version ?? sent;
  try {
    const traces = tracesOf(rows, words ? await words(streamId, rows) : noWords);
    const grown = traces.filter(({ run, steps }) => run.startedAt >= since && (steps.at(-1)?.version ?? 0) > sent);
    const isNew = ({ begins }: Trace): boolean => begins > sent;
    const steps = grown.flatMap((trace) => trace.steps.filter(({ version }) => version > sent));
    return {
      stream,
      head,
      create: [...grown.filter(isNew).map(({ run }) => run), ...steps.map(({ span }) => span)],
      update: grown.filter((trace) => !isNew(trace)).map(({ run }) => run),
    };
  } catch {
    return { stream, head, create: [], update: [], why: "unreadable" };
  }
}

/**
 * Counts the failures of each stream, and gives up those that were tried often enough. That nobody answered is held against a stream only where
 * others were taken in the same turn.
 */
async function keepFailures({ failures, sent }: Tally, { limits }: Pick<Turn, "limits">): Promise<ContactId[]> {
  const kept = failures.map(({ stream: { streamId, head, sent: version, tries }, why, marks }) => {
    const tried = tries + (why !== "unavailable" || sent > 0 ? 1 : 0);
    const isGivenUp = tried >= limits.tries;
    const mark = isGivenUp ? { streamId, version: head, tries: 0 } : { streamId, version, tries: tried };
    return { mark, marks, isGivenUp };
  });
  for (const [marks, own] of Map.groupBy(kept, (one) => one.marks)) await marks.mark(own.map(({ mark }) => mark));
  return kept.flatMap(({ mark, isGivenUp }) => (isGivenUp ? [mark.streamId] : []));
}

function told({ failures, ...counts }: Tally, givenUp: readonly ContactId[]): TracingTurn {
  const notSent = { refused: 0, unavailable: 0, unreadable: 0 };
  for (const { why } of failures) notSent[why] += 1;
  return { state: "on", ...counts, notSent, givenUp: givenUp.slice(0, TOLD_AT_MOST) };
}
