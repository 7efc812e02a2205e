// The entry point of the dispatcher: its transport, bindings and clock. No other Worker can send.
import { EmailMessage } from "cloudflare:email";
import { performOne } from "../../schema/only-answer.ts";
import type { Port } from "../../schema/ports.ts";
import { defineStage } from "../stage/define-stage.ts";
import { dispatchStage } from "./dispatch.ts";
import { cloudflareEmail, outboxTransport, type Transport } from "./transports.ts";

/** How messages leave, by the variable TRANSPORT. */
const TRANSPORTS: Readonly<Record<string, (env: DispatcherEnv) => Transport>> = {
  outbox: ({ PORT }) =>
    outboxTransport({
      // The platform's RPC types do not say which answer belongs to which command; `Port` does.
      put: async (row) => void (await performOne(PORT as unknown as Port<"dispatcher">, { type: "StoreMessage", row })),
    }),
  cloudflare_email: ({ EMAIL }) => cloudflareEmail((from, to, raw) => EMAIL.send(new EmailMessage(from, to, raw))),
};

/** Throws before a message is claimed, so that it is retried, and sent once the variable is right. */
function transportOf(env: DispatcherEnv): Transport {
  const made = TRANSPORTS[env.TRANSPORT];
  if (!made) throw new Error(`TRANSPORT is outbox or cloudflare_email, not ${JSON.stringify(env.TRANSPORT)}`);
  return made(env);
}

export default defineStage((env: DispatcherEnv) => ({
  stage: () => dispatchStage({ transport: transportOf(env), now: () => new Date() }),
  port: env.PORT,
  producers: {},
  deadLetters: env.DEAD_LETTERS,
  random: Math.random,
}));
