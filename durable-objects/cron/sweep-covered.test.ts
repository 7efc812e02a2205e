// Tests the sweep after a new entry of the suppression list over real objects in memory: whom it ends, how much a turn asks, and that nobody is
// left out by a failure.
import { memoryCronWork } from "../../testing/twins/memory-cron-work.ts";
import { describe, it } from "vitest";
import { suppressionDigest } from "../../domain/address.ts";
import { openHold, unfinishedRun } from "../../domain/contact/state.ts";
import type { CronWork } from "../../drizzle/cron-work.ts";
import type { WaitingPage, WaitingQuery } from "../../drizzle/waiting-contacts.ts";
import type { ContactId, StreamId } from "../../schema/ids.ts";
import { performOne } from "../../schema/only-answer.ts";
import { err } from "../../schema/result.ts";
import { HOUR_MS } from "../../schema/time.ts";
import { isFull } from "../../testing/full.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { approve, claim, confirm, draft } from "../../testing/contact/scenario.ts";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { holdOf, leadFrom } from "../../testing/memory/held.ts";
import { type ObjectVerbs, verbsOf } from "../host/object.ts";
import { sweepCovered, type SweepPorts } from "./sweep-covered.ts";

type Deployment = ReturnType<typeof aDeployment>;

/** The most contacts that a turn asks. */
const MOST_PER_TURN = 500;

/** The rows of holds as the log has them, in the order of their keys. */
const holdsIn = (deployment: Deployment) =>
  deployment
    .streams()
    .filter((id): id is ContactId => id.startsWith("ct_"))
    .flatMap((contactId) => {
      const { contact } = deployment.streamOf(contactId);
      return Object.values(contact.holds).map((hold) => ({ contactId, contact, hold }));
    })
    .toSorted((one, other) => (one.hold.openedAt + one.hold.holdId < other.hold.openedAt + other.hold.holdId ? -1 : 1));

/** The twin of `waitingContacts`. The rows are read once: a hold that ends leaves the index, and a keyset page skips nothing. */
function waitingIn(deployment: Deployment) {
  const rows = holdsIn(deployment);
  const read: WaitingQuery[] = [];
  const waiting = async (query: WaitingQuery): Promise<WaitingPage> => {
    read.push(query);
    const { after, limit } = query;
    const found = rows
      .filter(({ hold }) => (query.waiting === "open" ? hold.end === null : hold.end && hold.end.as !== "confirmed"))
      .map((row) => ({ ...row, key: { at: row.hold.end?.at ?? row.hold.openedAt, holdId: row.hold.holdId } }))
      .filter(({ key }) => key.at > after.at || (key.at === after.at && key.holdId > after.holdId))
      .toSorted((one, other) => (one.key.at + one.key.holdId < other.key.at + other.key.holdId ? -1 : 1));
    const shown = found.slice(0, limit);
    const waits = ({ hold, contact }: (typeof found)[number]): boolean =>
      hold.end === null || (hold.end.as === "approved" && contact.runs[hold.runId]?.step === "dispatch");
    return {
      contacts: shown.filter(waits).map(({ contactId }) => contactId),
      next: found.length > limit ? (shown.at(-1)?.key ?? null) : null,
    };
  };
  return { waiting, read };
}

/** A cron over the deployment's objects. `object` replaces the objects, `stored` is its place between two turns. */
function aCron(deployment: Deployment, object?: (own: ObjectVerbs, id: StreamId) => ObjectVerbs) {
  const stored = new Map<string, string>();
  const work = memoryCronWork(stored);
  const asked: StreamId[] = [];
  const { waiting, read } = waitingIn(deployment);
  const ports: SweepPorts = {
    work,
    waiting,
    now: deployment.now,
    newestEntry: async () => deployment.list.rows().findLast(({ op }) => op === "add")?.revision ?? 0,
    object: (id) => {
      asked.push(id);
      const own = verbsOf(() => deployment.host(id));
      return object?.(own, id) ?? own;
    },
  };
  return { stored, asked, read, ports, turn: () => sweepCovered(ports) };
}

const suppress = (deployment: Deployment, kind: "domain" | "phone" | "comparison", value: string) =>
  deployment.list.add(
    [{ kind, digest: suppressionDigest(deployment.systemKey, kind, value), cause: "desk", by: "rosa" }],
    0,
  );
const contactOf = (deployment: Deployment, id: ContactId) => deployment.streamOf(id).contact;
const isOpen = (deployment: Deployment, id: ContactId): boolean => openHold(contactOf(deployment, id)) !== null;

