// The stories that are told again and again with something going wrong: who writes, and what the people at the desk do.
import { openHold } from "../domain/contact/state.ts";
import { lookupsOf } from "../domain/address.ts";
import type { Click } from "./clicks.ts";
import { DAY, MINUTE, SECOND } from "./moments.ts";
import { aWorld, contactOf, type Reviewer, type World } from "./world.ts";

export const ADA = "ada@engine.example";
export const ada = contactOf(ADA);

export interface Story {
  readonly name: string;
  readonly reviewer: Reviewer;
  /** How long it is watched when it never becomes quiet. */
  readonly forMs?: number;
  /** Sets going what comes from outside. */
  begin(world: World): Promise<void> | void;
}

interface Habits {
  readonly by?: string;
  /** Rewrites a draft before approving it. */
  readonly edits?: boolean;
  /** How many messages they release to one contact; later holds are left to expire. */
  readonly releases?: number;
}

/** Confirms previews, perhaps edits drafts, approves them as they stand. */
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

/** Webhook, preview, confirmed, drafted, edited, approved, sent; the follow-up comes due, and its preview expires. */
export const happy: Story = {
  name: "happy",
  reviewer: releasing(),
  begin: (world) => world.send(leadOf(ADA)),
};

export const suppress = (world: World, email: string): Promise<unknown> => {
  const { address } = lookupsOf(world.systemKey, { address: email });
  return world.ledger.list.add([{ kind: "address", digest: address, cause: "desk", commandKey: "story" }]);
};

/** The address is on the list before anything begins. */
export const vetoed: Story = {
  name: "vetoed",
  reviewer: releasing(),
  begin: async (world) => {
    await suppress(world, ADA);
    world.send(leadOf(ADA));
  },
};

/** The unsubscribe link of the draft is clicked at the moment at which it is approved. */
export const optOutRace: Story = {
  name: "approve while an unsubscribe arrives",
  reviewer: (contactId, contact, world) => {
    const click = releasing()(contactId, contact, world);
    if (click?.does === "approve") world.unsubscribe(contactId, SECOND);
    return click;
  },
  begin: (world) => world.send(leadOf(ADA)),
};

/** While one person approves, another gives the hold to somebody: two clicks on one contact at once. */
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

const holdOf = ({ input: { contactId, runId, why } }: Click) => ({ contactId, runId, why });

/** The log has another first event of the contact than the object will make: somebody wrote past it. */
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
      { streamId: ada, events: [first], wrappedKey: null, holds: [], tasks: [], contact: null },
    ]);
    world.send(leadOf(ADA));
  },
};
