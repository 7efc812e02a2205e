// Compile-time test: each queue has a message.
import type { Queue } from "./lists.ts";
import type { Message } from "./messages.ts";

export const hasMessage = (queue: Queue): Message["queue"] => queue;
