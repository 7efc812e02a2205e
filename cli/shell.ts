// What a command knows of the world outside: words in, words out, time and network. Tests hand in their own.

/** 0: what was asked holds. 1: something was found. 2: the question could not be answered. */
export type ExitCode = 0 | 1 | 2;

export interface Shell {
  /** Where the paths of the command line begin. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The answer. */
  readonly out: (text: string) => void;
  /** Progress and trouble. */
  readonly err: (text: string) => void;
  /** Whether `err` is a terminal, where a line of progress can be written over. */
  readonly isTerminal: boolean;
  /** What a person answers to a question; null when nobody is there to be asked. */
  readonly ask: (question: string) => Promise<string | null>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** A command cannot answer: nothing is known to be wrong, and nothing to be right. `advice` says what to do. */
export class CannotRun extends Error {
  readonly advice: string | null;

  constructor(message: string, options: { readonly advice?: string; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "CannotRun";
    this.advice = options.advice ?? null;
  }
}

/** The code of a failed call of the system (`ENOENT`), or null. */
export const systemCode = (cause: unknown): string | null =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : null;
