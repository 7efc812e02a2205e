// The shape of an attack on a whole installation, and the ways in which `verify` tells it.
import type { FaultName } from "../../replay/faults.ts";
import type { Victim } from "./victim.ts";

/** What names an attack: a fault of `verify`, or an error with which it refuses to answer. */
type Told = FaultName | "key_differs" | "not_whole";

export interface Attack {
  readonly name: string;
  readonly change: (victim: Victim) => void | Promise<void>;
  /** What `verify` tells from the installation alone; null when it finds nothing. */
  readonly told: Told | null;
  /** What `verify` tells with an export that was made before the attack, and kept elsewhere; null when that finds nothing either. */
  readonly outside?: Told | null;
  /** Why nothing is found from the installation alone. docs/attacks.md has the same sentence. */
  readonly because?: string;
}
