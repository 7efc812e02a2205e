// The trace peer's store of runs. It handles batches as LangSmith does, as far as this project knows: it merges runs by their id,
// and checks their order. Where LangSmith's behaviour is unknown, the store is strict: a repeated run is a conflict.
import * as z from "zod";

const Uuid = z.uuid();
const Fields = z.record(z.string(), z.unknown());

const SentRun = z.strictObject({
  id: Uuid,
  trace_id: Uuid,
  parent_run_id: Uuid.optional(),
  dotted_order: z.string(),
  session_name: z.string().min(1),
  name: z.string().min(1),
  run_type: z.enum(["chain", "llm", "tool"]),
  start_time: z.iso.datetime(),
  end_time: z.iso.datetime().optional(),
  inputs: Fields,
  outputs: Fields,
  extra: z.strictObject({ metadata: Fields }),
  error: z.string().optional(),
});
export type SentRun = z.infer<typeof SentRun>;
const Batch = z.strictObject({ post: z.array(SentRun), patch: z.array(SentRun) });

const PART = /^(\d{8}T\d{12})Z([0-9a-f-]{36})$/;

/** The reason why the position of a run in its trace is invalid; null when it is valid. */
function misplaced({ id, trace_id, parent_run_id, dotted_order, start_time }: SentRun): string | null {
  const parts = dotted_order.split(".").map((part) => PART.exec(part));
  if (parts.some((part) => part === null)) return "dotted_order has an invalid part";
  const [first, last] = [parts[0], parts.at(-1)];
  if (parts.length !== (parent_run_id ? 2 : 1)) return "dotted_order has too few or too many parts";
  if (first?.[2] !== trace_id || last?.[2] !== id) return "dotted_order names other runs";
  if ((parent_run_id ?? trace_id) !== trace_id) return "the parent is in another trace";
  if ((last?.[1] ?? "") < (first?.[1] ?? "")) return "the run begins before its parent";
  return start_time.replace(/[^\dT]/g, "") === last?.[1]?.slice(0, 18) ? null : "dotted_order has another start time";
}

/** A store in memory. */
export function tracesTaken() {
  const runs = new Map<string, SentRun>();
  const taken = {
    runs,
    /** The number of repeated runs. */
    repeats: 0,

    /** Stores a whole batch or nothing, and returns a status. */
    take(body: unknown): { readonly status: number; readonly why?: string } {
      const batch = Batch.safeParse(body);
      if (!batch.success) return { status: 422, why: z.prettifyError(batch.error) };
      const { post, patch } = batch.data;
      const [why] = [...post, ...patch].flatMap((run) => misplaced(run) ?? []);
      if (why) return { status: 400, why };
      const repeated = post.filter(({ id }) => runs.has(id)).length;
      taken.repeats += repeated;
      if (repeated > 0) return { status: 409, why: "a run exists already" };
      for (const run of [...post, ...patch]) runs.set(run.id, { ...runs.get(run.id), ...run });
      return { status: 202 };
    },

    /** The stored runs with this product run's id in their metadata: the root first, then the others in order. */
    trace: (runId: string): readonly SentRun[] =>
      [...runs.values()]
        .filter(({ extra }) => extra.metadata["runId"] === runId)
        .toSorted((a, b) => (a.dotted_order < b.dotted_order ? -1 : 1)),
  };
  return taken;
}
export type TracesTaken = ReturnType<typeof tracesTaken>;
