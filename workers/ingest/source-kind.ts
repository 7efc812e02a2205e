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
  /** The formats in which a sender of this type may post. */
  readonly accept: readonly BodyFormat[];
  readonly secret: SecretForm;
  readonly example: Example;
}

/** A lead as a sender posts it, and the signal that it maps to. */
export interface Example {
  readonly format: BodyFormat;
  readonly body: string;
  readonly signal: LeadSignal;
}
