// Finds code whose work grows faster than the length of its input. It counts work instead of measuring time, so that a busy
// machine does not change the result. It counts the steps of each regular expression, the runs of each block of the project's
// code, and the items or characters that the runtime's own methods search or copy.
import { Session } from "node:inspector";
import { setFlagsFromString } from "node:v8";
import { search } from "./counting-matcher.ts";

/** The counted work, by its place: a pattern, a method of the runtime, or a block of code. */
type Work = ReadonlyMap<string, number>;

/**
 * Counts the work of each function. Runs each function twice: once to count blocks, once to count steps. Both at once is slow.
 */
function worksOf(works: readonly (() => unknown)[]): Work[] {
  const blocks = interpreted(() => blocksOf(works));
  const counts = works.map((_, index) => new Map(blocks[index]));
  let current = counts[0];
  const count: Count = (what, much) => void current?.set(what, (current.get(what) ?? 0) + much);
  const restore = [countingPatterns(count), countingBuiltins(count)];
  try {
    for (const [index, work] of works.entries()) {
      current = counts[index];
      work();
    }
  } finally {
    for (const undo of restore) undo();
  }
  return counts;
}

type Count = (what: string, much: number) => void;

let isCounting = false;

function uncounted<T>(work: () => T): T {
  isCounting = true;
  try {
    return work();
  } finally {
    isCounting = false;
  }
}

/** Replaces `RegExp.prototype.exec`: once it is replaced, match, replace, split and test call the replacement, too. */
function countingPatterns(count: Count): () => void {
  const runtimes = RegExp.prototype.exec;
  return replacing(RegExp.prototype, "exec", function exec(this: RegExp, text: string) {
    // The step counter uses patterns itself; these are not counted.
    if (isCounting) return runtimes.call(this, text);
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const answer = runtimes.call(this, text);
    const { found, steps } = uncounted(() => search(this, text, from));
    if (found?.[0] !== answer?.index || (answer && found?.[1] !== answer.index + answer[0].length))
      throw new Error(`the step counter found another match than the runtime: ${String(this)}`);
    count(`/${this.source}/${this.flags}`, steps);
    return answer;
  });
}

/** Replaces a method of the runtime. Returns a function that restores the original. */
function replacing(prototype: object, name: string, method: unknown): () => void {
  const runtimes = Object.getOwnPropertyDescriptor(prototype, name)!;
  Object.defineProperty(prototype, name, { ...runtimes, value: method });
  return () => void Object.defineProperty(prototype, name, runtimes);
}

type Searched = { readonly length: number };
const wentThrough = (whole: Searched, answer: unknown): number =>
  typeof answer === "number" && answer >= 0 ? answer + 1 : whole.length;
const copied = (_: Searched, answer: unknown): number => (answer as Searched).length;

/** Methods of the runtime with a loop inside that the count of blocks does not include, with the number of items of one call. */
const HIDDEN_LOOPS = [
  ...(["includes", "indexOf", "lastIndexOf"] as const).map((name) => [Array.prototype, name, wentThrough] as const),
  ...(["slice", "concat", "splice"] as const).map((name) => [Array.prototype, name, copied] as const),
  ...(["includes", "indexOf", "lastIndexOf"] as const).map((name) => [String.prototype, name, wentThrough] as const),
] as const;

function countingBuiltins(count: Count): () => void {
  const undo = HIDDEN_LOOPS.map(([prototype, name, costOf]) => {
    const holder = prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
    const runtimes = holder[name]!;
    const what = `${prototype === String.prototype ? "String" : "Array"}.${name}`;
    const counting = function (this: Searched, ...args: unknown[]): unknown {
      const answer = runtimes.apply(this, args);
      if (!isCounting) count(what, costOf(this, answer));
      return answer;
    };
    return replacing(prototype, name, counting);
  });
  return () => undo.forEach((each) => void each());
}

/** Whether a script is a module of the project. The counting modules themselves are excluded. */
const isCounted = (url: string): boolean =>
  !/node_modules|^node:|\/(?:counted-work|counting-matcher)\.ts/.test(url) && url !== "";

/** The compilers of V8. A function that one of them compiled no longer counts its calls. */
const COMPILERS = ["sparkplug", "maglev", "turbofan"];

/** Runs work with the interpreter only, because the counts of compiled functions are too low. */
function interpreted<T>(work: () => T): T {
  for (const compiler of COMPILERS) setFlagsFromString(`--no-${compiler}`);
  try {
    return work();
  } finally {
    for (const compiler of COMPILERS) setFlagsFromString(`--${compiler}`);
  }
}

function blocksOf(works: readonly (() => unknown)[]): Map<string, number>[] {
  const session = new Session();
  session.connect();
  try {
    session.post("Profiler.enable");
    session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    return works.map((work) => {
      takeBlocks(session);
      work();
      return takeBlocks(session);
    });
  } finally {
    session.post("Profiler.stopPreciseCoverage");
    session.disconnect();
  }
}

/** How often each block ran since the previous call. Blocks that did not run are left out. */
function takeBlocks(session: Session): Map<string, number> {
  const blocks = new Map<string, number>();
  session.post("Profiler.takePreciseCoverage", (error, taken) => {
    if (error) throw error;
    for (const { url, functions } of taken.result) {
      if (!isCounted(url)) continue;
      for (const { functionName, ranges } of functions)
        for (const { startOffset, count } of ranges)
          if (count > 0) blocks.set(`${url} ${functionName || "(unnamed)"} at ${startOffset}`, count);
    }
  });
  return blocks;
}

/**
 * The power by which the work grows with the size: 1 is linear, 2 quadratic. It is the slope of a line through the logarithms.
 */
function growthOf(points: readonly (readonly [size: number, work: number])[]): number {
  const logs = points.map(([size, work]) => [Math.log(size), Math.log(Math.max(work, 1))] as const);
  const mean = (of: 0 | 1) => logs.reduce((sum, point) => sum + point[of], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const above = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return above / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

/** The highest power that is accepted: half way between n (or n log n) and n². */
const MOST_GROWTH = 1.5;
/** At most this many counts for each unit of the largest size are ignored: quadratic work has far more. */
const LITTLE = 4;

/**
 * The places whose work grows faster than the size, each with its power of growth. Places with little work are ignored
 * (`LITTLE`).
 */
export function overLinear(sizes: readonly number[], workAt: (size: number) => unknown): string[] {
  const works = worksOf(sizes.map((size) => () => workAt(size)));
  const largest = sizes.at(-1) ?? 0;
  return [...(works.at(-1) ?? [])].flatMap(([what, most]) => {
    const growth = growthOf(sizes.map((size, index) => [size, works[index]?.get(what) ?? 0]));
    return most > LITTLE * largest && growth > MOST_GROWTH
      ? [`${what}: grows by the power of ${growth.toFixed(2)}`]
      : [];
  });
}
