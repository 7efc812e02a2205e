// Stories in which messages, webhooks and clicks are delivered more than once, late, and in any order.
import type { QueueHabits } from "./queues.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { chanceOf } from "../testing/seed.ts";
import { ADA, leadOf, releasing, type Story } from "./stories.ts";
import { playStory, type Trial } from "./trial.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./moments.ts";
import { type WorldOptions } from "./world.ts";

/** Delays of copies: at once, before and after the object's alarm sends the message again, and after the story has ended. */
export const DELAYS = [0, 30 * SECOND, 5 * MINUTE, 2 * HOUR, 10 * DAY] as const;

export interface Disorder {
  /** The delays of each message's copies, in milliseconds. With more messages than entries, the entries are used again. */
  readonly copies: readonly (readonly number[])[];
  /** The seed for turns, and for the order and size of batches. */
  readonly order: number;
}

/** Plays a story with copied, delayed and reordered messages. */
export function inDisorder(story: Story, { copies, order }: Disorder, options: WorldOptions = {}): Promise<Trial> {
  let count = 0;
  const habits: QueueHabits = {
    shuffle: chanceOf(order),
    copies: () => {
      count += 1;
      return copies[count % copies.length] ?? [0];
    },
  };
  return playStory(story, { ...options, habits, seed: order + 1 }, JSON.stringify({ copies, order }));
}

/** Three contacts of two companies at once; the webhook of each is sent three times. */
export const crowd: Story = {
  name: "three people, each webhook three times",
  reviewer: releasing(),
  begin: (world) => {
    for (const email of [ADA, "bob@engine.example", "cleo@loom.example"])
      for (const after of [0, 20 * SECOND, 8 * DAY]) world.send(leadOf(email), after);
  },
};

/** A webhook that somebody else sends first, with the same id and another body. */
export const guessed: Story = {
  name: "one id, two bodies",
  reviewer: releasing({ edits: false }),
  forMs: 2 * DAY,
  begin: (world) => {
    world.send(leadOf("mallory@engine.example", "guessed"));
    world.send(leadOf(ADA, "guessed"), SECOND);
    world.send(leadOf(ADA, "guessed"), MINUTE);
  },
};

/** A webhook whose id another body has, and that comes once. */
export const twoBodies: Story = {
  ...guessed,
  name: "one id, two bodies, each once",
  begin: (world) => {
    world.send(leadOf("mallory@engine.example", "guessed"));
    world.send(leadOf(ADA, "guessed"), SECOND);
  },
};

/** A form is sent twice within two seconds, at the two sides of the edge of a window of time. */
export const acrossTheEdge: Story = {
  name: "a form twice across the edge of a window",
  reviewer: releasing({ edits: false }),
  forMs: 2 * DAY,
  begin: (world) => {
    const windowMs = samplePolicy.ingest.receiptWindowSeconds * SECOND;
    const edge = windowMs - (world.now() % windowMs);
    for (const after of [edge - SECOND, edge + SECOND]) world.send({ ...leadOf(ADA), source: "form" }, after);
  },
};

/** The sender got no answer, and sends the webhook again. */
export const twice: Story = {
  name: "a webhook twice",
  reviewer: releasing(),
  begin: (world) => {
    world.send(leadOf(ADA));
    world.send(leadOf(ADA), MINUTE);
  },
};

const CLICKS = 20;

/** Twenty approvals of one draft at once. */
export const manyApprove = (by: "one person" | "different people"): Story => ({
  name: `twenty approvals by ${by}`,
  reviewer: (contactId, contact, world) => {
    const click = releasing()(contactId, contact, world);
    if (click?.does !== "approve") return click;
    for (let copy = 1; copy <= CLICKS; copy += 1)
      world.click({ ...click, copy, by: by === "one person" ? "rosa" : `person${copy}` }, SECOND);
    return null;
  },
  begin: (world) => world.send(leadOf(ADA)),
});
