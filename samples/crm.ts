// Reads crm.json: the sample companies and the facts about them.
import * as z from "zod";
import { CompanyStatus } from "../schema/lists.ts";
import { readSample } from "./files.ts";
import { Instant } from "../schema/formats.ts";

const File = z.strictObject({
  companies: z.array(z.strictObject({ name: z.string(), domain: z.string(), status: CompanyStatus })),
  facts: z.array(
    z.strictObject({
      domain: z.string(),
      kind: z.string(),
      value: z.string(),
      observedAt: Instant,
      expiresAt: Instant,
    }),
  ),
});

export interface SampleCrm extends z.infer<typeof File> {
  /** The samples' "now", as an instant. */
  readonly now: string;
}

/** The sample CRM, with times relative to `now`. */
export const sampleCrm = (now: Date): SampleCrm => ({
  now: now.toISOString(),
  ...File.parse(JSON.parse(readSample("crm.json", now))),
});
