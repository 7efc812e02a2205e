// Tests which values the suppression list takes from a person: a domain must be one that the list can be read by.
import { describe, it } from "vitest";
import { lookupsOf, suppressionDigest } from "../../domain/address.ts";
import { ListWentBack } from "../../drizzle/suppression-list.ts";
import { memorySuppressionList } from "../../testing/twins/memory-suppression-list.ts";
import { memoryNotes } from "../../testing/twins/memory-notes.ts";
import { openHold } from "../../domain/contact/state.ts";
import { objectsThat } from "../../testing/contact/calls.ts";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { holdOf } from "../../testing/memory/held.ts";
import { ADA, ada } from "../../testing/people.ts";
import { checkingCovered } from "./check-covered.ts";
import { fingerprintsIn } from "../../schema/installation-keys.ts";
import { listedStates } from "./listed.ts";
import { suppressionWork } from "./suppress.ts";

const KEY = "system-key-for-tests";

function atDesk() {
  const list = memorySuppressionList();
  const work = suppressionWork({
    list,
    logRevision: { read: async () => 0 },
    crm: { readmit: async () => undefined },
    systemKey: KEY,
    notes: memoryNotes(() => 0),
    record: async () => ({ logged: true, version: 1, refusal: null }),
    guard: async () => ({ refusal: null, eyes: { kind: "alone", version: 0 } }),
    checkCovered: async () => undefined,
  });
  const wish = (value: string) => ({
    kind: "domain" as const,
    value,
    by: "rosa",
    reason: "other" as const,
    why: "asked by letter",
  });
  return { list, work, wish };
}

describe("a domain on the suppression list", () => {
  it.for([
    ["co.uk", "co.uk"],
    ["CO.UK", "co.uk"],
    ["co.uk.", "co.uk"],
    ["co。uk", "co.uk"],
    ["@co.uk", "co.uk"],
    ["*.co.uk", "co.uk"],
    ["com", "com"],
    [".uk", "uk"],
    ["рф", "xn--p1ai"],
    ["公司.cn", "xn--55qx5d.cn"],
    ["xn--55qx5d.cn", "xn--55qx5d.cn"],
    ["foo.ck", "foo.ck"],
    ["github.io", "github.io"],
  ] as const)("is refused as %j, which is a public suffix", async ([value, domain], { expect }) => {
    const { list, work, wish } = atDesk();
    const { refusal } = await work.add([wish("quiet.example"), wish(value)]);
    expect(refusal).toEqual({ reason: "public_suffix", domain });
    expect((await list.read([], 0)).revision).toBe(0);
  });

  it.for([
    ["example.co.uk", "ada@example.co.uk"],
    ["Mail.Example.co.uk.", "ada@example.co.uk"],
    [".example.com", "ada@mail.example.com"],
    ["acme.github.io", "ada@acme.github.io"],
    ["例え.jp", "ada@xn--r8jz45g.jp"],
    ["www.ck", "ada@www.ck"],
    ["office.internal", "ada@mail.office.internal"],
  ] as const)("is taken as %j and found for %s", async ([value, address], { expect }) => {
    const { list, work, wish } = atDesk();
    expect((await work.add([wish(value)])).refusal).toBeNull();
    const { domain } = lookupsOf(KEY, { address });
    expect((await list.read([domain], 0)).suppressed).toEqual([domain]);
  });

  it.for(["acme", "127.0.0.1", "example..com", "", "."])(
    "is refused as %j, which is no domain",
    async (value, { expect }) => {
      const { work, wish } = atDesk();
      expect((await work.add([wish(value)])).refusal).toEqual({ reason: "invalid", field: "value" });
    },
  );

  it("is lifted from an entry for a public suffix that was added earlier", async ({ expect }) => {
    const { list, work, wish } = atDesk();
    const digest = suppressionDigest(KEY, "domain", "co.uk");
    await list.add([{ kind: "domain", digest, cause: "desk" }], 0);
    expect((await work.lift(wish("co.uk"))).refusal).toBeNull();
    expect((await list.read([digest], 0)).suppressed).toEqual([]);
  });
});

