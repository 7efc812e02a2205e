// Random policies for tests: the sample policy with some fields changed, so that it can be adopted, or so that it cannot.
import * as fc from "fast-check";
import type { Policy } from "../schema/policy.ts";
import { samplePolicy } from "./sample-policy.ts";

const name = fc.stringMatching(/^[A-Z][a-z]{1,12}$/);
const host = fc.stringMatching(/^[a-z]{3,10}$/).map((word) => `${word}.example`);
const { compose, draft, hold, ladder, qualify } = samplePolicy;

/** Another sender, other words, days and thresholds: all that an installation changes first. */
export const anyPolicy: fc.Arbitrary<Policy> = fc
  .record({
    person: name,
    organisation: name,
    host,
    greeting: fc.constantFrom("Hello{{ first_name}}", "Dear{{ first_name}}", "{{organisation}} greets you"),
    days: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 3 }),
    expiryHours: fc.integer({ min: 1, max: 200 }),
    qualifiedFrom: fc.integer({ min: 4_000, max: 10_000 }),
    bodyCharacters: fc.integer({ min: 1_000, max: 4_000 }),
  })
  .map(({ person, organisation, host: own, greeting, days, expiryHours, qualifiedFrom, bodyCharacters }) => ({
    ...samplePolicy,
    ladder: { ...ladder, followupDays: days },
    qualify: { ...qualify, qualifiedFrom },
    hold: { ...hold, expiryHours },
    draft: { ...draft, hosts: [own] },
    compose: {
      ...compose,
      bodyCharacters,
      sender: {
        ...compose.sender,
        person,
        organisation,
        address: `${person.toLowerCase()}@${own}`,
        website: `https://${own}`,
      },
      templates: {
        ...compose.templates,
        initial: { ...compose.templates.initial, body: `${greeting},\n\nhow can we help?\n\n{{sender}}` },
      },
    },
  }));

const withTemplate = (policy: Policy, body: string): unknown => ({
  ...policy,
  compose: {
    ...policy.compose,
    templates: { ...policy.compose.templates, reply: { subject: "Re: {{subject}}", body } },
  },
});
const withSender = (policy: Policy, changes: object): unknown => ({
  ...policy,
  compose: { ...policy.compose, sender: { ...policy.compose.sender, ...changes } },
});
const withHosts = (policy: Policy, hosts: readonly string[]): unknown => ({
  ...policy,
  draft: { ...policy.draft, hosts },
});

/** Changes that no installation may adopt, by what is wrong, with the place that must be named. */
export const FAULTY: Readonly<Record<string, readonly [place: string, change: (policy: Policy) => unknown]>> = {
  "an unknown blank": ["compose.templates.reply.body", (one) => withTemplate(one, "Dear {{nmae}}")],
  "a blank that does not end": ["compose.templates.reply.body", (one) => withTemplate(one, "Dear {{sender")],
  "a blank with other letters": ["compose.templates.reply.body", (one) => withTemplate(one, "Dear {{First Name}}")],
  "an empty template": ["compose.templates.reply.body", (one) => withTemplate(one, "  ")],
  "a template that is too long": ["compose.templates.reply.body", (one) => withTemplate(one, "x".repeat(4_001))],
  "a template over the policy's own limit": [
    "compose.templates.reply.body",
    (one) => withTemplate({ ...one, compose: { ...one.compose, bodyCharacters: 1_000 } }, "x".repeat(1_001)),
  ],
  "too few follow-ups": ["compose.templates.followups", (one) => ({ ...one, ladder: { followupDays: [1, 2, 3, 4] } })],
  "a sender without an address": ["compose.sender.address", (one) => withSender(one, { address: "" })],
  "a sender without a name": ["compose.sender.person", (one) => withSender(one, { person: " " })],
  "a sender of two lines": ["compose.sender.person", (one) => withSender(one, { person: "Robin\nBcc: all" })],
  "a website that is none": ["compose.sender.website", (one) => withSender(one, { website: "javascript:alert(1)" })],
  "a host with a scheme": ["draft.hosts[1]", (one) => withHosts(one, ["ok.test", "https://x.test"])],
  "a host that is a number": ["draft.hosts[0]", (one) => withHosts(one, ["127.0.0.1"])],
  "a host without a dot": ["draft.hosts[0]", (one) => withHosts(one, ["localhost"])],
  "an unknown section": ["weather", (one) => ({ ...one, weather: {} })],
  "an unknown field": ["ladder.steps", (one) => ({ ...one, ladder: { ...one.ladder, steps: 3 } })],
  "a text for a number": ["hold.expiryHours", (one) => ({ ...one, hold: { ...one.hold, expiryHours: "soon" } })],
};
