// How many messages of a batch are handled together where a model is asked about each.
import { CONCURRENT_CALLS } from "../../schema/in-parallel.ts";

/**
 * A model call takes seconds. With portions, the decisions about one portion are in the log before the calls about the next
 * begin.
 */
export const MODEL_PORTION = CONCURRENT_CALLS;
