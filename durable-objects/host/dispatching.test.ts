// Tests the stop switch in the object of its stream: the order of row and event, a crash or a failure between the two, and what a claim makes of a row
// that says nothing or is behind its log.
import { describe, it } from "vitest";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { DISPATCH_STREAM } from "../../schema/ids.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import { completeDispatching } from "../cron/complete-dispatching.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import { verbsOf } from "./object.ts";

const STOP = { type: "Stop", by: "rosa", reason: "incident", why: "" } as const;
const resumeOf = (stopped: number) => ({ ...STOP, type: "Resume", stopped }) as const;

/** A deployment whose log, or whose row, does not answer while its switch is true. */
function anInstallation() {
  const broken = { log: false, row: false };
  const deployment = aDeployment({
    inside: (ports) => ({
      ...ports,
      log: {
        read: (query) => ports.log.read(query),
        append: async (shipments) => {
          if (broken.log) throw new Error("down");
          return ports.log.append(shipments);
        },
      } satisfies EventLog,
      dispatching: {
        read: () => ports.dispatching.read(),
        put: async (row, over) => {
          if (broken.row) throw new Error("down");
          await ports.dispatching.put(row, over);
        },
      },
    }),
  });
  const { list, log } = deployment;
  const object = () => verbsOf(() => deployment.host(DISPATCH_STREAM));
  return {
    ...deployment,
    broken,
    row: () => list.dispatching.now(),
    events: () => deployment.streamOf(DISPATCH_STREAM).events.map(({ type, writer }) => `${type} ${writer}`),
    logged: async () => (await log.read({ streamId: DISPATCH_STREAM })).length,
    cron: () => completeDispatching({ dispatching: list.dispatching, log, object }),
    complete: async () => onlyAnswer(await object().perform([{ type: "CompleteDispatching" }])),
  };
}

describe("the stop switch", () => {
  it("stops once and resumes once, with the row of each event", async ({ expect }) => {
    const { stopSwitch, row, events } = anInstallation();
    expect(await stopSwitch.stop(STOP)).toEqual({ logged: true, version: 1, refusal: null });
    expect(row()).toMatchObject({ isStopped: true, version: 1, stop: { by: "rosa", reason: "incident" } });
    expect(await stopSwitch.stop({ ...STOP, by: "grace" })).toMatchObject({ logged: true, version: 1 });
    expect(await stopSwitch.resume(resumeOf(1))).toEqual({ logged: true, version: 2, refusal: null });
    expect(await stopSwitch.resume(resumeOf(1))).toEqual({ logged: true, version: 2, refusal: null });
    expect(row()).toMatchObject({ isStopped: false, version: 2 });
    expect(events()).toEqual(["DispatchStopped desk", "DispatchResumed desk"]);
    // The same person stops again: it is another stop, and the page of the first one does not end it.
    expect(await stopSwitch.stop(STOP)).toMatchObject({ version: 3 });
    expect((await stopSwitch.resume({ ...resumeOf(1), by: "grace" })).refusal).toMatchObject({ version: 3 });
    expect(row()?.isStopped).toBe(true);
  });

  it("is in force while the log is down, and a resumption is not, until the log has it", async ({ expect }) => {
    const { stopSwitch, row, broken, alarms, logged, pass } = anInstallation();
    broken.log = true;
    expect(await stopSwitch.stop(STOP)).toEqual({ logged: false, version: 1, refusal: null });
    expect(row()?.isStopped).toBe(true);
    expect(await stopSwitch.resume(resumeOf(1))).toMatchObject({ logged: false, version: 2, refusal: null });
    expect(row()).toMatchObject({ isStopped: true, version: 1 });
    expect(await logged()).toBe(0);
    broken.log = false;
    pass(60_000);
    await alarms();
    expect(row()).toMatchObject({ isStopped: false, version: 2 });
    expect(await logged()).toBe(2);
  });

  it("records nothing when the row cannot be written, and answers a resumption as unfinished", async ({ expect }) => {
    const { stopSwitch, row, broken, events, alarms, pass } = anInstallation();
    broken.row = true;
    await expect(stopSwitch.stop(STOP)).rejects.toThrow();
    expect(events()).toEqual([]);
    broken.row = false;
    await stopSwitch.stop(STOP);
    broken.row = true;
    expect(await stopSwitch.resume(resumeOf(1))).toMatchObject({ logged: false, version: 2 });
    expect(row()?.isStopped).toBe(true);
    broken.row = false;
    pass(60_000);
    await alarms();
    expect(row()).toMatchObject({ isStopped: false, version: 2 });
  });
});

describe("a crash between row and event", () => {
  const stop = { commandId: "cmd_lost", since: "2026-11-22T09:00:00.000Z", by: "rosa", reason: null, note: null };
  const lost = { isStopped: true, version: 1, stop } as Parameters<
    ReturnType<typeof anInstallation>["list"]["dispatching"]["become"]
  >[0];

  it("is completed by the cron: the stop gets its event, and stays in force", async ({ expect }) => {
    const { list, row, events, cron, logged } = anInstallation();
    list.dispatching.become(lost);
    expect(await cron()).toEqual({ isStopped: true, differed: true });
    expect(events()).toEqual(["DispatchStopped cron"]);
    expect(row()).toEqual(lost);
    expect(await logged()).toBe(1);
    expect(await cron()).toEqual({ isStopped: true, differed: false });
  });

  it("is completed before a resumption, which names the stop", async ({ expect }) => {
    const { list, row, events, stopSwitch } = anInstallation();
    list.dispatching.become(lost);
    expect(await stopSwitch.resume(resumeOf(1))).toMatchObject({ version: 2, refusal: null });
    expect(events()).toEqual(["DispatchStopped cron", "DispatchResumed desk"]);
    expect(row()).toMatchObject({ isStopped: false, version: 2 });
  });

  it("and a hand that changes anything of the row are found by the cron, which writes it again", async ({ expect }) => {
    const { list, row, stopSwitch, cron } = anInstallation();
    await stopSwitch.stop(STOP);
    const right = structuredClone(row());
    for (const forged of [
      { ...right!, isStopped: false },
      { ...right!, stop: { ...right!.stop!, by: "mallory" } },
    ]) {
      list.dispatching.become(forged);
      expect((await cron()).differed).toBe(true);
      expect(row()).toEqual(right);
      expect((await cron()).differed).toBe(false);
    }
  });

  it("of a database that went back: the row of the last event is written again", async ({ expect }) => {
    const { list, row, stopSwitch, cron } = anInstallation();
    await stopSwitch.stop(STOP);
    for (const before of [
      { isStopped: false, version: 0, stop: null },
      null,
      { ...lost!, isStopped: false, version: 9 },
    ]) {
      list.dispatching.become(before);
      expect((await cron()).differed).toBe(true);
      expect(row()).toMatchObject({ isStopped: true, version: 1, stop: { by: "rosa" } });
    }
  });
});
