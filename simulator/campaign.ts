// A campaign: random signals of a few contacts, random clicks of reviewers, and for a while faults of every kind. Everything is drawn from
// one seed.
import { companyWish, factWish } from "../testing/companies.ts";
import { listOf } from "../domain/contact/run-list.ts";
import { currentRun, openHold, unfinishedRun, type Contact } from "../domain/contact/state.ts";
import { dayAfter } from "../schema/time.ts";
import { sha256 } from "../schema/canonical.ts";
import type { ContactId } from "../schema/ids.ts";
import type { Policy } from "../schema/policy.ts";
import type { Signal } from "../schema/signals.ts";
import type { Webhook } from "./door.ts";
import type { FaultKind, Faults } from "./call-gate.ts";
import { followingIn } from "./adopting.ts";
import type { Databases } from "./databases.ts";
import { judge } from "./judge.ts";
import type { TransportName } from "./mail.ts";
import { type Chance, chanceFor, chanceOf } from "../testing/seed.ts";
import { leadOf, suppress } from "./stories.ts";
import type { System } from "./system.ts";
import type { Click } from "./clicks.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./moments.ts";
import { aWorld, contactOf, type Planted, type Reviewer, type World } from "./world.ts";

const KINDS: readonly FaultKind[] = ["crash_before", "crash_after", "reply_lost", "refused"];

export interface CampaignOptions {
  readonly system?: System;
  readonly plant?: Planted;
  readonly databases?: Databases;
  /** Whether companies are recorded while the holds of their people wait. */
  readonly hasCompanies?: boolean;
  /** Policies that are adopted meanwhile, each at some time. */
  readonly policies?: readonly Policy[];
}

export interface Campaign {
  readonly world: World;
  readonly violations: readonly string[];
  readonly fired: ReadonlyMap<FaultKind, number>;
}

const pick = <T>(chance: Chance, items: readonly T[]): T => items[chance.below(items.length)]!;

/** A delay of seconds, a minute, an hour or days: short delays make events coincide, long ones do not. */
const someTime = (chance: Chance): number => chance.below(pick(chance, [5 * SECOND, MINUTE, HOUR, 5 * DAY]));

const TEXTS = [
  "Yes, I am interested. Can you call me?",
  "How much does it cost?",
  "No thanks, not interested.",
  "Please unsubscribe me.",
  "I am out of office until Monday.",
  "Ok.",
];

function someSignal(chance: Chance, email: string): Signal {
  const text = pick(chance, TEXTS);
  return pick<Signal>(chance, [
    { kind: "lead", email, name: "Ada Byron", title: "Director", text: "Please call me." },
    { kind: "lead", email, phone: "+49 30 1234567", text: "Again." },
    { kind: "message", email, text },
    { kind: "message", email, subject: "Re: Your enquiry", text },
    { kind: "message", email, text, autoSubmitted: true },
    { kind: "bounce", email },
    { kind: "complaint", email },
    { kind: "unsubscribe", email },
    { kind: "outcome", email, outcome: "meeting_booked" },
    { kind: "history", email, name: "Ada", phone: "+49 30 7654321", sends: [], messages: [], flags: [] },
    {
      kind: "history",
      email,
      sends: ["2026-02-20T09:00:00.000Z"],
      messages: [{ at: "2026-02-21T09:00:00.000Z", class: "interested" }],
      flags: [],
    },
  ]);
}

/** One to five contacts with a lead and up to three more webhooks each. Some webhooks are sent twice, and some ids are used for two bodies. */
async function begin(world: World, chance: Chance, emails: Map<ContactId, string>): Promise<void> {
  const people = Array.from(
    { length: 1 + chance.below(5) },
    (_, index) => `person${index}@${pick(chance, ["engine.example", "loom.example"])}`,
  );
  for (const email of people) {
    emails.set(contactOf(email), email);
    world.send(leadOf(email), chance.hits(0.7) ? 0 : someTime(chance));
    for (let count = chance.below(4); count > 0; count -= 1) {
      const webhook: Webhook = { id: `s${chance.below(1_000_000)}`, signal: someSignal(chance, email) };
      const at = someTime(chance);
      world.send(webhook, at);
      if (chance.hits(0.3)) world.send(webhook, at + someTime(chance));
      if (chance.hits(0.1)) world.send({ ...webhook, signal: someSignal(chance, email) }, at + someTime(chance));
    }
    if (chance.hits(0.15)) world.unsubscribe(contactOf(email), someTime(chance));
  }
  if (chance.hits(0.1)) await suppress(world, pick(chance, people));
  // The cron asks after an entry, and also when the list has none of the contact.
  if (chance.hits(0.2)) world.checkList(contactOf(pick(chance, people)), someTime(chance));
}

