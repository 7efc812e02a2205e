// Compile-time test: each role with a port has an entrypoint.
import type { PortRole } from "../schema/roles.ts";
import type * as ports from "./ports.ts";

type Entrypoints = { readonly [R in PortRole as `${Capitalize<R>}Port`]: unknown };

export const hasEntrypoints = (all: typeof ports): Entrypoints => all;
