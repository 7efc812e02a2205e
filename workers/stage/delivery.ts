// A message as the platform delivers it, before and after a stage handled it.
import type { StageOutcome } from "./outcome.ts";

/** A message as the platform delivers it. */
export interface Delivery {
  readonly id: string;
  readonly body: unknown;
  readonly attempts: number;
  ack(): void;
  retry(options: { delaySeconds: number }): void;
}

/** A delivery with its outcome. `message` is absent when the body could not be parsed. */
export interface Handled<M> {
  readonly delivery: Delivery;
  readonly message?: M;
  readonly outcome: StageOutcome;
}
