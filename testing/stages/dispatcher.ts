// Sample data of the dispatcher's tests: a mail to Ada, its claim, its outgoing form, and dispatch messages.
import type { Claim } from "../../schema/answers.ts";
import { approvalIdOf, draftIdOf } from "../../schema/ids.ts";
import { dispatchMessage } from "../../schema/messages.ts";
import { ada, contactNamed } from "../people.ts";
import { causeOf } from "./people.ts";
import type { Witness } from "../../schema/witness.ts";
import type { Mail } from "../../workers/dispatcher/mime.ts";
import type { OutgoingMail } from "../../workers/dispatcher/transports.ts";

export const NOW = new Date("2026-11-22T12:00:00.000Z");

/** What Ada's mail says of the log. */
const witness: Witness = {
  streamId: ada,
  version: 10,
  hash: "5".repeat(64),
  signature: "s".repeat(86),
  checkpoint: "log.example/holdpoint\n1\nAAAA\n",
};

export const adaMail: Mail = {
  from: { name: "Robin Sample", address: "robin@sampleworks.example" },
  to: "ada@engine.example",
  subject: "Your enquiry",
  text: "Hello Ada,\n\nthank you.\n\n-- \nRobin Sample",
  at: NOW,
  messageId: "<1@sampleworks.example>",
  references: [],
  unsubscribeUrl: "https://desk.example/u/k1.ct_1.mac",
  witness,
};

export const approvalOf = (name: string) =>
  approvalIdOf(draftIdOf(causeOf(contactNamed(name)).runId), "0".repeat(22), "grace");
export const dispatchFor = (name: string) => dispatchMessage(causeOf(contactNamed(name), 9), approvalOf(name));

export const adaClaim: Claim = {
  approvalId: approvalOf("ada"),
  idempotencyKey: "hp_1",
  provider: "outbox",
  sender: { person: "Robin Sample", address: "robin@sampleworks.example" },
  text: {
    recipient: "ada@engine.example",
    subject: "Your enquiry",
    body: "Hello Ada,\n\nthank you.",
    footer: "-- \nRobin Sample",
    unsubscribeUrl: "https://desk.example/u/k1.ct_1.mac",
  },
  before: [],
  claimedAt: NOW.toISOString(),
  resumed: false,
  settled: null,
  witness,
};

export const outgoing: OutgoingMail = {
  idempotencyKey: "hp_1",
  contactId: ada,
  approvalId: approvalOf("ada"),
  sender: "robin@sampleworks.example",
  recipient: "ada@engine.example",
  subject: "Your enquiry",
  message: "From: …",
  messageId: "<1@sampleworks.example>",
  at: NOW.toISOString(),
};
