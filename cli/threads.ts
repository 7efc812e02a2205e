// Threads that do pieces of work of one kind: the calling thread and worker threads, and both sides of the messages between them.
import { on } from "node:events";
import type { URL } from "node:url";
import { parentPort, type ResourceLimits, Worker, type WorkerOptions } from "node:worker_threads";
import { CannotRun } from "./shell.ts";

/** While a thread does one piece of work, the next one waits for it. */
const PIECES_PER_THREAD = 2;

export interface Threads {
  /** The program of each worker thread, which calls `answerWith`. */
  readonly program: URL;
  /** The program's `workerData`. */
  readonly data: unknown;
  /** The number of threads, with the calling one. */
  readonly count: number;
  readonly limits?: ResourceLimits | undefined;
}

/**
 * Has each piece of work done by one of several threads, and returns the results in the order of the pieces. The calling thread is one of them, and
 * does its pieces with `here`. Few pieces are under way at a time, so that results do not pile up. Throws what a thread has thrown, and `CannotRun`
 * when a thread ends without an answer.
 */
export async function* inThreads<Work, Done>(
  works: AsyncIterable<Work>,
  here: (work: Work) => Promise<Done>,
  { program, data, count, limits }: Threads,
): AsyncGenerator<Done> {
  const options = { workerData: data, ...(limits ? { resourceLimits: limits } : {}) };
  const others = Array.from({ length: count - 1 }, () => openThread<Work, Done>(program, options));
  const threads = [...others, thisThread(here)];
  const underWay: Promise<Done>[] = [];
  try {
    for await (const work of works) {
      const [done] = underWay.length < count * PIECES_PER_THREAD ? [] : underWay.splice(0, 1);
      if (done) yield await done;
      const free = threads.reduce((one, other) => (other.waiting() < one.waiting() ? other : one));
      const doing = free.work(work);
      // If it fails before it is awaited, that is no unhandled rejection.
      doing.catch(() => undefined);
      underWay.push(doing);
    }
    for (const done of underWay) yield await done;
  } finally {
    await Promise.all(others.map((thread) => thread.close()));
  }
}

interface Thread<Work, Done> {
  readonly work: (work: Work) => Promise<Done>;
  /** The number of pieces that were not answered yet. */
  readonly waiting: () => number;
}

/** Does one piece after the other, so that only one is in memory. */
function thisThread<Work, Done>(here: (work: Work) => Promise<Done>): Thread<Work, Done> {
  let [before, waiting]: [Promise<unknown>, number] = [Promise.resolve(), 0];
  return {
    work: (work) => {
      waiting += 1;
      const doing = before.then(() => here(work)).finally(() => void (waiting -= 1));
      before = doing.catch(() => undefined);
      return doing;
    },
    waiting: () => waiting,
  };
}

function openThread<Work, Done>(
  program: URL,
  options: WorkerOptions,
): Thread<Work, Done> & { readonly close: () => Promise<unknown> } {
  const worker = new Worker(program, options);
  const waiting: PromiseWithResolvers<Done>[] = [];
  let failure: Error | null = null;
  const fail = (cause: Error): void => {
    failure ??= cause;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on("message", (done: Done) => waiting.shift()?.resolve(done));
  worker.on("error", (cause) => fail(failureOf(cause)));
  worker.on("exit", (code) => fail(new CannotRun(`A thread ended before its work was done (exit code ${code}).`)));
  return {
    work: (work) => {
      if (failure) return Promise.reject(failure);
      const answer = Promise.withResolvers<Done>();
      waiting.push(answer);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(work);
      return answer.promise;
    },
    waiting: () => waiting.length,
    close: () => worker.terminate(),
  };
}

/** An error of the thread's program stays as it is. */
function failureOf(cause: unknown): Error {
  if (!(cause instanceof Error)) return new CannotRun("A thread failed.", { cause });
  const isMemory = "code" in cause && cause.code === "ERR_WORKER_OUT_OF_MEMORY";
  return isMemory ? new CannotRun("A thread ran out of memory before its work was done.", { cause }) : cause;
}

/** In a thread: answers each piece of work, one after the other. An error ends the thread, and is thrown where its answer is awaited. */
export async function answerWith<Work>(work: (given: Work) => Promise<unknown>): Promise<void> {
  if (!parentPort) throw new Error("this is no worker thread");
  for await (const [given] of on(parentPort, "message")) {
    const done = await work(given as Work);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort.postMessage(done);
  }
}