describe("a domain at which the public gets addresses", () => {
  it.for(["gmail.com", "Mail.Yahoo.co.uk", "@outlook.com"])("is asked for twice: %s", async (value, { expect }) => {
    const { list, work, wish } = atDesk();
    expect((await work.add([wish("quiet.example"), wish(value)])).refusal).toMatchObject({ reason: "free_mail" });
    expect((await work.add([{ ...wish(value), confirmed: false }])).refusal).toMatchObject({ reason: "free_mail" });
    expect((await list.read([], 0)).revision).toBe(0);
    expect((await work.add([{ ...wish(value), confirmed: true }])).refusal).toBeNull();
    expect((await list.read([], 0)).revision).toBe(1);
    expect((await work.lift(wish(value))).refusal).toBeNull();
  });

  it("is asked for once as an address", async ({ expect }) => {
    const { work, wish } = atDesk();
    expect((await work.add([{ ...wish("kim@gmail.com"), kind: "address" }])).refusal).toBeNull();
  });
});

describe("an entry that is lifted", () => {
  const ada = {
    kind: "address" as const,
    value: "ada@engine.example",
    by: "rosa",
    reason: "other" as const,
    why: "asked",
  };

  /** Lifts an entry. `readmits` answers each letting in of the contact, `behind`: the list has lost entries. */
  function lifting({ readmits, behind = false }: { readmits: (time: number) => Promise<void>; behind?: boolean }) {
    const list = memorySuppressionList();
    let times = 0;
    const lifted: string[] = [];
    const work = suppressionWork({
      list: {
        ...list,
        read: async (digests, atLeast) => {
          if (behind) throw new ListWentBack(0, 1);
          return list.read(digests, atLeast);
        },
        lift: async (row, atLeast) => {
          lifted.push(row.digest);
          return list.lift(row, atLeast);
        },
      },
      logRevision: { read: async () => 0 },
      crm: { readmit: () => readmits((times += 1)) },
      systemKey: KEY,
      notes: memoryNotes(() => 0),
      record: async () => ({ logged: true, version: 1, refusal: null }),
      guard: async () => ({ refusal: null, eyes: { kind: "alone", version: 0 } }),
      checkCovered: async () => undefined,
    });
    return { lifted, times: () => times, lift: async () => (await work.add([ada]), work.lift(ada)) };
  }
  const refusesAt = (time: number) => async (now: number) => {
    if (now === time) throw new Error("the database refuses");
  };

  it("lets nobody in while the list is behind", async ({ expect }) => {
    const { lift, lifted, times } = lifting({ readmits: async () => undefined, behind: true });
    expect(await lift()).toMatchObject({ refusal: { reason: "list_went_back" } });
    expect([lifted, times()]).toEqual([[], 0]);
  });

  it("stays when the contact cannot be let in before", async ({ expect }) => {
    const { lift, lifted } = lifting({ readmits: refusesAt(1) });
    await expect(lift()).rejects.toThrow("refuses");
    expect(lifted).toEqual([]);
  });

  it("is not answered as lifted when the contact cannot be let in after", async ({ expect }) => {
    await expect(lifting({ readmits: refusesAt(2) }).lift()).rejects.toThrow("refuses");
  });
});

