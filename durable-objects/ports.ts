// The RPC entrypoints of the ports, one per role. A Worker has a binding to its own port only, so it cannot send the commands of
// another role. What a port accepts is in schema/ports.ts.
import { WorkerEntrypoint } from "cloudflare:workers";
import { d1WordsRead } from "../drizzle/words-read.ts";
import type { Failed, Port } from "../schema/ports.ts";
import type { PortRole } from "../schema/roles.ts";
import { errandsOf } from "./errands.ts";
import { installationKeyTrouble, keyDiffers } from "./host/installation-keys.ts";
import { logKeyTrouble, logOf } from "./host/log-of.ts";
import { openPort, type Reach } from "./host/port.ts";
import { objectsOf } from "./host/objects.ts";

/** Makes the entrypoint class of a role. RPC sees only methods of the prototype, so `ask` and `perform` are methods. */
function portOf<R extends PortRole>(role: R) {
  return class extends WorkerEntrypoint<ContactsEnv> {
    ask(queries: Parameters<Port<R>["ask"]>[0]): ReturnType<Port<R>["ask"]> {
      return openPort(role, reachOf(role, this.env)).ask(queries);
    }
    perform(commands: Parameters<Port<R>["perform"]>[0]): ReturnType<Port<R>["perform"]> {
      return openPort(role, reachOf(role, this.env)).perform(commands);
    }
  };
}

function reachOf(role: PortRole, env: ContactsEnv): Reach {
  const object = objectsOf(env, () => Date.now());
  return {
    object,
    log: logOf(env),
    trouble: async () => (await ownKeyTrouble(role, env)) ?? logKeyTrouble(env, object),
    noteReading: async ({ by, contactId }) =>
      d1WordsRead(env.EVENTS_0).opened({ by, about: contactId, at: new Date() }),
    errand: errandsOf(
      env,
      () => new Date(),
      (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    ),
  };
}

/**
 * Ingest makes contacts, whose keys are wrapped here, so it waits for an answer. Every other role works on a contact that exists, whose object
 * notices itself that this Worker's MASTER_KEY does not open its key.
 */
const ownKeyTrouble = (role: PortRole, env: ContactsEnv): Promise<Failed | null> =>
  role === "ingest" ? installationKeyTrouble(env) : keyDiffers(env);

export class IngestPort extends portOf("ingest") {}
export class PlannerPort extends portOf("planner") {}
export class QualifierPort extends portOf("qualifier") {}
export class ComposerPort extends portOf("composer") {}
export class ScorerPort extends portOf("scorer") {}
export class DispatcherPort extends portOf("dispatcher") {}
export class DeskPort extends portOf("desk") {}
