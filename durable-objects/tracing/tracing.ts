// Sends traces of the runs, which the cron makes from the log, so that no lead waits for them or fails with them. A turn sends a
// bounded part and stores how far it got, so that the next turn continues there.
import * as z from "zod";
import type { CronWork } from "../../drizzle/cron-work.ts";
import type { GrownStream, TraceMarks } from "../../drizzle/trace-marks.ts";
import { jsonIn } from "../../schema/json.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { noWords, type Span, type Trace, tracesOf, type Words } from "./trace.ts";
import { Instant } from "../../schema/formats.ts";

/** New spans, and existing runs that have grown. Sending them again changes nothing. */
export interface Sending {
  readonly create: readonly Span[];
  readonly update: readonly Span[];
}

/**
 * The receiver's answer. `there`: it already has some of the spans. `refused`: it will not accept them in this form. `unavailable`:
 * it did not answer in time, or with an unrelated error.
 */
export type Sent = "taken" | "there" | "refused" | "unavailable";

export interface TracingPorts {
  readonly work: CronWork;
  /** The marks of each database of the log, in order. */
  readonly marks: readonly TraceMarks[];
  readonly read: (streamId: ContactId) => Promise<readonly EventRow[]>;
  /** Opens the words of a stream that a trace may contain; null when content is off. */
  readonly words: ((streamId: ContactId, rows: readonly EventRow[]) => Promise<Words>) | null;
  /** Makes one request with one deadline. Never throws. */
  readonly send: (sending: Sending) => Promise<Sent>;
  readonly now: () => number;
  readonly limits?: Limits;
}

interface Limits {
  /** Streams checked per database: some 25,000 rows read, less than 0.003 cents. A larger log takes several turns. */
  readonly lookedAt: number;
  /**
   * Streams read per turn. Each is read whole, because an event's meaning depends on earlier ones. With a turn every quarter of an
   * hour, 19,200 streams a day.
   */
  readonly streams: number;
  /** Streams per request, so that a request has a few hundred kilobytes. */
  readonly streamsPerRequest: number;
  /** After more than this many failures in a row, the turn ends for a database. */
  readonly failuresInRow: number;
  /** After this many turns in which other streams were accepted, a stream is skipped. */
  readonly tries: number;
}

const LIMITS: Limits = { lookedAt: 5_000, streams: 200, streamsPerRequest: 10, failuresInRow: 3, tries: 5 };

/** The most entries in a log line; the counts are complete. */
const MOST_LISTED = 20;

export interface TracingTurn {
  readonly state: "on";
  /** Streams that were checked (`looked`), and those of them whose runs were sent. */
  readonly looked: number;
  readonly sent: number;
  readonly spans: number;
  readonly requests: number;
  /** Streams that could not be sent now, by cause. The next turns try again. */
  readonly notSent: Readonly<Record<Failure, number>>;
  /** Streams with too many failed tries: their events so far are not sent any more. */
  readonly givenUp: readonly ContactId[];
}

/** `unreadable`: the stream's events cannot be made into a trace. */
type Failure = "refused" | "unavailable" | "unreadable";

const NAME = "tracing";
const State = z.strictObject({
  /** Runs that began earlier are not sent, so that switching tracing on does not send the whole log. */
  since: Instant,
  /** For each database, the stream after which the next turn continues. */
  after: z.array(z.string()),
});

/** Runs one turn. Without ports tracing is off, and nothing is read or sent. */
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
    // The next turn continues after these streams in any case, so that a stream that fails repeatedly does not block the others.
    const isWhole = share.length === page.grown.length && last === (share.at(-1)?.streamId ?? null);
    next.push(isWhole ? (page.next ?? "") : (last ?? begin));
  }
  const givenUp = await keepFailures(tally, { ...ports, limits });
  await work.replace({ name: NAME, from, to: JSON.stringify({ since, after: next }), at });
  return turnOf(tally, givenUp);
}

/** The stored state; null when it is missing or cannot be parsed, and tracing then starts again. */
function stateIn(text: string | null): z.infer<typeof State> | null {
  return State.safeParse(jsonIn(text ?? "")).data ?? null;
}

/** The counts of a turn so far. */
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
    /** The marks of the database with these streams. */
    readonly own: TraceMarks;
  };

/** Sends the spans of these streams after their marks, and updates the marks. Returns the last stream that was tried. */
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
    // All streams in one request first; if it is not accepted, each stream alone, because one of them may be the cause.
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

/** Spans that the receiver already has are sent as updates: they are equal, and other spans of the request may be missing. */
async function sendAlone(part: Part, turn: Turn): Promise<"taken" | "refused" | "unavailable"> {
  const answer = await sendParts([part], turn);
  if (answer !== "there") return answer;
  const again = await sendParts([{ create: [], update: [...part.create, ...part.update] }], turn);
  return again === "there" ? "taken" : again;
}

/** The spans of one stream that are to be sent; empty, with `why`, when they cannot be made. */
interface Part extends Sending {
  readonly stream: GrownStream;
  /** The version of the stream's last event. */
  readonly head: number;
  readonly why?: "unreadable";
}

/** The part after the stream's mark, of runs that began while tracing was on. A database that does not answer fails the turn. */
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
 * Counts each stream's failures, and gives up streams with too many. `unavailable` counts only when the same turn had other streams
 * accepted.
 */
async function keepFailures({ failures, sent }: Tally, { limits }: Pick<Turn, "limits">): Promise<ContactId[]> {
  const counted = failures.map(({ stream: { streamId, head, sent: version, tries }, why, marks }) => {
    const tried = tries + (why !== "unavailable" || sent > 0 ? 1 : 0);
    const isGivenUp = tried >= limits.tries;
    const mark = isGivenUp ? { streamId, version: head, tries: 0 } : { streamId, version, tries: tried };
    return { mark, marks, isGivenUp };
  });
  for (const [marks, own] of Map.groupBy(counted, (one) => one.marks)) await marks.mark(own.map(({ mark }) => mark));
  return counted.flatMap(({ mark, isGivenUp }) => (isGivenUp ? [mark.streamId] : []));
}

/** The result of a turn from its counts. */
function turnOf({ failures, ...counts }: Tally, givenUp: readonly ContactId[]): TracingTurn {
  const notSent = { refused: 0, unavailable: 0, unreadable: 0 };
  for (const { why } of failures) notSent[why] += 1;
  return { state: "on", ...counts, notSent, givenUp: givenUp.slice(0, MOST_LISTED) };
}