/**
 * Companies that are recorded, changed and blocked while their people's holds wait, and turns of the cron. Drawn apart, so that they do not change the
 * other draws.
 */
function recordCompanies({ companies }: World, seed: number): void {
  const chance = chanceFor("companies", String(seed));
  for (let count = 1 + chance.below(5); count > 0; count -= 1) {
    const domain = pick(chance, ["engine.example", "loom.example"]);
    const status = pick(chance, ["known", "known", "blocked"] as const);
    companies.record(
      chance.hits(0.5)
        ? companyWish(domain, { status })
        : factWish(domain, { kind: pick(chance, ["hiring", "funding"]), value: pick(chance, ["two", "ten"]) }),
      someTime(chance),
    );
  }
  for (let count = 2 + chance.below(8); count > 0; count -= 1) companies.gradeAgain(someTime(chance));
}

/** A world whose objects and stages follow the policy of the log. */
const following: Planted = { surroundings: (around) => ({ ...around, followed: followingIn(around) }) };

/** Drawn apart, so that adoptions do not change the other draws. */
function adoptPolicies(world: World, seed: number, policies: readonly Policy[]): void {
  const chance = chanceFor("policies", String(seed));
  for (const [at, policy] of policies.entries()) world.adopt(`adoption ${at}`, policy, someTime(chance));
}

/** Sending is stopped and resumed in some campaigns, up to twice. Drawn apart, so that it does not change the other draws. */
function stopSending(world: World, seed: number): void {
  const chance = chanceFor("stops", String(seed));
  for (let count = chance.below(3); count > 0; count -= 1)
    world.stopSending(`stop ${count}`, someTime(chance), 1 + someTime(chance));
}

/** Messages of contacts who write while a reviewer edits their draft, or after a reply was sent. */
const MEANWHILE = [
  "One more thing: how much does it cost?",
  "I am interested, when can we talk?",
  "No thanks, not interested.",
  "Ok.",
];

/**
 * Reviewers who mostly confirm and approve, sometimes two at once, and sometimes click something else; and contacts who write at a bad moment.
 * Their choice depends only on the seed and the state of the contact.
 */
const randomReviewer =
  (seed: number, emails: ReadonlyMap<ContactId, string>): Reviewer =>
  (contactId, contact, world) => {
    const chance = chanceFor(String(seed), contactId, contact.head);
    const email = emails.get(contactId);
    const isTouchy = openHold(contact)?.edited === true || contact.flags.replied;
    if (email && isTouchy && chance.hits(0.3))
      world.send(
        { id: `m${contact.head.slice(0, 12)}`, signal: { kind: "message", email, text: pick(chance, MEANWHILE) } },
        chance.below(4_000),
      );
    if (isErased(seed, contactId, contact))
      world.click(
        { by: "grace", does: "erase", id: contactId, input: { seen: contact.version, why: "asked" } },
        SECOND,
      );
    const revisit = revisitOf(seed, contactId, contact);
    if (revisit) world.click(revisit, SECOND);
    const first = wish(contactId, contact, chance);
    // Half of the reviewers wait a minute before they act on an edited draft. The contact may write in this minute.
    if (first && openHold(contact)?.edited && chance.hits(0.5)) {
      world.click(first, MINUTE);
      return null;
    }
    const second = chance.hits(0.3) ? wish(contactId, contact, chance) : null;
    if (second) world.click(second, pick(chance, [SECOND, MINUTE]));
    return first;
  };

/** Drawn from a separate hash, so that erasures do not change the other draws. */
const isErased = (seed: number, contactId: ContactId, { head }: Contact): boolean =>
  Number.parseInt(sha256("erase", String(seed), contactId, head).slice(0, 2), 16) < 3;

/** A look again on a day, or its end, for a run that ended without a message; also drawn from a separate hash. */
function revisitOf(seed: number, contactId: ContactId, contact: Contact): Click | null {
  const drawn = Number.parseInt(sha256("revisit", String(seed), contactId, contact.head).slice(0, 2), 16);
  const run = currentRun(contact);
  if (drawn >= 64 || !run || listOf(run, contact) !== "not_written" || Object.keys(contact.runs).length > 6)
    return null;
  const place = { by: "rosa", id: contactId };
  const about = { runId: run.runId, seen: contact.version, why: "so" };
  if (contact.revisit && drawn < 16) return { ...place, does: "dont-look-again", input: about };
  return { ...place, does: "look-again", input: { ...about, on: dayAfter(contact.at!.slice(0, 10), 1 + (drawn % 3)) } };
}

