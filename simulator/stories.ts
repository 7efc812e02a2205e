// The stories that the tests play with faults: which signals arrive, and what the reviewers click.
import { GENESIS_HASH } from "../schema/events.ts";
import { openHold } from "../domain/contact/state.ts";
import { lookupsOf } from "../domain/address.ts";
import type { Click } from "./clicks.ts";
import { DAY, HOUR, MINUTE, SECOND } from "./moments.ts";
import { aWorld, contactOf, type Reviewer, type World } from "./world.ts";

export const ADA = "ada@engine.example";
export const ada = contactOf(ADA);

export interface Story {
  readonly name: string;
  readonly reviewer: Reviewer;
  /** Ends the story after this time, when it would not become quiet before. */
  readonly forMs?: number;
  /** Schedules the signals and other events from outside. */
  begin(world: World): Promise<void> | void;
}

interface Habits {
  readonly by?: string;
  /** Whether the reviewer edits each draft before the approval. */
  readonly edits?: boolean;
  /** How many messages the reviewer releases to one contact. Later holds expire. */
  readonly releases?: number;
}

/** A reviewer who confirms previews, edits drafts with `edits`, and approves them. */
export const releasing =
  ({ by = "rosa", edits = true, releases = 1 }: Habits = {}): Reviewer =>
  (contactId, contact) => {
    const hold = openHold(contact);
    if (!hold || contact.sends.length >= releases) return null;
    const place = { contactId, runId: hold.runId, why: "" };
    if (hold.kind === "preview") return { by, does: "confirm", id: hold.holdId, input: place };
    const { digest } = hold;
    if (edits && !hold.edited) {
      const words = { subject: "Your enquiry", body: "Hello,\n\nthank you. May I call you on Thursday?" };
      return { by, does: "edit", id: hold.holdId, input: { ...place, digest, ...words } };
    }
    return { by, does: "approve", id: hold.holdId, input: { ...place, digest } };
  };

export const leadOf = (email: string, id = `lead of ${email}`) => ({
  id: id.replace(/[^a-z0-9]/g, "_"),
  signal: {
    kind: "lead" as const,
    email,
    name: "Ada Byron",
    company: "Engine Ltd",
    title: "Director of Engines",
    text: "Please call me.",
  },
});

/**
 * A whole run: webhook, preview, confirmation, draft, edit, approval, dispatch. Then the follow-up is due, and its preview
 * expires.
 */
export const happy: Story = {
  name: "happy",
  reviewer: releasing(),
  begin: (world) => world.send(leadOf(ADA)),
};

/** Puts the address on the list, or what covers it: its mailbox, or its whole domain. */
export const suppress = (
  world: World,
  email: string,
  kind: "address" | "comparison" | "domain" = "address",
): Promise<unknown> => {
  const digest = lookupsOf(world.systemKey, { address: email })[kind];
  return world.ledger.list.add([{ kind, digest, cause: "desk", commandKey: "story" }], 0);
};

/** The address is on the list before the lead arrives. */
export const vetoed: Story = {
  name: "vetoed",
  reviewer: releasing(),
  begin: async (world) => {
    await suppress(world, ADA);
    world.send(leadOf(ADA));
  },
};

/** A lead claims a telephone number that is on the list; an hour later the same contact sends a lead without it. */
export const claimedPhone: Story = {
  name: "a claimed telephone number",
  reviewer: releasing({ edits: false }),
  forMs: 2 * DAY,
  begin: async (world) => {
    const { id, signal } = leadOf(ADA);
    const phone = "+49 30 1234567";
    const digest = lookupsOf(world.systemKey, { address: ADA, phone }).phone ?? "";
    await world.ledger.list.add([{ kind: "phone", digest, cause: "desk", commandKey: "story" }], 0);
    world.send({ id, signal: { ...signal, phone } });
    world.send(leadOf(ADA, "again"), HOUR);
  },
};

/** The contact's unsubscribe link is posted at the moment at which the draft is approved. */
export const optOutRace: Story = {
  name: "approve while an unsubscribe arrives",
  reviewer: (contactId, contact, world) => {
    const click = releasing()(contactId, contact, world);
    if (click?.does === "approve") world.unsubscribe(contactId, SECOND);
    return click;
  },
  begin: (world) => world.send(leadOf(ADA)),
};

/** A message, and a day later a lead: with a model, it classifies the message, plans both runs, and writes their drafts. */
export const asked: Story = {
  name: "a message and a lead",
  reviewer: releasing({ edits: false }),
  forMs: 2 * DAY,
  begin: (world) => {
    world.send({ id: "m1", signal: { kind: "message", email: ADA, text: "I am interested, when can we talk?" } });
    world.send(leadOf(ADA), DAY);
  },
};

/** One person approves while another reassigns the hold: two clicks on one contact at once. */
export const busy: Story = {
  name: "two people at one hold",
  reviewer: (contactId, contact, world) => {
    const click = releasing()(contactId, contact, world);
    if (click?.does === "approve")
      world.click(
        { ...click, by: "grace", does: "reassign", input: { ...holdOf(click), to: "grace", seen: contact.version } },
        SECOND,
      );
    return click;
  },
  begin: (world) => world.send(leadOf(ADA)),
};

/** One person edits a draft, and then another approves the text that they saw before. */
export const tooOld: Story = {
  name: "approve what was changed meanwhile",
  reviewer: (contactId, contact, world) => {
    const click = releasing({ edits: false })(contactId, contact, world);
    if (click?.does !== "approve" || openHold(contact)?.edited) return click?.does === "approve" ? null : click;
    const words = { subject: "Your enquiry", body: "Other words." };
    world.click({ ...click, by: "grace", does: "edit", input: { ...click.input, ...words } }, SECOND);
    world.click(click, MINUTE);
    return null;
  },
  begin: (world) => world.send(leadOf(ADA)),
};

const holdOf = ({ input: { contactId, runId, why } }: Click) => ({ contactId, runId, why });

/** The log already has another first event of the contact, which its object did not append. */
export const disputed: Story = {
  name: "disputed",
  reviewer: releasing(),
  forMs: DAY,
  begin: async (world) => {
    const other = aWorld();
    other.send(leadOf(ADA, "another lead"));
    await other.run(MINUTE);
    const [first] = other.ledger.of(ada).rows;
    if (!first) throw new Error("the other world logged nothing");
    await world.ledger.log.append([
      {
        streamId: ada,
        events: [first],
        prevHash: GENESIS_HASH,
        wrappedKey: null,
        holds: [],
        tasks: [],
        contact: null,
        runs: [],
        reports: [],
      },
    ]);
    world.send(leadOf(ADA));
  },
};
