// Sample sources of the desk: one that is used, and one that is disabled and in the middle of a rotation.
import type { ShownSource } from "../../schema/sources.ts";
import type { SourceDoor } from "../../workers/desk/desk.ts";
import { hoursFromNow } from "./leads.ts";

const SINCE = hoursFromNow(-480);

export const SAMPLE_SOURCES: readonly ShownSource[] = [
  {
    name: "website",
    type: "signed_form",
    trust: "public",
    kinds: ["lead"],
    sends: "signals",
    makesIds: false,
    labels: { company: ["Which firm?"] },
    dailyBudget: 1_000,
    enabled: true,
    secrets: [{ mark: "aB3dE6gH", since: SINCE }],
    version: 3,
    changedAt: SINCE,
    changedBy: "grace",
    today: { runs: 12, over: 3 },
    lastSignalAt: hoursFromNow(-1),
  },
  {
    name: "partners",
    type: "typeform",
    trust: "trusted",
    kinds: ["lead", "history"],
    sends: "signals",
    makesIds: true,
    labels: {},
    dailyBudget: null,
    enabled: false,
    secrets: [
      { mark: "kL9mN2pQ", since: hoursFromNow(-2) },
      { mark: "rS5tU8vW", since: SINCE },
    ],
    version: 5,
    changedAt: hoursFromNow(-2),
    changedBy: "linus",
    today: { runs: 0, over: 0 },
    lastSignalAt: null,
  },
];

/** A door that has two types, makes always the same secret, and accepts each sample. */
export const sampleDoor: SourceDoor = {
  describe: async () => ({
    types: [
      { type: "standard_webhooks", form: "`whsec_` and 24 to 64 bytes in base64" },
      { type: "typeform", form: "any text of 16 to 500 characters" },
      { type: "signed_form", form: "any text of 16 to 500 characters" },
    ],
    configured: [{ name: "crm", type: "standard_webhooks" }],
  }),
  secretFor: async ({ given }) =>
    given === null || given.length >= 16 ? (given ?? "whsec_c2FtcGxlIHNlY3JldCBvZiB0aGUgZGVzayE=") : null,
  postSample: async () => ({ status: 202, body: '{"receipt":"rc_sample"}' }),
};
