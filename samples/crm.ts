// Reads crm.json: the sample companies and the facts about them.
import * as z from "zod";
import { CompanyStatus } from "../schema/hydrated.ts";
import { readSample } from "./files.ts";
import { Instant } from "../schema/formats.ts";

const SampleCrm = z.strictObject({
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

/** The sample CRM, with times relative to `now`. */
export const sampleCrm = (now: Date): z.infer<typeof SampleCrm> =>
  SampleCrm.parse(JSON.parse(readSample("crm.json", now)));
