// The program of a thread that judges ranges of an export, for judged-export.ts.
import { workerData } from "node:worker_threads";
import { openRangeJudge } from "./judge-range.ts";
import type { ExportToJudge } from "./judged-export.ts";
import { answerWith } from "./threads.ts";

const { file, question } = workerData as ExportToJudge;
const { judge } = await openRangeJudge(file, question);
await answerWith(judge);
