// The defaults of a golden line: a contact with an e-mail address and no other data. A line states only what differs.
import type { Hydrated } from "../schema/hydrated.ts";
import { lookupsOf } from "../domain/address.ts";
import type { History } from "../schema/answers.ts";
import { companyIdOf, type ContactId, contactIdOf, runIdOf } from "../schema/ids.ts";
import type { Flag } from "../schema/lists.ts";

const SYSTEM_KEY = "system-key-of-the-evals";
const EMAIL = "ada@engine.example";

export const ada: ContactId = contactIdOf(SYSTEM_KEY, EMAIL);

export const flagsOf = (set: readonly Flag[]): History["flags"] => ({
  do_not_contact: set.includes("do_not_contact"),
  bounced: set.includes("bounced"),
  unsubscribed: set.includes("unsubscribed"),
  replied: set.includes("replied"),
});

export const newHistory: History = {
  contactId: ada,
  runId: runIdOf(ada, "sg_1"),
  version: 1,
  at: "2026-03-10T09:00:00.000Z",
  flags: flagsOf([]),
  lookups: [lookupsOf(SYSTEM_KEY, { address: EMAIL })],
  sequence: 0,
  lastSentAt: null,
  unansweredAt: null,
  sequenceClosed: false,
  beside: false,
  source: null,
  wroteBack: false,
  memory: [],
  calls: { ofRun: 0, ofStep: 0 },
};

export const newContact: NonNullable<Hydrated["contact"]> = {
  id: ada,
  email: EMAIL,
  name: null,
  title: null,
  companyName: null,
  seniority: null,
  senioritySource: null,
};

export const knownCompany: NonNullable<Hydrated["company"]> = {
  id: companyIdOf(SYSTEM_KEY, "engine.example"),
  name: "Engine Works",
  domain: "engine.example",
  status: "known",
  version: 1,
  head: 1,
  joinedBy: "domain",
};

export const plainFact: Hydrated["facts"][number] = {
  id: "cf_0",
  kind: "hiring",
  value: "what it says",
  source: "jobs.example",
  version: 2,
  observedAt: "2026-02-01T00:00:00.000Z",
  expiresAt: null,
  found: true,
};
