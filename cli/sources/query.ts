// A database that is only ever asked. Every statement of the command line is a SELECT, and stands in this folder.

/** Answers a SELECT with its rows. Throws `CannotRun` when the database cannot be asked. */
export type Query = (sql: string, parameters: readonly (string | number)[]) => Promise<readonly unknown[]>;
