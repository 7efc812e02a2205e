// Tests the gates of an object against the revision that the log has of the suppression list: what a list that went back stops, and what is
// recorded while the log itself does not answer.
import { describe, it } from "vitest";
import { hosted } from "../../testing/contact/hosted.ts";
import { approve, claim, draft, erase, grades, lead, runOf, action, confirm } from "../../testing/contact/scenario.ts";

const run = runOf("1");
const WENT_BACK = { reason: "list_went_back" };
type Contact = Awaited<ReturnType<ReturnType<typeof hosted>["toDraft"]>>;

const approveIn = (contact: Contact) =>
  contact.perform({ type: "Click", command: approve(run, contact.digest()) } as const);
const claimIn = (contact: Contact) =>
  contact.perform({ type: "Claim", command: claim(run, contact.approvalId()) } as const);

describe("a list below the log's revision", () => {
  it("stops both holds, the approval, the claim and an erasure, which record nothing", async ({ expect }) => {
    const contact = hosted();
    const { revision } = contact;
    await contact.stage(lead());
    await contact.stage(action(run));
    revision.logged = 1;
    const isStopped = async (refusal: unknown) => {
      expect(refusal).toEqual(WENT_BACK);
      const before = contact.store.rowsWritten();
      revision.logged = 0;
      return before;
    };
    const stages = [() => contact.stage(grades(run)), () => contact.stage(draft(run))];
    for (const [index, stage] of stages.entries()) {
      const written = contact.store.rowsWritten();
      expect(await isStopped((await stage()).refusal)).toBe(written);
      expect((await stage()).refusal).toBeNull();
      if (index === 0) await contact.perform({ type: "Click", command: confirm(run) });
      revision.logged = 1;
    }
    const written = contact.store.rowsWritten();
    expect(await isStopped((await approveIn(contact)).refusal)).toBe(written);
    expect((await approveIn(contact)).refusal).toBeNull();
    revision.logged = 1;
    expect(await claimIn(contact)).toMatchObject({ refusal: WENT_BACK, claim: null });
    expect(await contact.perform({ type: "Erase", command: erase() })).toMatchObject({ refusal: WENT_BACK });
    expect(contact.store.rowsWritten()).toBe(written + 1);
    expect(new Set(contact.incidents)).toEqual(new Set(["list_went_back", "list_unwritable"]));
    revision.logged = 0;
    expect((await claimIn(contact)).claim).not.toBeNull();
  });
});

describe("a log that does not answer", () => {
  it("lets an approval go by the revision that was read last, and no other gate", async ({ expect }) => {
    const contact = await hosted().toDraft();
    const { revision } = contact;
    revision.isSilent = true;
    revision.recalled = 1;
    expect((await approveIn(contact)).refusal).toEqual(WENT_BACK);
    revision.recalled = null;
    expect((await approveIn(contact)).refusal).toEqual({ reason: "list_unreadable" });
    revision.recalled = 0;
    expect((await approveIn(contact)).refusal).toBeNull();
    expect(await claimIn(contact)).toMatchObject({ refusal: { reason: "list_unreadable" }, claim: null });
    revision.isSilent = false;
    expect((await claimIn(contact)).claim).not.toBeNull();
  });
});
