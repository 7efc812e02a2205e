// Tests that a mailbox whose delivery reports are final together is on the list before the flag is recorded, and never without need.
import { describe, it } from "vitest";
import { lookupsOf } from "../../domain/address.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { eventInRow } from "../../schema/events.ts";
import { DAY_MS } from "../../schema/time.ts";
import { hosted } from "../../testing/contact/hosted.ts";
import { flag, lead, signal } from "../../testing/contact/scenario.ts";
import { ADA, SYSTEM_KEY } from "../../testing/people.ts";

const { address, comparison } = lookupsOf(SYSTEM_KEY, { address: ADA });
const last = samplePolicy.bounces.softReports;

const heard = (id: string, as: "auto_reply" | "interested") => ({
  ...signal(id, { kind: "message", email: ADA, text: "…" }, as),
  reply: {
    class: as,
    rule: "test",
    hearing: { marks: as === "auto_reply" ? (["machine", "soft_report"] as const).slice() : [] },
  },
});

/** A contact with a lead and so many reports, each on a day of its own. */
async function reported(count: number) {
  const contact = hosted();
  await contact.stage(lead());
  for (let index = 1; index <= count; index += 1) {
    contact.pass(DAY_MS);
    await contact.stage(heard(`s${index}`, "auto_reply"));
  }
  contact.pass(DAY_MS);
  const listed = async () => (await contact.suppressions.read([address, comparison], 0)).suppressed;
  const flags = async () =>
    (await contact.logged()).map((row) => eventInRow(row)).filter(({ type }) => type === "ContactFlagged");
  return { contact, listed, flags };
}

describe("the last soft report", () => {
  it("puts the mailbox on the list in nobody's name, and sets the flag at the row's revision", async ({ expect }) => {
    const { contact, listed, flags } = await reported(last - 1);
    expect(await listed()).toEqual([]);
    await contact.stage(heard("last", "auto_reply"));
    expect(await listed()).toEqual(expect.arrayContaining([address, comparison]));
    expect(contact.recorded).toMatchObject([
      { type: "AddSuppressions", cause: "soft_reports" },
      { type: "AddSuppressions", cause: "soft_reports" },
    ]);
    expect(contact.recorded.some((command) => "by" in command && command.by !== undefined)).toBe(false);
    expect(await flags()).toMatchObject([{ payload: { flag: "bounced", cause: "soft_reports", revision: 2 } }]);
  });

  it("adds nothing for a repeat, or for its receipt under another command", async ({ expect }) => {
    const { contact, flags } = await reported(last);
    await contact.perform({ type: "Click", command: flag("bounced", false) });
    const rows = contact.suppressions.rows().length;
    await contact.stage(heard(`s${last}`, "auto_reply"));
    await contact.stage({ ...heard(`s${last}`, "auto_reply"), commandId: lead("other").commandId });
    expect(contact.suppressions.rows()).toHaveLength(rows);
    expect(await flags()).toHaveLength(2);
  });

  it.for(["list", "records"] as const)(
    "is not recorded while the %s fail, and is when it comes again",
    async (what, { expect }) => {
      const { contact, listed, flags } = await reported(last - 1);
      contact.broken[what] = true;
      const before = (await contact.logged()).length;
      await expect(contact.stage(heard("last", "auto_reply"))).rejects.toThrow();
      expect(await contact.logged()).toHaveLength(before);
      contact.broken[what] = false;
      await contact.stage(heard("last", "auto_reply"));
      expect(await listed()).toHaveLength(2);
      expect(await flags()).toHaveLength(1);
    },
  );

  it("is taken back as any opt-out: the flag and the row", async ({ expect }) => {
    const { contact, listed } = await reported(last);
    expect(await listed()).toHaveLength(2);
    await contact.perform({ type: "Click", command: flag("bounced", false) });
    expect(await listed()).toEqual([]);
    await contact.stage(heard("next", "auto_reply"));
    expect(await listed()).toEqual([]);
  });
});

it("words of the person between the reports leave the list alone", async ({ expect }) => {
  const { contact, listed } = await reported(last - 1);
  await contact.stage(heard("m", "interested"));
  await contact.stage(heard("last", "auto_reply"));
  expect(await listed()).toEqual([]);
});
