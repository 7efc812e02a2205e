// How many messages of a batch are handled together where a model is asked about each.
import { CONCURRENT_CALLS } from "../../schema/in-parallel.ts";

/** With a model a message takes seconds: what is decided about six is in the log before the next six are asked about. */
export const MODEL_PORTION = CONCURRENT_CALLS;
