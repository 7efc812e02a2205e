// Stories in which somebody with a handle changes what the system has stored, behind its back.
import { nextFor } from "../domain/contact/effects.ts";
import { fold } from "../domain/contact/evolve.ts";
import type { Queue } from "../schema/lists.ts";
import type { Message } from "../schema/messages.ts";
import { performOne } from "../schema/only-answer.ts";
import { commandIdOf } from "../schema/ids.ts";
import { beginning } from "../schema/cause.ts";
import { anActor } from "./call-gate.ts";
import { DAY, HOUR } from "./moments.ts";
import { ADA, ada, leadOf, releasing, type Story } from "./stories.ts";

/** The contact's flag is taken out of the storage of its object, but not out of the log. Then the contact writes again. */
export const tampered: Story = {
  name: "a flag that was changed in the storage",
  reviewer: releasing(),
  forMs: 2 * DAY,
  begin: async (world) => {
    world.send(leadOf(ADA));
    await world.run(HOUR);
    // A take-over: an opt-out would also be on the list, which the object asks each time.
    const commandId = commandIdOf("FlagContact", "replied");
    const flag = { flag: "replied", on: true, cause: "takeover", by: "grace", why: "mine" } as const;
    const command = { type: "FlagContact", ...beginning(commandId), contactId: ada, ...flag } as const;
    await Promise.all([performOne(world.desk(anActor("a person")), command), world.run(HOUR)]);
    world.objects.tamper(ada, (rows) =>
      rows.map((row) =>
        row.body.includes('"ContactFlagged"') ? { ...row, body: row.body.replace('"on":true', '"on":false') } : row,
      ),
    );
    world.send(leadOf(ADA, "another lead"));
  },
};

/**
 * The object loses all events but the first, as after a restore of its storage, while the log keeps them. The message of its third step comes
 * again, then that of its second: what the object then writes is not what the log has.
 */
export const fellBehind: Story = {
  name: "an object that fell behind its log",
  reviewer: () => null,
  forMs: DAY,
  begin: async (world) => {
    world.send(leadOf(ADA));
    await world.run(HOUR);
    const { events, rows } = world.ledger.of(ada);
    /** The messages that followed from the first `version` events. */
    const after = (queue: Queue, version: number): readonly Message[] =>
      nextFor(
        queue,
        ada,
        fold(
          events.slice(0, version),
          rows.slice(0, version).map(({ hash }) => hash),
        ),
      );
    // A score may be before the decision.
    const decided = events.find(({ type }) => type === "ActionDecided")?.version ?? 0;
    world.objects.tamper(ada, (own) => own.slice(0, 1));
    world.queues.put("qualify", after("qualify", decided));
    await world.run(HOUR);
    world.queues.put("plan", after("plan", 1));
  },
};

/** The same mailbox as `ADA`, so an entry for it covers her, and is another contact's. */
const HER_OTHER_ADDRESS = "ada+news@engine.example";

/**
 * The contact opts out by another address while her preview waits, and the list then loses the entry. A reviewer confirms the preview.
 * After two hours the entry is there again.
 */
export const wentBack: Story = {
  name: "a list that went back",
  reviewer: () => null,
  begin: async (world) => {
    world.send(leadOf(ADA));
    await world.run(HOUR);
    world.send({ id: "opt_out", signal: { kind: "unsubscribe", email: HER_OTHER_ADDRESS } });
    await world.run(HOUR);
    const putBack = world.ledger.list.goBackTo(0);
    const click = releasing()(ada, world.ledger.of(ada).contact, world);
    if (click) world.click(click);
    await world.run(2 * HOUR);
    putBack();
  },
};
