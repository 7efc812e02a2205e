// The roles' ports as other Workers reach them, for tests in the Worker of the objects.
import { exports } from "cloudflare:workers";
import type { Port } from "../../schema/ports.ts";
import type { PortRole } from "../../schema/roles.ts";

type Ports = { readonly [R in PortRole]: Port<R> };

/** The ports of a Worker's entrypoints. A program that knows other entrypoints, or types of RPC, does not know these. */
export function portsOf(entrypoints: object): Ports {
  const { IngestPort, PlannerPort, QualifierPort, ComposerPort, DispatcherPort, DeskPort } = entrypoints as Readonly<
    Record<string, unknown>
  >;
  return {
    ingest: IngestPort,
    planner: PlannerPort,
    qualifier: QualifierPort,
    composer: ComposerPort,
    dispatcher: DispatcherPort,
    desk: DeskPort,
  } as Ports;
}

export const ports = portsOf(exports);
