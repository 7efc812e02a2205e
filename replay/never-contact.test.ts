// Tests the proof that no contact on the suppression list is written to: on honest logs, and on logs with a planted violation.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { neverContact } from "./never-contact.ts";
import { ADA, idOf } from "../testing/people.ts";
import {
  anyStory,
  FULL_STORY,
  honestDeployment,
  type Move,
  replanted,
  deploymentAfter,
} from "../testing/honest-log.ts";
import { memorySource } from "./source.ts";
import { verifyLog } from "./verify.ts";

const move = (what: Move["what"], pick = 0, who = 0): Move => ({ what, who, pick });

describe("the proof that no suppressed contact is written to", () => {
  it("holds for any log of honest objects and stages", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(anyStory(60), async (story) => {
        const proof = await neverContact(memorySource((await deploymentAfter(story)).rows()));
        expect(proof).toMatchObject({ result: "holds", unlogged: 0, unreadable: [], counterExample: null });
      }),
      runs(15),
    );
  });

  it("counts the contacts, guarded events and suppressions", async ({ expect }) => {
    const deployment = await deploymentAfter([...FULL_STORY, move("suppress", 0, 1)]);
    expect(await neverContact(memorySource(deployment.rows()))).toMatchObject({
      contacts: 1,
      guarded: 5,
      suppressions: 2,
    });
  });

  it.for([
    ["an address", 0, "address"],
    ["a domain", 1, "domain"],
  ] as const)(
    "returns a hold after the suppression of %s, with the entry of the list",
    async ([, pick, entry], { expect }) => {
      // Grace shares Ada's domain and writes first. The suppression of Ada's address does not forbid her events.
      const story = [move("suppress", pick), ...(pick === 0 ? [move("lead", 0, 1)] : []), move("lead"), move("drain")];
      const deployment = await deploymentAfter(story, { ignoresList: true });
      const proof = await neverContact(memorySource(deployment.rows()));
      expect(proof).toMatchObject({
        result: "broken",
        violations: 1,
        counterExample: {
          event: { type: "PreviewHeld", streamId: idOf(ADA), version: 6 },
          because: { kind: "list", entry, revision: 1, version: 1 },
        },
      });
      const { faults } = await verifyLog(memorySource(deployment.rows()));
      expect(faults).toContainEqual(expect.objectContaining({ name: "gate_ignored", streamId: idOf(ADA), version: 6 }));
    },
  );

  describe("speaks of mailboxes", () => {
    const alias = ADA.replace("@", "+shop@");
    /** A lead of the contact and one of another spelling of the same mailbox, which is released. `between` is what stops the first. */
    async function afterOptOut(door: Door, ignoresList: boolean) {
      const deployment = honestDeployment({ ignoresList });
      deployment.receive({ kind: "lead", email: ADA, text: "Please call me." });
      await deployment.drain();
      await door(deployment);
      await deployment.drain();
      deployment.pass(1_000);
      deployment.receive({ kind: "lead", email: alias, text: "Please call me." });
      await deployment.drain();
      return deployment.rows();
    }
    type Door = (deployment: ReturnType<typeof honestDeployment>) => unknown;
    const history = { kind: "history", email: ADA, sends: [], messages: [], flags: ["unsubscribed"] };
    const DOORS: Readonly<Record<string, Door>> = {
      "an opt-out of the other spelling": ({ receive }) => receive({ kind: "unsubscribe", email: ADA }),
      "an import that says so": ({ receive }) => receive(history, "crm"),
      "a flag that a person set": ({ happen }) => happen(move("flag", 1)),
    };

    it.for(Object.entries(DOORS))(
      "and finds a hold after %s, and none where the list is asked",
      async ([, door], { expect }) => {
        const honest = await neverContact(memorySource(await afterOptOut(door, false)));
        expect(honest).toMatchObject({ result: "holds", unlisted: 0 });
        const broken = await neverContact(memorySource(await afterOptOut(door, true)));
        expect(broken).toMatchObject({
          result: "broken",
          counterExample: { because: { kind: "list", entry: "comparison" } },
        });
        // As an installation was before the list was told of every flag: the rows and their events are not there.
        const unlisted = (await afterOptOut(door, true)).filter(
          ({ streamId }) => !streamId.startsWith("ad_suppressions"),
        );
        expect(await neverContact(memorySource(unlisted))).toMatchObject({
          result: "broken",
          unlisted: 1,
          counterExample: { because: { kind: "mailbox", streamId: idOf(ADA) } },
        });
      },
    );
  });

  it("returns the shortest of many counter-examples", async ({ expect }) => {
    const story = [move("suppress", 1), ...FULL_STORY, move("lead", 0, 1), move("drain")];
    const { violations, counterExample } = await neverContact(
      memorySource((await deploymentAfter(story, { ignoresList: true })).rows()),
    );
    expect(violations).toBe(6);
    expect(counterExample?.event).toMatchObject({ type: "PreviewHeld", version: 6 });
  });

  it("returns a claim that was made while sending was stopped, by the version that its gate read", async ({
    expect,
  }) => {
    const way = FULL_STORY.slice(0, 8);
    const going = [...way, move("stopSending"), move("drain"), move("resumeSending"), move("drain")];
    const waits = await neverContact(
      memorySource((await deploymentAfter([...going, move("pass"), move("drain")])).rows()),
    );
    expect(waits).toMatchObject({ result: "holds", guarded: 4 });
    const deployment = await deploymentAfter([...way, move("stopSending"), move("drain")], { ignoresStop: true });
    const proof = await neverContact(memorySource(deployment.rows()));
    expect(proof).toMatchObject({
      result: "broken",
      violations: 1,
      counterExample: {
        event: { type: "DispatchClaimed", streamId: idOf(ADA) },
        because: { kind: "stopped", streamId: "ad_dispatch", version: 1, dispatching: 1 },
      },
    });
  });

  it("allows a hold after a lift, and compares revisions, not times", async ({ expect }) => {
    const lifted = await deploymentAfter([move("suppress"), move("lift"), ...FULL_STORY]);
    expect(await neverContact(memorySource(lifted.rows()))).toMatchObject({ result: "holds", suppressions: 4 });
    // A suppression after the claim does not forbid the claimed dispatch.
    const late = await deploymentAfter([...FULL_STORY.slice(0, 9), move("suppress")]);
    expect(await neverContact(memorySource(late.rows()))).toMatchObject({ result: "holds" });
  });

  it("returns a hold that was opened in spite of a flag", async ({ expect }) => {
    const deployment = await deploymentAfter([...FULL_STORY.slice(0, 4), move("onward"), move("flag", 1)]);
    const own = deployment.rows().filter(({ streamId }) => streamId === idOf(ADA));
    const held = own.find(({ body }) => body.includes('"type":"PreviewHeld"'));
    // The same hold once more, at the end of the stream.
    const rows = replanted([...own, held!], own.length + 1, (event) => event);
    expect(await neverContact(memorySource(rows))).toMatchObject({
      result: "broken",
      counterExample: { event: { version: own.length + 1 }, because: { kind: "flag", flag: "bounced" } },
    });
  });

  it("is unprovable when entries are not in the log or a stream cannot be read", async ({ expect }) => {
    const rows = (await deploymentAfter([move("suppress"), ...FULL_STORY])).rows();
    const unlogged = rows.filter(({ streamId, body }) => streamId.startsWith("ct_") || body.includes('"revision":2'));
    expect(await neverContact(memorySource(unlogged))).toMatchObject({ result: "unprovable", unlogged: 1 });
    const cut = rows.filter(({ streamId, version }) => streamId !== idOf(ADA) || version !== 2);
    expect(await neverContact(memorySource(cut))).toMatchObject({ result: "unprovable", unreadable: [idOf(ADA)] });
  });
});
