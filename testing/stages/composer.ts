// Sample data of the composer's tests: a contact's question or form (the brief), and the policy with our statements.
import type { Hydrated } from "../../schema/hydrated.ts";
import type { Brief } from "../../schema/answers.ts";
import { samplePolicy } from "../sample-policy.ts";
import { runIdOf } from "../../schema/ids.ts";
import type { Policy } from "../../schema/policy.ts";
import { ada } from "../people.ts";
import { type DraftMaterial, givenFor } from "../../domain/draft/given.ts";

export const MARKERS = ["0f".repeat(16), "1e".repeat(16)] as const;
export const AT = "2026-11-20T09:00:00.000Z";

/** This release's policy, with a statement that has a number and one that has a promise. */
export const voice: Policy = {
  ...samplePolicy,
  draft: {
    ...samplePolicy.draft,
    statements: [
      { id: "price", text: "The service costs 49 euros a month." },
      { id: "trial", text: "It can be tried free of charge for 30 days." },
    ],
  },
};

/** The brief of a reply. In its material, source S1 is the contact, S2 the message; then follow our statements. */
export const tom: Brief = {
  runId: runIdOf(ada, "sg_1"),
  action: "reply",
  sequence: 0,
  lead: null,
  message: {
    kind: "message",
    email: "tom@engine.example",
    name: "Tom Field",
    subject: "Invoices",
    text: "Can we have invoices by post?",
  },
  messageClass: "info_request",
  version: 4,
  flags: { do_not_contact: false, bounced: false, unsubscribed: false, replied: false },
  lookups: [],
  source: "website",
  sent: null,
  turns: [],
  calls: { ofRun: 0, ofStep: 0 },
};

/** The brief of a first message. In its material, source S1 is the contact, S2 the form; then follow our statements. */
export const tomsForm = (text: string): Brief => ({
  ...tom,
  action: "initial",
  lead: { kind: "lead", email: "tom@engine.example", name: "Tom Field", phone: "+44 1632 960122", text },
  message: null,
  messageClass: null,
});

export const givenOf = (brief: Brief, { hydrated }: { readonly hydrated?: Hydrated } = {}): DraftMaterial =>
  givenFor({ contactId: ada, brief, hydrated, policy: voice, at: AT, markers: MARKERS });
