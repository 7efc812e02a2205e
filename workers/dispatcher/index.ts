// The entry point of the dispatcher: its transport, bindings and clock. No other Worker can send.
import { EmailMessage } from "cloudflare:email";
import { d1Outbox } from "../../drizzle/outbox.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { defineStage } from "../stage/define-stage.ts";
import { dispatchStage } from "./dispatch.ts";
import { cloudflareEmail, outboxTransport, type Transport } from "./transports.ts";

function transportOf(env: DispatcherEnv): Transport {
  switch (env.TRANSPORT) {
    case "outbox":
      return outboxTransport(d1Outbox(env.EVENTS_0));
    case "cloudflare_email":
      return cloudflareEmail((from, to, raw) => env.EMAIL.send(new EmailMessage(from, to, raw)));
  }
}

export default defineStage((env: DispatcherEnv) => ({
  stage: dispatchStage({
    transport: transportOf(env),
    policy: defaultPolicy.compose,
    now: () => new Date(),
  }),
  port: env.PORT,
  producers: {},
  deadLetters: env.DEAD_LETTERS,
  random: Math.random,
}));
