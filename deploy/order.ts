// The order in which Workers are uploaded.
import { bindsOf, inBindingOrder, roles } from "../schema/roles.ts";
import { type WorkerConfig, workerOf } from "../local/workers.ts";

/** All Workers, each after the Workers that it binds. */
export const workersInOrder = (): readonly WorkerConfig[] => inBindingOrder(roles, bindsOf).map(workerOf);
