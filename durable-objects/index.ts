// The entry point of `holdpoint-contacts`: the objects, their ports, the desk's reads, the consumer of dead letters, and the cron.
import { BRIEF_TURN } from "./cron/brief-turn.ts";
import { cronTurn } from "./cron/cron.ts";
import { keepDeadLetters } from "./dead-letters.ts";

export { ContactObject } from "./contact-object.ts";
export { DeskReadsPort } from "./desk-reads-port.ts";
export { ComposerPort, DeskPort, DispatcherPort, IngestPort, PlannerPort, QualifierPort, ScorerPort } from "./ports.ts";

export default {
  queue: (batch, env) =>
    keepDeadLetters(batch, env, {
      random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
      now: () => Date.now(),
    }),
  async scheduled({ cron }, env) {
    await cronTurn(
      env,
      () => Date.now(),
      (input, init) => fetch(input, init),
      cron === BRIEF_TURN,
    );
  },
} satisfies ExportedHandler<ContactsEnv>;
