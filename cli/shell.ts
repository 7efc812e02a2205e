// The environment of a command: output, time and network. holdpoint.ts passes the real ones; tests pass their own.

/** 0: it holds. 1: something was found. 2: it could not be answered. */
export type ExitCode = 0 | 1 | 2;

export interface Shell {
  /** The folder to which the paths of the command line are relative. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes the answer to stdout. */
  readonly out: (text: string) => void;
  /** Writes progress and errors to stderr. */
  readonly err: (text: string) => void;
  /** Whether `err` is a terminal, where a line of progress can be overwritten. */
  readonly isTerminal: boolean;
  /** Asks the user a question; null when there is no terminal. */
  readonly ask: (question: string) => Promise<string | null>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** The command cannot answer, so the log is neither right nor wrong. `advice` tells the user what to do. The exit code is 2. */
export class CannotRun extends Error {
  readonly advice: string | null;

  constructor(message: string, options: { readonly advice?: string; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "CannotRun";
    this.advice = options.advice ?? null;
  }
}

/** The code of a failed system call (`ENOENT`), or null. */
export const systemCode = (cause: unknown): string | null =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : null;
