// The keyed digests by which the suppression list finds a person. Without the system key they reveal nothing about the person.
import * as z from "zod";
import { Digest } from "./formats.ts";

/**
 * The keyed digests to look up in the suppression list for one person. `domain` is the registrable domain: suppressing it
 * covers every host below it, and a single host cannot be suppressed on its own.
 */
export const Lookups = z.strictObject({
  address: Digest,
  comparison: Digest,
  domain: Digest,
  phone: Digest.optional(),
});
export type Lookups = z.infer<typeof Lookups>;
