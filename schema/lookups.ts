// The keyed digests by which the suppression list may know a person. They say nothing about the person without the system key.
import { z } from "zod";

const Digest = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What the suppression list is asked for about one person, as keyed digests. `domain` is the registrable domain: its
 * suppression covers every host below it, and a single host cannot be suppressed apart.
 */
export const Lookups = z.strictObject({
  address: Digest,
  comparison: Digest,
  domain: Digest,
  phone: Digest.optional(),
});
export type Lookups = z.infer<typeof Lookups>;