describe("a sweep after a new entry", () => {
  it.for([
    ["domain", "engine.example"],
    ["phone", "+49301234567"],
    ["comparison", "ada@engine.example"],
  ] as const)("voids the open hold of whom it covers by %s, and of nobody else", async ([kind, value], { expect }) => {
    const deployment = aDeployment();
    const ada = await holdOf(deployment, "ada+news@engine.example", "+49 30 1234567");
    const grace = await holdOf(deployment, "grace@other.example");
    const cron = aCron(deployment);
    expect(await cron.turn()).toEqual({ checked: 0, ended: 0, silent: 0, isUnderWay: false, trouble: null });
    await suppress(deployment, kind, value);
    expect(await cron.turn()).toMatchObject({ checked: 2, ended: 1, isUnderWay: false });
    expect([isOpen(deployment, ada.contactId), isOpen(deployment, grace.contactId)]).toEqual([false, true]);
    expect(deployment.streamOf(ada.contactId).events.slice(-2)).toMatchObject([
      { type: "SafetyVetoed", writer: "object", payload: { where: "hold", revision: 1, hits: ["suppressed"] } },
      { type: "HoldVoided", payload: { cause: "vetoed" } },
    ]);
    const height = deployment.rows().length;
    expect(await cron.turn()).toMatchObject({ checked: 0, ended: 0 });
    cron.stored.clear();
    expect(await cron.turn()).toMatchObject({ ended: 0, isUnderWay: false });
    expect(deployment.rows()).toHaveLength(height);
  });

  it("voids an approval that nothing has claimed, and leaves a claimed one", async ({ expect }) => {
    const deployment = aDeployment();
    const approved = async (email: string) => {
      const held = await holdOf(deployment, email);
      await performOne(deployment.desk, held.own(confirm(held.runId)));
      await performOne(deployment.port("composer"), held.own(draft(held.runId)));
      const { digest } = openHold(contactOf(deployment, held.contactId))!;
      await performOne(deployment.desk, held.own(approve(held.runId, digest!)));
      return { ...held, approvalId: contactOf(deployment, held.contactId).runs[held.runId]!.approvalId! };
    };
    const [ada, grace] = [await approved("ada@engine.example"), await approved("grace@engine.example")];
    await performOne(deployment.port("dispatcher"), grace.own(claim(grace.runId, grace.approvalId)));
    await suppress(deployment, "domain", "engine.example");
    expect(await aCron(deployment).turn()).toMatchObject({ checked: 1, ended: 1, isUnderWay: false });
    expect(contactOf(deployment, ada.contactId).approvals[ada.approvalId]?.voided).toBe("vetoed");
    expect(contactOf(deployment, grace.contactId).approvals[grace.approvalId]).toMatchObject({ voided: null });
    const late = await performOne(deployment.port("dispatcher"), ada.own(claim(ada.runId, ada.approvalId)));
    expect(late).toMatchObject({ claim: null, refusal: { reason: "approval_void" } });
  });

  it("begins for an entry that was added, and not for a lift", async ({ expect }) => {
    const deployment = aDeployment();
    await holdOf(deployment, "ada@engine.example");
    await suppress(deployment, "domain", "engine.example");
    const digest = suppressionDigest(deployment.systemKey, "domain", "engine.example");
    const cron = aCron(deployment);
    await cron.turn();
    await deployment.list.lift({ kind: "domain", digest, by: "rosa" }, 0);
    expect(await cron.turn()).toMatchObject({ checked: 0, isUnderWay: false });
    await suppress(deployment, "domain", "engine.example");
    expect(await cron.turn()).toMatchObject({ isUnderWay: false });
    expect(cron.read.length).toBeGreaterThan(2);
  });

  it("leaves a run without a hold to its next gate", async ({ expect }) => {
    const deployment = aDeployment();
    const { contactId } = await leadFrom(deployment, "ada@engine.example");
    await suppress(deployment, "domain", "engine.example");
    expect(await aCron(deployment).turn()).toMatchObject({ checked: 0 });
    expect(unfinishedRun(contactOf(deployment, contactId))?.step).toBe("plan");
  });
});

