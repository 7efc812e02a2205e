// The contract test of the CRM: each adapter (D1 and memory) must pass it.
import { SYSTEM_KEY } from "../people.ts";
import { describe, it } from "vitest";
import { type CompanyId, companyIdOf, type ContactId, Receipt } from "../../schema/ids.ts";
import type { ContactsQuery, ContactUpsert, Crm } from "../../drizzle/crm.ts";
import { companyModelOf, factRowOf } from "../companies.ts";
import { contact } from "../rows.ts";

const MONDAY = "2026-11-02T09:00:00.000Z";
const TUESDAY = "2026-11-03T09:00:00.000Z";
const WEDNESDAY = "2026-11-04T09:00:00.000Z";

let people = 0;
/** A contact at its own company. */
function fresh(): { id: ContactId; domain: string; person: ContactUpsert } {
  const name = `person${(people += 1)}`;
  const domain = `${name}.example`;
  const id = contact(name);
  return { id, domain, person: { id, email: `${name}@${domain}`, domain, at: TUESDAY } };
}

async function entryOf(crm: Crm, id: ContactId) {
  const found = (await crm.hydrate([id])).get(id);
  if (!found) throw new Error("the CRM returned no entry for a requested id");
  return found;
}

export function crmContract({ name, make }: { readonly name: string; readonly make: () => Crm }): void {
  describe(`${name}: receipts`, () => {
    const claim = (receipt: string, bodyDigest: string, contactId = contact("someone")) => ({
      receipt: Receipt.parse(`rc_${receipt}`),
      contactId,
      bodyDigest,
      source: "form",
      at: MONDAY,
    });
    const standing = ({ receipt, contactId, bodyDigest }: ReturnType<typeof claim>) => ({
      receipt,
      contactId,
      bodyDigest,
    });

    it("keeps the first claim, and returns it to every later one", async ({ expect }) => {
      const crm = make();
      const [first, other] = [claim("a", "one"), claim("a", "two", contact("other"))];
      expect(await crm.claimReceipts([first])).toEqual([standing(first)]);
      expect(await crm.claimReceipts([other])).toEqual([standing(first)]);
      expect(await crm.claimReceipts([first])).toEqual([standing(first)]);
    });

    it("answers a batch in its order, and keeps the first of two claims in it", async ({ expect }) => {
      const crm = make();
      const [one, two, again] = [claim("z", "1"), claim("b", "2"), claim("z", "3")];
      expect(await crm.claimReceipts([one, two, again])).toEqual([standing(one), standing(two), standing(one)]);
      expect(await crm.claimReceipts([])).toEqual([]);
    });

    it("makes one claim when twenty are made at once", async ({ expect }) => {
      const crm = make();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => crm.claimReceipts([claim("race", `${index}`)])),
      );
      expect(new Set(answers.map(([row]) => row?.bodyDigest)).size).toBe(1);
    });

    describe("of the same content in windows of time", () => {
      /** The claim in a window, with those of the windows before and after. */
      const within = (content: string, index: number) => {
        const receiptAt = (at: number) => Receipt.parse(`rc_${content}_${at}`);
        return {
          ...claim(`${content}_${index}`, content),
          neighbours: [receiptAt(index - 1), receiptAt(index + 1)] as const,
        };
      };
      const claimed = async (crm: Crm, ...rows: ReturnType<typeof within>[]) =>
        (await crm.claimReceipts(rows)).map(({ receipt }) => Number(receipt.split("_").at(-1)));

      it("belong to the claim in a neighbouring window, in any order, one by one", async ({ expect }) => {
        const crm = make();
        expect(await claimed(crm, within("up", 5))).toEqual([5]);
        expect(await claimed(crm, within("up", 6))).toEqual([5]);
        expect(await claimed(crm, within("up", 4))).toEqual([5]);
        expect(await claimed(crm, within("up", 7), within("other", 6))).toEqual([7, 6]);
        // Between two claims, the earlier window's is the first.
        expect(await claimed(crm, within("up", 6))).toEqual([5]);
      });

      it("belong to the first of a batch, which sees those before it", async ({ expect }) => {
        const crm = make();
        const rows = [3, 4, 2, 3, 5, 6].map((index) => within("batch", index));
        expect(await claimed(crm, ...rows, within("else", 4))).toEqual([3, 3, 3, 3, 5, 5, 4]);
      });

      it("are one claim when twenty are made at once in two windows", async ({ expect }) => {
        const crm = make();
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, index) => claimed(crm, within("at_once", index % 2))),
        );
        expect(new Set(answers.flat()).size).toBe(1);
      });
    });
  });

  describe(`${name}: contacts`, () => {
    it("has an empty entry for each unknown id", async ({ expect }) => {
      const { id } = fresh();
      expect(await make().hydrate([id])).toEqual(new Map([[id, { contact: null, company: null, facts: [] }]]));
      expect(await make().hydrate([])).toEqual(new Map());
    });

    it("adds fields of a later signal, and overwrites changed fields", async ({ expect }) => {
      const [crm, { id, person }] = [make(), fresh()];
      await crm.upsertContacts([{ ...person, name: "Ada", title: "Engineer" }]);
      await crm.upsertContacts([{ ...person, at: WEDNESDAY, title: "CTO", company: "Example" }]);
      expect((await entryOf(crm, id)).contact).toEqual({
        id,
        email: person.email,
        name: "Ada",
        title: "CTO",
        companyName: "Example",
        seniority: null,
        senioritySource: null,
      });
    });

    it("fills only missing fields from an older signal", async ({ expect }) => {
      const [crm, { id, person }] = [make(), fresh()];
      await crm.upsertContacts([{ ...person, title: "CTO" }]);
      await crm.upsertContacts([{ ...person, at: MONDAY, title: "Engineer", name: "Ada" }]);
      expect((await entryOf(crm, id)).contact).toMatchObject({ title: "CTO", name: "Ada" });
      await crm.upsertContacts([{ ...person, at: TUESDAY, name: "Other" }]);
      expect((await entryOf(crm, id)).contact).toMatchObject({ title: "CTO", name: "Ada" });
    });

    it("stores a seniority with its source", async ({ expect }) => {
      const [crm, { id, person }] = [make(), fresh()];
      await crm.upsertContacts([{ ...person, seniority: { value: "vp", source: "import-1" } }]);
      await crm.upsertContacts([{ ...person, at: WEDNESDAY }]);
      expect((await entryOf(crm, id)).contact).toMatchObject({ seniority: "vp", senioritySource: "import-1" });
    });

    it("accepts the same contact twice in a batch", async ({ expect }) => {
      const [crm, { id, person }] = [make(), fresh()];
      await crm.upsertContacts([
        { ...person, name: "Ada" },
        { ...person, at: WEDNESDAY, name: "Ada L." },
      ]);
      expect((await entryOf(crm, id)).contact?.name).toBe("Ada L.");
    });

    it("stores any text unchanged", async ({ expect }) => {
      const [crm, { id, person }] = [make(), fresh()];
      const text = `Robert'); DROP TABLE contacts;-- "quoted" \\ \u202e ünï 🙂 {"a":1}`;
      await crm.upsertContacts([{ ...person, name: text }]);
      expect((await entryOf(crm, id)).contact?.name).toBe(text);
    });
  });

  describe(`${name}: an erased contact`, () => {
    const fields = { name: "Ada", title: "CTO", company: "Example", phone: "+49301234567" };
    const nothing = { name: null, title: null, companyName: null, seniority: null, senioritySource: null };

    it("has an empty row, which no older or later signal fills", async ({ expect }) => {
      const [crm, { id, person }] = [make(), fresh()];
      const seniority = { value: "vp", source: "import" };
      await crm.upsertContacts([
        { ...person, ...fields, seniority, companyId: companyIdOf(SYSTEM_KEY, "linked.example") },
      ]);
      await crm.erase({ id, at: TUESDAY });
      expect((await entryOf(crm, id)).contact).toEqual({ id, email: "", ...nothing });
      for (const at of [MONDAY, TUESDAY, WEDNESDAY]) await crm.upsertContacts([{ ...person, ...fields, at }]);
      await crm.erase({ id, at: WEDNESDAY });
      expect((await entryOf(crm, id)).contact).toEqual({ id, email: "", ...nothing });
    });

    it("has an empty row, also when it had no row before", async ({ expect }) => {
      const [crm, { id, person }] = [make(), fresh()];
      await crm.erase({ id, at: TUESDAY });
      await crm.upsertContacts([{ ...person, ...fields, at: WEDNESDAY }]);
      expect((await entryOf(crm, id)).contact).toEqual({ id, email: "", ...nothing });
    });

    it("is filled again, with its address, by signals after a lift", async ({ expect }) => {
      const [crm, { id, domain, person }] = [make(), fresh()];
      await crm.putCompany(companyModelOf(domain));
      await crm.upsertContacts([{ ...person, ...fields }]);
      await crm.erase({ id, at: WEDNESDAY });
      expect((await entryOf(crm, id)).company).toBeNull();
      await crm.readmit(id);
      await crm.readmit(id);
      expect((await entryOf(crm, id)).contact).toEqual({ id, email: "", ...nothing });
      // The clock of the writer may be behind.
      await crm.upsertContacts([{ ...person, name: "Ada", at: TUESDAY }]);
      expect(await entryOf(crm, id)).toMatchObject({
        contact: { email: person.email, name: "Ada", title: null },
        company: { joinedBy: "domain" },
      });
    });

    it("changes no other contact", async ({ expect }) => {
      const [crm, one, other] = [make(), fresh(), fresh()];
      await crm.upsertContacts([one.person, { ...other.person, ...fields }]);
      await crm.erase({ id: one.id, at: WEDNESDAY });
      await crm.readmit(contact("never-known"));
      expect((await entryOf(crm, other.id)).contact).toMatchObject({ email: other.person.email, name: "Ada" });
    });
  });

  describe(`${name}: mailboxes and subjects`, () => {
    const TAGGED = (domain: string, tag: string): string => `person+${tag}@${domain}`;
    const find = (crm: Crm, query: Partial<ContactsQuery>) =>
      crm.findContacts({ ids: [], mailboxes: [], subjects: [], ...query });

    it("find the contacts that have a row with an address, by id, by mailbox and by subject", async ({ expect }) => {
      const [crm, one, other] = [make(), fresh(), fresh()];
      const email = TAGGED(one.domain, "shop");
      await crm.upsertContacts([{ ...one.person, email }, other.person]);
      const written = { contactId: one.id, recipient: email, subject: `s of ${one.id}`, at: WEDNESDAY };
      for (let times = 0; times < 2; times += 1) await crm.noteWritten(written);
      const known = { id: one.id, email };
      const mailbox = `person@${one.domain}`;
      expect(
        await find(crm, {
          ids: [one.id, contact("unknown"), one.id],
          mailboxes: [mailbox, email, "nobody@nowhere.example"],
          subjects: [written.subject, "unknown"],
        }),
      ).toEqual({
        byId: new Map([[one.id, known]]),
        byMailbox: new Map([[mailbox, known]]),
        bySubject: new Map([[written.subject, known]]),
      });
      expect(await find(crm, {})).toEqual({ byId: new Map(), byMailbox: new Map(), bySubject: new Map() });
    });

    it("of two contacts are of none of them, in a batch or one after the other", async ({ expect }) => {
      const [crm, one, other] = [make(), fresh(), fresh()];
      const people = ["a", "b"].map((tag, index) => ({
        ...one.person,
        id: index === 0 ? one.id : other.id,
        email: TAGGED(one.domain, tag),
      }));
      await crm.upsertContacts(people);
      await crm.upsertContacts(people.slice(0, 1));
      const subject = `s of ${one.id}`;
      for (const { id, email } of [...people, ...people])
        await crm.noteWritten({ contactId: id, recipient: email, subject, at: TUESDAY });
      const found = await find(crm, {
        ids: [one.id, other.id],
        mailboxes: [`person@${one.domain}`],
        subjects: [subject],
      });
      expect([found.byId.size, found.byMailbox.size, found.bySubject.size]).toEqual([2, 0, 0]);
    });

    it("say when a mailbox was last written to, under any spelling and in any order", async ({ expect }) => {
      const [crm, one, other] = [make(), fresh(), fresh()];
      const [tagged, plain] = [TAGGED(one.domain, "shop"), `person@${one.domain}`];
      await crm.upsertContacts([
        { ...one.person, email: tagged },
        { ...one.person, id: other.id, email: plain },
      ]);
      expect((await entryOf(crm, other.id)).contact?.mailboxWrittenAt).toBeUndefined();
      for (const at of [TUESDAY, WEDNESDAY, MONDAY])
        await crm.noteWritten({ contactId: one.id, recipient: tagged, subject: null, at });
      for (const id of [one.id, other.id]) expect((await entryOf(crm, id)).contact?.mailboxWrittenAt).toBe(WEDNESDAY);
      // A mailbox that no contact has is not kept.
      await crm.noteWritten({ contactId: one.id, recipient: "else@nowhere.example", subject: null, at: MONDAY });
      expect((await find(crm, { mailboxes: ["else@nowhere.example"] })).byMailbox.size).toBe(0);
    });

    it("are gone with an erasure, and a late note brings none back", async ({ expect }) => {
      const [crm, one, other] = [make(), fresh(), fresh()];
      await crm.upsertContacts([one.person, other.person]);
      const noted = [one, other].map(({ id, person }) => ({
        contactId: id,
        recipient: person.email,
        subject: `s of ${id}`,
        at: TUESDAY,
      }));
      for (const note of noted) await crm.noteWritten(note);
      await crm.erase({ id: one.id, at: WEDNESDAY });
      for (const note of noted) await crm.noteWritten({ ...note, at: WEDNESDAY });
      await crm.upsertContacts([one.person]);
      const query = {
        ids: [one.id, other.id],
        mailboxes: [one.person.email, other.person.email],
        subjects: noted.map(({ subject }) => subject),
      };
      const found = await find(crm, query);
      for (const map of Object.values(found)) expect([...map.values()].map(({ id }) => id)).toEqual([other.id]);
      expect((await entryOf(crm, one.id)).contact?.mailboxWrittenAt).toBeUndefined();
      await crm.readmit(one.id);
      await crm.upsertContacts([one.person]);
      expect((await find(crm, query)).byMailbox.size).toBe(2);
      expect((await entryOf(crm, one.id)).contact?.mailboxWrittenAt).toBeUndefined();
    });
  });

  describe(`${name}: companies and facts`, () => {
    it("joins a company by the registrable domain of the address", async ({ expect }) => {
      const [crm, { id, domain, person }] = [make(), fresh()];
      await crm.upsertContacts([person]);
      expect((await entryOf(crm, id)).company).toBeNull();
      await crm.putCompany(companyModelOf(domain));
      expect((await entryOf(crm, id)).company).toEqual({
        id: companyIdOf(SYSTEM_KEY, domain),
        name: "Example",
        domain,
        status: "known",
        version: 1,
        head: 1,
        joinedBy: "domain",
      });
    });

    it("joins no company by the domain of a mailbox provider", async ({ expect }) => {
      const [crm, { id, domain, person }] = [make(), fresh()];
      await crm.putCompany(companyModelOf(domain));
      await crm.putCompany(companyModelOf(`without.${domain}`, { domains: [] }));
      await crm.upsertContacts([{ ...person, domain: null }]);
      expect((await entryOf(crm, id)).company).toBeNull();
    });

    it("prefers a link to the domain, even when the link leads to no company", async ({ expect }) => {
      const [crm, one, other] = [make(), fresh(), fresh()];
      await crm.putCompany(companyModelOf(one.domain));
      await crm.putCompany(companyModelOf(other.domain, { name: "Linked" }));
      await crm.upsertContacts([{ ...one.person, companyId: companyIdOf(SYSTEM_KEY, other.domain) }]);
      expect((await entryOf(crm, one.id)).company).toMatchObject({ name: "Linked", joinedBy: "link" });
      await crm.upsertContacts([
        { ...one.person, at: WEDNESDAY, companyId: companyIdOf(SYSTEM_KEY, "nowhere.example") },
      ]);
      expect((await entryOf(crm, one.id)).company).toBeNull();
    });

    it("replaces the rows of a company by those of a later head, and never by those of an earlier one", async ({
      expect,
    }) => {
      const [crm, { id, domain, person }] = [make(), fresh()];
      const [later, moved] = [fresh(), fresh()];
      await crm.upsertContacts([person, later.person, moved.person]);
      const fact = (name: string, value: string) => factRowOf(domain, name, { value });
      const third = companyModelOf(domain, {
        head: 3,
        status: "blocked",
        domains: [domain, later.domain],
        facts: [fact("fact_1", "later"), fact("fact_3", "new")],
      });
      await crm.putCompany(
        companyModelOf(domain, {
          head: 2,
          domains: [moved.domain, domain],
          facts: [fact("fact_1", "earlier"), fact("fact_2", "gone")],
        }),
      );
      expect((await entryOf(crm, moved.id)).company?.name).toBe("Example");
      await crm.putCompany(third);
      await crm.putCompany(companyModelOf(domain, { head: 2, facts: [fact("fact_1", "earlier")] }));
      for (const one of [id, later.id]) {
        const { company: found, facts } = await entryOf(crm, one);
        expect([found?.status, found?.head]).toEqual(["blocked", 3]);
        expect(facts.map(({ value }) => value)).toEqual(["later", "new"]);
      }
      expect((await entryOf(crm, moved.id)).company).toBeNull();
    });

    it("joins the company whose main domain it is before one that has it beside others", async ({ expect }) => {
      const [crm, { id, domain, person }, other] = [make(), fresh(), fresh()];
      await crm.upsertContacts([person]);
      await crm.putCompany(companyModelOf(other.domain, { name: "Group", domains: [other.domain, domain] }));
      expect((await entryOf(crm, id)).company?.name).toBe("Group");
      await crm.putCompany(companyModelOf(domain, { name: "Own" }));
      expect((await entryOf(crm, id)).company?.name).toBe("Own");
    });

    it("joins the company that goes on for one that was merged, and so on, by domain and by link", async ({
      expect,
    }) => {
      const [crm, one, other, third] = [make(), fresh(), fresh(), fresh()];
      const idOfCompany = ({ domain }: { readonly domain: string }) => companyIdOf(SYSTEM_KEY, domain);
      await crm.upsertContacts([
        one.person,
        { ...other.person, domain: null, companyId: idOfCompany(one) },
        third.person,
      ]);
      await crm.putCompany(companyModelOf(one.domain, { head: 2, mergedInto: idOfCompany(other) }));
      await crm.putCompany(companyModelOf(other.domain, { head: 2, mergedInto: idOfCompany(third) }));
      const facts = [factRowOf(third.domain, "fact_1")];
      await crm.putCompany(companyModelOf(third.domain, { name: "Group", head: 5, facts }));
      for (const [{ id }, joinedBy] of [
        [one, "domain"],
        [other, "link"],
        [third, "domain"],
      ] as const) {
        const { company, facts: found } = await entryOf(crm, id);
        expect(company).toMatchObject({ name: "Group", id: idOfCompany(third), head: 5, joinedBy });
        expect(found).toHaveLength(1);
      }
    });

    it("lets the first claim of a merge stand, and none that would make a circle", async ({ expect }) => {
      const crm = make();
      const [a, b, c, d] = Array.from({ length: 4 }, () => companyIdOf(SYSTEM_KEY, fresh().domain)) as [
        CompanyId,
        CompanyId,
        CompanyId,
        CompanyId,
      ];
      expect(await crm.claimMerge({ merged: b, into: a })).toEqual({ standing: a, chain: [] });
      expect(await crm.claimMerge({ merged: b, into: a })).toEqual({ standing: a, chain: [] });
      expect(await crm.claimMerge({ merged: b, into: c })).toEqual({ standing: a, chain: [] });
      expect(await crm.claimMerge({ merged: a, into: b })).toEqual({ standing: null, chain: [a] });
      expect(await crm.claimMerge({ merged: a, into: c })).toEqual({ standing: c, chain: [] });
      expect(await crm.claimMerge({ merged: d, into: b })).toEqual({ standing: null, chain: [a, c] });
      expect(await crm.claimMerge({ merged: c, into: b })).toEqual({ standing: null, chain: [a, c] });
    });

    it("claims a merge with the rows of the merged company", async ({ expect }) => {
      const [crm, one, other] = [make(), fresh(), fresh()];
      const [merged, into] = [companyIdOf(SYSTEM_KEY, one.domain), companyIdOf(SYSTEM_KEY, other.domain)];
      await crm.putCompany(companyModelOf(one.domain, { head: 2, mergedInto: into }));
      expect(await crm.claimMerge({ merged: into, into: merged })).toEqual({ standing: null, chain: [into] });
    });

    it("places a contact by the latest event, and at no company again", async ({ expect }) => {
      const [crm, one, other] = [make(), fresh(), fresh()];
      const companyId = companyIdOf(SYSTEM_KEY, other.domain);
      await crm.putCompany(companyModelOf(one.domain, { name: "Own" }));
      await crm.putCompany(companyModelOf(other.domain, { name: "Placed" }));
      await crm.putPlacement({ contactId: one.id, companyId, version: 3 });
      expect((await entryOf(crm, one.id)).contact).toBeNull();
      await crm.upsertContacts([one.person]);
      await crm.putPlacement({ contactId: one.id, companyId, version: 3 });
      await crm.putPlacement({ contactId: one.id, companyId: null, version: 2 });
      await crm.upsertContacts([{ ...one.person, at: WEDNESDAY }]);
      expect(await entryOf(crm, one.id)).toMatchObject({
        company: { name: "Placed", joinedBy: "link" },
        contact: { placement: { companyId, version: 3 } },
      });
      await crm.putPlacement({ contactId: one.id, companyId: null, version: 4 });
      const { company, contact } = await entryOf(crm, one.id);
      expect([company?.name, company?.joinedBy, contact?.placement]).toEqual(["Own", "domain", undefined]);
    });

    it("forgets with an erasure where the contact was placed, and takes no late placement", async ({ expect }) => {
      const [crm, one, other] = [make(), fresh(), fresh()];
      const placement = { contactId: one.id, companyId: companyIdOf(SYSTEM_KEY, other.domain), version: 3 };
      await crm.putCompany(companyModelOf(other.domain));
      await crm.upsertContacts([one.person]);
      await crm.putPlacement(placement);
      await crm.erase({ id: one.id, at: WEDNESDAY });
      await crm.putPlacement({ ...placement, version: 4 });
      await crm.readmit(one.id);
      await crm.upsertContacts([{ ...one.person, at: WEDNESDAY }]);
      const { company, contact } = await entryOf(crm, one.id);
      expect([company, contact?.placement]).toEqual([null, undefined]);
    });

    it("has what the latest correction says before what later signals claim, and the claim again without it", async ({
      expect,
    }) => {
      const [crm, one] = [make(), fresh()];
      const words = { name: "Ada Lovelace", title: "CTO", company: "Engine" };
      const corrected = { contactId: one.id, words, version: 3, titleVersion: 3 };
      const shown = async () => {
        const { name, title, companyName, titleVersion } = (await entryOf(crm, one.id)).contact ?? {};
        return [name, title, companyName, titleVersion];
      };
      await crm.putCorrection(corrected);
      expect((await entryOf(crm, one.id)).contact).toBeNull();
      await crm.upsertContacts([one.person]);
      await crm.putCorrection(corrected);
      await crm.putCorrection({ contactId: one.id, words: {}, version: 2, titleVersion: null });
      await crm.upsertContacts([{ ...one.person, name: "A", title: "Poet", company: "B", at: WEDNESDAY }]);
      expect(await shown()).toEqual(["Ada Lovelace", "CTO", "Engine", 3]);
      await crm.putCorrection({ contactId: one.id, words: { company: "Engine" }, version: 4, titleVersion: null });
      expect(await shown()).toEqual(["A", "Poet", "Engine", undefined]);
    });

    it("forgets corrections with an erasure, and takes no late one", async ({ expect }) => {
      const [crm, one] = [make(), fresh()];
      const corrected = { contactId: one.id, words: { title: "CTO" }, version: 3, titleVersion: 3 };
      await crm.upsertContacts([one.person]);
      await crm.putCorrection(corrected);
      await crm.erase({ id: one.id, at: WEDNESDAY });
      await crm.putCorrection({ ...corrected, version: 4 });
      await crm.readmit(one.id);
      await crm.upsertContacts([{ id: one.id, email: one.person.email, domain: null, at: WEDNESDAY }]);
      const { contact } = await entryOf(crm, one.id);
      expect([contact?.title, contact?.titleVersion]).toEqual([null, undefined]);
    });

    it("returns all facts of the company, including expired and unfound ones, and none of other companies", async ({
      expect,
    }) => {
      const [crm, one, other] = [make(), fresh(), fresh()];
      await crm.upsertContacts([one.person, other.person]);
      const times = { observedAt: MONDAY, expiresAt: WEDNESDAY };
      await crm.putCompany(
        companyModelOf(one.domain, {
          head: 3,
          facts: [
            factRowOf(one.domain, "fact_1", times),
            factRowOf(one.domain, "fact_2", { ...times, expiresAt: null, found: false, version: 3 }),
          ],
        }),
      );
      await crm.putCompany(
        companyModelOf(other.domain, { facts: [factRowOf(other.domain, "fact_1", { kind: "funding" })] }),
      );
      const found = await crm.hydrate([one.id, other.id]);
      const fact = { kind: "hiring", value: "two planners", source: "seed", observedAt: MONDAY };
      expect(found.get(one.id)?.facts).toEqual([
        { id: "fact_1", ...fact, expiresAt: WEDNESDAY, found: true, version: 2 },
        { id: "fact_2", ...fact, expiresAt: null, found: false, version: 3 },
      ]);
      expect(found.get(other.id)?.facts.map(({ kind }) => kind)).toEqual(["funding"]);
    });

    it("hydrates a full batch, with more ids than a statement may have parameters", async ({ expect }) => {
      const crm = make();
      const many = Array.from({ length: 150 }, fresh);
      await crm.upsertContacts(many.map(({ person }) => person));
      const found = await crm.hydrate(many.map(({ id }) => id));
      expect([...found.values()].filter((rows) => rows?.contact)).toHaveLength(150);
    });
  });
}
