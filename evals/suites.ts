// The list of all golden suites. A new suite is an entry here and a file `golden/<name>.jsonl`, or a corpus.
import { action } from "./action.ts";
import { analyze } from "./analyze.ts";
import { compose } from "./compose.ts";
import type { Suite } from "./golden.ts";
import { classifyModel } from "./classify-model.ts";
import { form } from "./form.ts";
import { greetings } from "./greetings.ts";
import { hearSuite } from "./hear.ts";
import { judge } from "./judge.ts";
import { plan } from "./plan.ts";
import { qualify } from "./qualify.ts";
import { repair } from "./repair.ts";
import { safety } from "./safety.ts";
import { score } from "./score.ts";
import { titles } from "./titles.ts";
import { veto } from "./veto.ts";

export const suites: readonly Suite[] = [
  safety,
  action,
  qualify,
  analyze,
  repair,
  plan,
  veto,
  hearSuite,
  classifyModel,
  compose,
  judge,
  titles,
  greetings,
  form,
  score,
];
