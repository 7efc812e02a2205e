// The entry point of the dispatcher: its transport, bindings and clock. No other Worker can send.
import { EmailMessage } from "cloudflare:email";
import { performOne } from "../../schema/only-answer.ts";
import type { Port } from "../../schema/ports.ts";
import { defineStage } from "../stage/define-stage.ts";
import { dispatchStage } from "./dispatch.ts";
import { cloudflareEmail, outboxTransport, type Transport } from "./transports.ts";

function transportOf(env: DispatcherEnv): Transport {
  switch (env.TRANSPORT) {
    case "outbox":
      return outboxTransport({
        // The platform's RPC types do not say which answer belongs to which command; `Port` does.
        put: async (row) =>
          void (await performOne(env.PORT as unknown as Port<"dispatcher">, { type: "StoreMessage", row })),
      });
    case "cloudflare_email":
      return cloudflareEmail((from, to, raw) => env.EMAIL.send(new EmailMessage(from, to, raw)));
  }
}

export default defineStage((env: DispatcherEnv) => ({
  stage: () => dispatchStage({ transport: transportOf(env), now: () => new Date() }),
  port: env.PORT,
  producers: {},
  deadLetters: env.DEAD_LETTERS,
  random: Math.random,
}));