describe("a sweep over many", () => {
  const holds = isFull ? 10_000 : 510;
  it(
    `ends the ${holds} holds of a domain, at most ${MOST_PER_TURN} in a turn`,
    async ({ expect }) => {
      const deployment = aDeployment();
      const ids: ContactId[] = [];
      for (let number = 0; number < holds; number += 1) {
        if (number % 97 === 0) deployment.pass(1);
        ids.push((await holdOf(deployment, `person-${number}@engine.example`)).contactId);
      }
      const other = await holdOf(deployment, "grace@other.example");
      await suppress(deployment, "domain", "engine.example");
      const cron = aCron(deployment);
      let turns = 0;
      for (let isUnderWay = true; isUnderWay; turns += 1) {
        const before = cron.asked.length;
        ({ isUnderWay } = await cron.turn());
        expect(cron.asked.length - before).toBeLessThanOrEqual(MOST_PER_TURN);
        // Each object is forgotten between two turns: its storage is what counts.
        deployment.evict();
      }
      expect(turns).toBeLessThanOrEqual(Math.ceil(holds / MOST_PER_TURN) + 1);
      expect(ids.filter((id) => isOpen(deployment, id))).toEqual([]);
      expect(isOpen(deployment, other.contactId)).toBe(true);
      expect(cron.asked).toHaveLength(holds + 1);
      expect(Math.max(...cron.read.map(({ limit }) => limit))).toBeLessThanOrEqual(MOST_PER_TURN);
    },
    LONG_MILLISECONDS,
  );
});

describe("a failure during a sweep", () => {
  async function twoHolds() {
    const deployment = aDeployment();
    const [ada, grace] = [
      await holdOf(deployment, "ada@engine.example"),
      await holdOf(deployment, "grace@engine.example"),
    ];
    await suppress(deployment, "domain", "engine.example");
    const open = () => [ada, grace].filter(({ contactId }) => isOpen(deployment, contactId)).length;
    return { deployment, ada, open };
  }
  const failing = (answer: Parameters<typeof err>[0]): ObjectVerbs =>
    ({ perform: async () => [err(answer)], ask: async () => [] }) as unknown as ObjectVerbs;

  it("asks an object that was silent again at the next turn", async ({ expect }) => {
    const { deployment, ada, open } = await twoHolds();
    let isSilent = true;
    const cron = aCron(deployment, (own, id) =>
      isSilent && id === ada.contactId ? failing({ reason: "failed", detail: "Error" }) : own,
    );
    expect(await cron.turn()).toMatchObject({ checked: 2, ended: 1, silent: 1, isUnderWay: true });
    expect(await cron.turn()).toMatchObject({ checked: 1, ended: 0, silent: 1, isUnderWay: true });
    isSilent = false;
    expect(await cron.turn()).toMatchObject({ checked: 1, ended: 1, silent: 0, isUnderWay: false });
    expect(open()).toBe(0);
  });

  it("does not ask an object again that cannot be read: it is noted for people, and releases nothing", async ({
    expect,
  }) => {
    const { deployment, ada } = await twoHolds();
    const cron = aCron(deployment, (own, id) =>
      id === ada.contactId ? failing({ reason: "object_unreadable", detail: "storage" }) : own,
    );
    expect(await cron.turn()).toMatchObject({ checked: 2, ended: 1, silent: 0, isUnderWay: false });
  });

  it("asks the same contacts again when the list could not be read, or has gone back", async ({ expect }) => {
    const { deployment, open } = await twoHolds();
    let isBroken = true;
    const cron = aCron(deployment, (own) =>
      isBroken
        ? ({
            ...own,
            perform: async () => [
              { ok: true, value: { logged: true, version: 1, refusal: { reason: "list_went_back" } } },
            ],
          } as unknown as ObjectVerbs)
        : own,
    );
    expect(await cron.turn()).toMatchObject({ ended: 0, isUnderWay: true, trouble: "list_went_back" });
    expect(cron.stored.size).toBe(0);
    isBroken = false;
    expect(await cron.turn()).toMatchObject({ ended: 2, isUnderWay: false, trouble: null });
    expect(open()).toBe(0);
  });

  it("repeats a page whose place could not be stored, which records nothing more", async ({ expect }) => {
    const { deployment, open } = await twoHolds();
    const cron = aCron(deployment);
    const height = () => deployment.rows().length;
    const lost: CronWork = { ...cron.ports.work, replace: async () => false };
    expect(await sweepCovered({ ...cron.ports, work: lost })).toMatchObject({ ended: 2 });
    const before = height();
    expect(await cron.turn()).toMatchObject({ checked: 2, ended: 0, isUnderWay: false });
    expect([open(), height()]).toEqual([0, before]);
  });

  it("goes on in a later turn with an approval of the last two days", async ({ expect }) => {
    const { deployment } = await twoHolds();
    const cron = aCron(deployment);
    await cron.turn();
    const [, approved] = cron.read;
    expect(approved).toMatchObject({
      waiting: "approved",
      after: { at: new Date(deployment.now() - 48 * HOUR_MS).toISOString(), holdId: "" },
    });
  });
});
