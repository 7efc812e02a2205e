// A fixture for each kind of task that a message raises beside its class: words that may be an opt-out, a person who left, and a report about
// somebody unknown; a form that names several people; and one for what a person makes of each.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TaskClosing } from "../../schema/lists.ts";
import type { Fixture, FixtureStep } from "../../testing/memory/fixture.ts";
import { ROSA } from "../../testing/people.ts";

const EMAIL = "ada@heard.example";
const SAMPLES = join(import.meta.dirname, "../../samples/mail");

const event = (type: string, id: string, data: object): FixtureStep => ({
  do: "webhook",
  source: "standard_webhooks",
  id,
  contentType: "application/json",
  body: JSON.stringify({ type, data }),
});
const message = (id: string, data: object): FixtureStep => event("message.received", id, data);
const lead = (id: string, data: object): FixtureStep => event("lead.created", id, data);
const raw = (id: string, file: string): FixtureStep =>
  message(id, { raw: readFileSync(join(SAMPLES, `${file}.eml`)).toString("base64") });

const closed = (how: TaskClosing): FixtureStep => ({
  do: "click",
  type: "CloseTask",
  email: EMAIL,
  by: ROSA,
  why: "read it",
  how,
});

const of = (id: string, ...steps: readonly FixtureStep[]): Fixture => ({
  id: `heard, ${id}`,
  companies: [],
  seniorities: [],
  autoConfirm: false,
  steps: steps.flatMap((step): readonly FixtureStep[] => [step, { do: "deliver" }]),
});

const doubtful = { email: EMAIL, text: "How do your customers opt out of the trial period?" };
const left = {
  email: EMAIL,
  subject: "Automatic reply: Your enquiry",
  text: "Ada Byron no longer works at Heard Ltd.",
  auto_submitted: true,
};
const refused = {
  email: EMAIL,
  text: "We are not interested, we have a supplier since last year and are happy with them.",
};

export const heardFixtures = (): readonly Fixture[] => [
  of("may be an opt-out", message("msg_1", doubtful), closed("opted_out")),
  of("left", message("msg_1", left), closed("done")),
  of("declined with a reason", message("msg_1", refused), closed("answered")),
  of("several people", lead("msg_1", { members: [{ email: EMAIL }, { email: "bob@heard.example" }] }), closed("done")),
  ...["reply", "out-of-office", "opt-out", "delivery-report"].map((file) => of(`the mail ${file}`, raw("msg_1", file))),
];
