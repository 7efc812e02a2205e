// Every golden suite there is.
import { action } from "./action.ts";
import { analyze } from "./analyze.ts";
import type { Suite } from "./golden.ts";
import { qualify } from "./qualify.ts";
import { safety } from "./safety.ts";

export const suites: readonly Suite[] = [safety, action, qualify, analyze];
