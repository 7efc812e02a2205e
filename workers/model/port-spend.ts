// Reads what calls of models have cost through a Worker's port: only the contacts Worker binds the databases that count the calls.
import type { ModelSpend } from "../../drizzle/model-spend.ts";
import { askOne } from "../../schema/only-answer.ts";
import type { Port } from "../../schema/ports.ts";

/**
 * `port` is the binding of a port with the query `ModelSpend`: each Worker that calls a model has one. The platform's RPC types do
 * not say which answer belongs to which query; the planner's `Port` does, for all of them.
 */
export const portSpend = (port: { ask(queries: never): unknown }): ModelSpend => ({
  read: (day) => askOne(port as unknown as Port<"planner">, { type: "ModelSpend", day }),
});
