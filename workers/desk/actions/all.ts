// The list of all clicks of the desk. The routes of the pages' forms and the JSON API are made from it.
import { companyActions } from "./company-actions.ts";
import { correct } from "./correct-action.ts";
import { contactActions } from "./contact-actions.ts";
import type { ClickDefinition } from "./action.ts";
import { dispatchActions } from "./dispatch-actions.ts";
import { erase } from "./erase-action.ts";
import { holdActions } from "./hold-actions.ts";
import { sourceActions } from "./source-actions.ts";
import { installationActions } from "./installation-actions.ts";
import { peopleActions } from "./people-actions.ts";
import { requestActions } from "./request-actions.ts";

export const allActions: readonly ClickDefinition[] = [
  ...holdActions,
  ...contactActions,
  correct,
  erase,
  ...installationActions,
  ...dispatchActions,
  ...companyActions,
  ...peopleActions,
  ...requestActions,
  ...sourceActions,
];
