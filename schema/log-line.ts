// The lines that the Workers write to their logs: JSON with a level, by one table. This is the only place that writes one; the linter refuses `console` elsewhere
// in the product. A line has ids, reasons and counts, and nothing about a person.

/**
 * `error`: something is wrong that does not pass by itself, or somebody's work was not done. `warn`: it was not done this time and is tried again, or a
 * person should look. `info`: what happened, as it should. `debug`: that work went well.
 */
export type LogLevel = "debug" | "info" | "warn" | "error";

export type LogFields = Readonly<Record<string, unknown>>;

/** The level of a line by its `reason`, up to the first colon. A reason that is not listed warns. */
const REASONS: Readonly<Record<string, LogLevel>> = {
  // A key, a configuration or stored data is not what it has to be: no retry repairs it.
  configuration_unreadable: "error",
  differs: "error",
  key_differs: "error",
  log_conflict: "error",
  object_behind: "error",
  object_differs: "error",
  object_unreadable: "error",
  source_secret_unopened: "error",
  source_type_unknown: "error",
  // It was not recorded, and the sender may not come again.
  ingest_failed: "error",
  refused_body_not_kept: "error",
  unsubscribe_not_recorded: "error",
  webhook_not_taken: "error",
  // A sender was refused: it got its answer, and where a person can repair it the body is kept.
  email_refused: "info",
  unsubscribe_refused: "info",
  webhook_refused: "info",
  object_rebuilt: "info",
};

/** The level of a line by the first of these fields that it has; with a table, by the field's value. The order counts. */
const FIELDS: readonly (readonly [field: string, level: LogLevel | Readonly<Record<string, LogLevel>>])[] = [
  ["incident", { denied: "warn", failed: "error" }],
  ["reason", REASONS],
  // A message of a queue: it went to the dead letters, or it is tried again.
  ["reject", "error"],
  ["retry", "warn"],
  ["again", { taken: "info", failed: "error" }],
  // A model's configuration cannot be read: the rules and templates do its work.
  ["because", "error"],
];

/** The level of a line. A line that knows its own, because it sums up many things, keeps it. */
export function levelOf(line: LogFields): LogLevel {
  if (isLevel(line["level"])) return line["level"];
  // The counts of a batch: what failed in it has lines of its own.
  if ("messages" in line && "done" in line) return "debug";
  const [found, level] = FIELDS.find(([field]) => field in line) ?? [];
  if (found === undefined || level === undefined) return "info";
  if (typeof level === "string") return level;
  const [word = ""] = String(line[found]).split(":");
  return Object.hasOwn(level, word) ? (level[word] ?? "warn") : "warn";
}

const LEVELS: readonly unknown[] = ["debug", "info", "warn", "error"] satisfies readonly LogLevel[];
const isLevel = (value: unknown): value is LogLevel => LEVELS.includes(value);

const METHODS = { debug: "debug", info: "log", warn: "warn", error: "error" } as const;

/** Writes one line to the Worker's log. */
export function writeLine(line: LogFields): void {
  const level = levelOf(line);
  // oxlint-disable-next-line no-console -- the one writer of the product
  console[METHODS[level]](JSON.stringify(Object.assign({ level }, line, { level })));
}
