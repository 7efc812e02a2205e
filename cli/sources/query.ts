// The type of a read-only database connection. Every SQL statement of the command line is a SELECT in this folder.

/** Runs a SELECT, whose parameters are ?1, ?2, …, and returns its rows. Throws `CannotRun` when the database does not answer. */
export type Query = (sql: string, parameters: readonly (string | number)[]) => Promise<readonly unknown[]>;
