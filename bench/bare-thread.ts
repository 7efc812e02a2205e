// The program of a thread of the bare loop, for replay-child.ts.
import { workerData } from "node:worker_threads";
import type { ByteRange } from "../cli/sources/lines.ts";
import { answerWith } from "../cli/threads.ts";
import { type BareLoop, bareRange } from "./bare-range.ts";

await answerWith((range: ByteRange) => bareRange(workerData as BareLoop, range));
