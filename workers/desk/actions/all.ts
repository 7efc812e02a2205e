import { contactActions } from "./contact-actions.ts";
import type { Action } from "./action.ts";
import { erase } from "./erase-action.ts";
import { holdActions } from "./hold-actions.ts";
import { houseActions } from "./house-actions.ts";

export const allActions: readonly Action[] = [...holdActions, ...contactActions, erase, ...houseActions];
