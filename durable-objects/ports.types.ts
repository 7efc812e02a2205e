// Each role with a port has its entrypoint: a role without one does not compile.
import type { PortRole } from "../schema/roles.ts";
import type * as ports from "./ports.ts";

type Entrypoints = { readonly [R in PortRole as `${Capitalize<R>}Port`]: unknown };

export const hasEntrypoints = (all: typeof ports): Entrypoints => all;
