// Tests that sending waits for the queues: a message that a queue refuses is not sent.
import { it } from "vitest";
import type { Message } from "../schema/messages.ts";
import { type Producers, sendEach } from "./send-each.ts";

it("fails when one of the queues refuses its message", async ({ expect }) => {
  const sent: Message[] = [];
  const takes = { send: async (message: Message) => void sent.push(message) };
  const refuses = { send: () => Promise.reject(new Error("the queue refuses")) };
  const others = { INGEST: takes, PLAN: takes, COMPOSE: takes, DISPATCH: takes, SCORE: takes };
  const producers: Producers = { ...others, QUALIFY: refuses };
  const messages = ["plan", "qualify", "compose"].map((queue) => ({ queue })) as Message[];
  await expect(sendEach(producers, messages)).rejects.toThrow("the queue refuses");
  expect(sent.map(({ queue }) => queue)).toEqual(["plan", "compose"]);
});