describe("an entry that covers a contact with something open", () => {
  const asked = { by: "rosa", reason: "other" as const, why: "asked by letter" };
  async function held() {
    const deployment = aDeployment();
    const { contactId } = await holdOf(deployment, ADA);
    return { deployment, stream: () => deployment.streamOf(contactId) };
  }

  it.for([ADA, "Ada+list@Engine.example"])(
    "voids the hold in the same request, by the address %s",
    async (value, { expect }) => {
      const { deployment, stream } = await held();
      expect((await deployment.suppressions.add([{ kind: "address", value, ...asked }])).refusal).toBeNull();
      expect(openHold(stream().contact)).toBeNull();
      expect(stream().events.slice(-2)).toMatchObject([
        { type: "SafetyVetoed", writer: "object", payload: { where: "hold", hits: ["suppressed"], revision: 2 } },
        { type: "HoldVoided", payload: { cause: "vetoed" } },
      ]);
    },
  );

  it("leaves a domain to the cron, and wakes no object of a person who never wrote", async ({ expect }) => {
    const { deployment, stream } = await held();
    await deployment.suppressions.add([
      { kind: "domain", value: "engine.example", ...asked },
      { kind: "address", value: "stranger@other.example", ...asked },
    ]);
    expect(openHold(stream().contact)?.kind).toBe("preview");
    expect(deployment.streams().filter((id) => id.startsWith("ct_"))).toEqual([stream().streamId]);
  });

  it("is in force when the contact's object does not answer, which is reported", async ({ expect }) => {
    const incidents: string[] = [];
    const byId = new Map([[ada, { id: ada, email: ADA }]]);
    const check = checkingCovered({
      crm: { findContacts: async () => ({ byId, byMailbox: new Map(), bySubject: new Map() }) },
      object: objectsThat(() => ({})),
      systemKey: KEY,
      report: ({ reason }) => void incidents.push(reason),
    });
    await check([ADA]);
    expect(incidents).toEqual(["list_check_failed"]);
  });

  it("is checked before the person is answered", async ({ expect }) => {
    const order: string[] = [];
    const work = suppressionWork({
      list: memorySuppressionList(),
      logRevision: { read: async () => 0 },
      crm: { readmit: async () => undefined },
      systemKey: KEY,
      notes: memoryNotes(() => 0),
      record: async () => {
        order.push("recorded");
        return { logged: true, version: 1, refusal: null };
      },
      guard: async () => ({ refusal: null, eyes: { kind: "alone", version: 0 } }),
      checkCovered: async (addresses) => {
        await Promise.resolve();
        order.push(...addresses);
      },
    });
    await work.add([{ kind: "address", value: ADA, ...asked }]);
    order.push("answered");
    expect(order.slice(-2)).toEqual([ADA, "answered"]);
  });
});

describe("an entry that was exported", () => {
  const [fingerprint = ""] = fingerprintsIn("SYSTEM_KEY", KEY);
  const wishOf = (value: string) => ({
    kind: "digest" as const,
    value,
    by: "rosa",
    reason: "other" as const,
    why: "restored",
  });

  it("is put on the list that has lost it, once, and covers whom it covered", async ({ expect }) => {
    const { list, work } = atDesk();
    const lookups = lookupsOf(KEY, { address: "ada@quiet.example" });
    const wish = wishOf(`${fingerprint} domain ${lookups.domain}`);
    expect((await work.add([wish])).refusal).toBeNull();
    expect((await work.add([wish])).refusal).toBeNull();
    expect((await list.read([lookups.domain], 0)).revision).toBe(1);
    expect(
      await listedStates({ entries: [wish] }, { list, logRevision: { read: async () => 0 }, systemKey: KEY }),
    ).toEqual([{ is: "listed" }]);
  });

  it.for([
    ["another installation's", `${"k".repeat(22)} domain ${"d".repeat(22)}`, "foreign"],
    ["of no kind", `${fingerprint} host ${"d".repeat(22)}`, "invalid"],
    ["no digest", `${fingerprint} domain quiet.example`, "invalid"],
    ["more than one", `${fingerprint} domain ${"d".repeat(22)} x`, "invalid"],
  ] as const)("is refused when it is %s", async ([, value, is], { expect }) => {
    const { list, work } = atDesk();
    const wish = wishOf(value);
    expect(
      await listedStates({ entries: [wish] }, { list, logRevision: { read: async () => 0 }, systemKey: KEY }),
    ).toEqual([{ is }]);
    expect((await work.add([wish])).refusal).toEqual({ reason: "invalid", field: "value" });
    expect((await list.read([], 0)).revision).toBe(0);
  });
});
