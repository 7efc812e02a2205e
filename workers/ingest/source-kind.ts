// The parts of one webhook source type. Each file in `sources/` has one; `sources.ts` is the table of them.
import type { LeadSignal } from "../../schema/signals.ts";
import type { BodyFormat } from "./body.ts";
import type { MapPayload } from "./map/mapped.ts";
import type { SecretForm, Sign, Verify } from "./signing.ts";

export interface SourceKind {
  readonly verify: Verify;
  /** The headers that a sender of this type adds: what `verify` accepts. */
  readonly sign: Sign;
  readonly map: MapPayload;
  /** Opens what the payload has in another form, before it is mapped: a mail. Its bodies may be as large as one. */
  readonly open?: (payload: unknown) => Promise<unknown>;
  /**
   * Whether the ids in bodies of this type are made by the sender's server. A form handler signs what a visitor posts, so a visitor could
   * choose its id: it counts only where the configuration marks the source. An id that a signed header has always counts.
   */
  readonly makesIds?: true;
  /** The formats in which a sender of this type may post. */
  readonly accept: readonly BodyFormat[];
  readonly secret: SecretForm;
  readonly example: Example;
}

/** A lead as a sender posts it, and the signal that it maps to. */
export interface Example {
  readonly format: BodyFormat;
  readonly body: string;
  /** The id in the body, where it has one that counts. */
  readonly id?: string;
  readonly signal: LeadSignal;
}