function wish(contactId: ContactId, contact: Contact, chance: Chance): Click | null {
  const by = pick(chance, ["rosa", "grace"]);
  const why = "so";
  const seen = contact.version;
  const hold = openHold(contact);
  const run = unfinishedRun(contact);
  const task = Object.values(contact.tasks).find((one) => !one.closed);
  const wishes: Click[] = [];
  const also = (share: number, click: Click): void => void (chance.hits(share) && wishes.push(click));
  if (hold) {
    const at = (does: string, input: object): Click => ({
      by,
      does,
      id: hold.holdId,
      input: { contactId, runId: hold.runId, why, ...input },
    });
    also(0.05, at("snooze", { until: new Date(Date.parse(contact.at!) + 5 * HOUR).toISOString() }));
    also(0.05, at("reassign", { to: "grace", seen }));
    also(0.05, at("run", { seen }));
    if (hold.kind === "preview") {
      also(0.1, at("dismiss", {}));
      also(0.9, at("confirm", {}));
    } else {
      also(0.1, at("reject", {}));
      also(0.4, at("edit", { digest: hold.digest, subject: "Words", body: `Hello at ${contact.version}.` }));
      also(0.9, at("approve", { digest: hold.digest }));
    }
  }
  if (run?.approvalId && run.step === "dispatch")
    also(0.2, { by, does: "undo", id: run.approvalId, input: { contactId, why } });
  if (task?.about.startsWith("dl_")) also(0.7, { by, does: "redrive", id: task.about, input: {} });
  if (task)
    also(0.4, {
      by,
      does: "close",
      id: task.taskId,
      input: {
        contactId,
        how: pick(chance, ["done", "taken_over", "handed_back", "run_again", "kept", "sent", "not_sent"]),
        why,
      },
    });
  also(0.02, {
    by,
    does: "flag",
    id: contactId,
    input: { flag: pick(chance, ["do_not_contact", "bounced", "unsubscribed"]), on: chance.hits(0.6), seen, why },
  });
  also(contact.notInterested && !hold && Object.keys(contact.runs).length < 6 ? 0.7 : 0.02, {
    by,
    does: "run",
    id: contactId,
    input: { seen, why },
  });
  also(0.03, { by, does: chance.hits(0.5) ? "take-over" : "hand-back", id: contactId, input: { seen, why } });
  return wishes.length > 0 ? wishes[0]! : null;
}

/** Runs one campaign: a first part with faults, then a part without, until the world is quiet. */
export async function campaign(
  seed: number,
  {
    system,
    databases,
    hasCompanies = false,
    policies = [],
    plant = policies.length > 0 ? following : undefined,
  }: CampaignOptions = {},
): Promise<Campaign> {
  const chance = chanceOf(seed);
  const fired = new Map<FaultKind, number>();
  const share = pick(chance, [0, 0.01, 0.05, 0.15]);
  const troubled = chance.below(400);
  const trouble = chanceOf(seed + 1);
  const faults: Faults = ({ number }) => {
    if (number > troubled || !trouble.hits(share)) return null;
    const kind = pick(trouble, KINDS);
    fired.set(kind, (fired.get(kind) ?? 0) + 1);
    return kind;
  };
  const queueing = chanceOf(seed + 2);
  const emails = new Map<ContactId, string>();
  const world = aWorld({
    faults,
    seed: seed + 3,
    isForgetful: chance.hits(0.3),
    transport: pick<TransportName>(chance, ["outbox", "cloudflare_email"]),
    habits: {
      shuffle: queueing,
      copies: () =>
        Array.from({ length: queueing.hits(0.8) ? 1 : 2 + queueing.below(3) }, () =>
          queueing.hits(0.7) ? 0 : someTime(queueing),
        ),
    },
    reviewer: randomReviewer(seed, emails),
    ...(system ? { system } : {}),
    ...(plant ? { plant } : {}),
    ...(databases ? { databases } : {}),
  });
  let stopped: string[] = [];
  try {
    await begin(world, chance, emails);
    if (hasCompanies) recordCompanies(world, seed);
    adoptPolicies(world, seed, policies);
    stopSending(world, seed);
    await world.run();
  } catch (error) {
    stopped = [
      error instanceof Error ? (error.message.startsWith("I") ? error.message : `${error.stack}`) : String(error),
    ];
  }
  return { world, fired, violations: [...stopped, ...(await judge(world))] };
}
