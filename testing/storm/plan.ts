// The plan of a load, from a seed: which leads come when, what follows each, and how the reviewer decides. The moments at which things really
// happen depend on the machine; what is sent does not.
import { SAMPLE_SOURCES, type SampleSource } from "../../samples/leads.ts";
import type { Webhook } from "../../local/webhook.ts";
import { type Chance, chanceOf } from "../seed.ts";

export interface PlannedLead {
  readonly number: number;
  readonly email: string;
  readonly webhook: PlannedWebhook;
  /** The time since the lead before it. */
  readonly afterMilliseconds: number;
  /** What its sender posts later, one after another. */
  readonly follows: readonly FollowUp[];
  readonly confirms: boolean;
  /** `twice`: two equal clicks at once. `nothing`: the draft stays at its hold. */
  readonly decides: "approve" | "twice" | "reject" | "nothing";
}

/** The same webhook again, another lead of the same person, or that the person unsubscribed. */
export interface FollowUp {
  readonly kind: "copy" | "second" | "optOut";
  readonly webhook: PlannedWebhook;
  readonly afterMilliseconds: number;
}

/** A webhook without its secret. */
export type PlannedWebhook = Omit<Webhook, "secret">;

const SHARES = { copy: 0.1, second: 0.05, optOut: 0.03, confirm: 0.9, twice: 0.05, reject: 0.05, approve: 0.7 };
/** A follow-up comes within one of these times: some come while the lead is on its way, some after a restart. */
const LATEST_FOLLOW_UPS_MILLISECONDS = [300, 15_000];

/** The leads in order, without an end. The same seed gives the same leads. */
export function* plannedLeads(seed: number, ratePerSecond: number): Generator<PlannedLead, never> {
  const chance = chanceOf(seed);
  for (let number = 1; ; number += 1) yield plannedLead(number, chance, ratePerSecond);
}

function plannedLead(number: number, chance: Chance, ratePerSecond: number): PlannedLead {
  const source = oneOf(chance, { website: 0.6, typeform: 0.2, crm: 0.2 }) ?? "website";
  const webhook = webhookOf(number, source, 1);
  const kind = oneOf(chance, { copy: SHARES.copy, second: SHARES.second, optOut: SHARES.optOut });
  const webhooks = { copy: webhook, second: webhookOf(number, source, 2), optOut: optOutOf(number) };
  const latest = LATEST_FOLLOW_UPS_MILLISECONDS[chance.below(2)] ?? 0;
  const following = (kind: FollowUp["kind"]): FollowUp => ({
    kind,
    webhook: webhooks[kind],
    afterMilliseconds: chance.below(latest),
  });
  return {
    number,
    email: emailOf(number),
    webhook,
    // The gaps of independent senders: their length is exponential.
    afterMilliseconds: (-Math.log(1 - chance.next()) * 1_000) / ratePerSecond,
    // A person who has opted out writes once more: that lead must end at the veto.
    follows: kind === null ? [] : [following(kind), ...(kind === "optOut" ? [following("second")] : [])],
    confirms: chance.hits(SHARES.confirm),
    decides: oneOf(chance, { twice: SHARES.twice, reject: SHARES.reject, approve: SHARES.approve }) ?? "nothing",
  };
}

/** One of the names, each with its share; null for the rest to 1. */
function oneOf<Name extends string>(chance: Chance, shares: Readonly<Record<Name, number>>): Name | null {
  let left = chance.next();
  for (const [name, share] of Object.entries<number>(shares)) {
    left -= share;
    if (left < 0) return name as Name;
  }
  return null;
}

/** The address of a planned person. */
export const emailOf = (number: number): string => `person-${number}@firm-${number}.example`;

/** The number of a planned lead in an address; null in another address. */
export const numberIn = (email: string): number | null => Number(/^person-(\d+)@/.exec(email)?.[1] ?? 0) || null;

const planned = (source: SampleSource, id: string, body: object): PlannedWebhook => ({
  source,
  type: SAMPLE_SOURCES[source],
  file: `${id}.json`,
  id,
  body: JSON.stringify(body),
});

/** A lead of one person. `time` numbers the leads of this person: each has an id of its own. */
export function webhookOf(number: number, source: SampleSource, time: number): PlannedWebhook {
  const id = `lead_${number}_${time}`;
  const person = {
    name: `Person ${number}`,
    email: emailOf(number),
    title: number % 3 === 0 ? "Owner" : "Head of Operations",
  };
  const message = `We plan forty vans a day. Could we see how you would set this up? (${id})`;
  const bodies: Readonly<Record<SampleSource, object>> = {
    website: { submission_id: id, ...person, message },
    crm: { type: "lead.created", data: { ...person, message } },
    typeform: {
      event_type: "form_response",
      form_response: {
        form_id: "storm",
        token: id,
        answers: [
          { type: "email", email: person.email },
          { type: "text", text: person.name, field: { ref: "name" } },
          { type: "text", text: person.title, field: { ref: "job_title" } },
          { type: "text", text: message, field: { ref: "message" } },
        ],
      },
    },
  };
  return planned(source, id, bodies[source]);
}

const optOutOf = (number: number): PlannedWebhook =>
  planned("crm", `opt_out_${number}`, { type: "contact.unsubscribed", data: { email: emailOf(number) } });
