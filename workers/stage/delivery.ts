// A message as the platform delivers it, before and after a stage handled it.
import type { PortRole } from "../../schema/roles.ts";
import type { Ended } from "./step.ts";

/** A message as the platform delivers it. */
export interface Delivery {
  readonly id: string;
  readonly body: unknown;
  readonly attempts: number;
  ack(): void;
  retry(options: { delaySeconds: number }): void;
}

/** A delivery with its outcome. `message` is absent when the body could not be parsed. */
export interface Handled<R extends PortRole, M> {
  readonly delivery: Delivery;
  readonly message?: M;
  readonly outcome: Ended<R>;
}
