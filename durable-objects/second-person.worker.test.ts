// Tests in workerd that the desk's port performs none of the five actions alone where two people are admins, and each once after the second one has agreed.
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { memorySource } from "../replay/source.ts";
import { verifyLog } from "../replay/verify.ts";
import { beginning } from "../schema/cause.ts";
import { eventInRow } from "../schema/events.ts";
import { commandIdOf, type RequestId, type StreamId } from "../schema/ids.ts";
import { askOne, performOne } from "../schema/only-answer.ts";
import { PEOPLE_STREAM } from "../schema/people.ts";
import type { Refusal } from "../schema/refusals.ts";
import type { Performer } from "../schema/second-person.ts";
import { lead } from "../testing/contact/scenario.ts";
import { ada } from "../testing/people.ts";
import { ports } from "../testing/workerd/ports.ts";

const ADMINS = { configured: ["grace", "linus"], isOnePerson: false };
const given = { reason: "legal", why: "" } as const;
const performer = (by: string, request: RequestId | null = null): Performer => ({ ...ADMINS, by, request });
/** The digest of what the person who asked saw of a policy. */
const SEEN = "s".repeat(22);
const VALUE = { kind: "domain", value: "quiet.example" } as const;

/** Each of the five: performs it as a person, and returns why it was not. */
const ACTIONS = {
  export: async (who: Performer, root = "a") =>
    (
      await performOne(ports.desk, {
        type: "AnnounceExport",
        root: root.repeat(64),
        streams: 1,
        events: 1,
        by: who.by,
        performer: who,
        ...given,
      })
    ).refusal,
  adopt_policy: async (who: Performer) =>
    (
      await performOne(ports.desk, {
        type: "AdoptPolicy",
        policy: { ladder: { followupDays: [2] } },
        replaces: 1,
        whatIf: SEEN,
        by: who.by,
        performer: who,
        ...given,
      })
    ).refusal,
  lift: async (who: Performer) =>
    (await performOne(ports.desk, { type: "Lift", wish: { ...VALUE, by: who.by, ...given }, performer: who })).refusal,
  rebuild: async (who: Performer) =>
    (await performOne(ports.desk, { type: "RebuildObject", streamId: ada, discard: true, performer: who })).refused,
  erase: async (who: Performer, use = "1") =>
    (
      await performOne(ports.desk, {
        type: "EraseContact",
        ...beginning(commandIdOf("EraseContact", use)),
        contactId: ada,
        by: who.by,
        ...given,
        performer: who,
      })
    ).refusal,
} satisfies Readonly<Record<string, (who: Performer, use?: string) => Promise<Refusal | null | undefined>>>;

const typesIn = async (streamId: Parameters<ReturnType<typeof d1EventLog>["read"]>[0]["streamId"]) =>
  (await d1EventLog([env.EVENTS_0]).read({ streamId })).map((row) => eventInRow(row).type);

it("the first policy of an installation changes nothing that anybody adopted, so one person adopts it", async ({
  expect,
}) => {
  const first = { policy: { ladder: { followupDays: [4] } }, replaces: 0, by: "grace", performer: performer("grace") };
  const adopted = await performOne(ports.desk, { type: "AdoptPolicy", ...first, ...given });
  expect(adopted).toMatchObject({ refusal: null, version: 1 });
});

it.for(Object.entries(ACTIONS))(
  "%s needs two people, is asked for once and performed once",
  async ([name, perform], { expect }) => {
    if (name === "export") {
      await performOne(ports.ingest, lead());
      await performOne(ports.desk, { type: "Suppress", wishes: [{ ...VALUE, by: "grace", ...given }] });
    }
    const waits = await perform(performer("grace"));
    expect(waits).toMatchObject({ reason: "second_person_needed" });
    expect(await perform(performer("grace"))).toEqual(waits);
    const { requests, isNeeded } = await askOne(ports.desk, { type: "Requests", ...ADMINS });
    expect([isNeeded, requests.filter(({ state }) => state === "waiting").length]).toEqual([true, 1]);
    const requestId = requests[0]?.requestId as RequestId;
    expect(requests[0]?.action.action).toBe(name);
    expect(requests[0]?.whatIf).toBe(name === "adopt_policy" ? SEEN : null);

    const agree = (by: string, value = VALUE.value as string) =>
      performOne(ports.desk, { type: "Agree", requestId, by, value, ...ADMINS });
    expect((await agree("grace")).refusal).toMatchObject({ reason: "own_request" });
    expect((await agree("token:ci")).refusal).toEqual({ reason: "person_needed" });
    if (name === "lift") expect((await agree("linus", "other.example")).refusal).toMatchObject({ reason: "invalid" });
    expect((await agree("linus")).refusal).toBeNull();

    expect(await perform(performer("grace", requestId))).toBeFalsy();
    const taken = (await typesIn(PEOPLE_STREAM)).filter((type) => type === "ActionTaken").length;
    // A lift and a policy that were performed have nothing left to be performed; the others need another agreement.
    if (name === "erase")
      expect(await ACTIONS.erase(performer("grace", requestId), "2")).toMatchObject({ reason: "request_used" });
    if (name === "export")
      expect(await ACTIONS.export(performer("grace", requestId), "b")).toMatchObject({ reason: "request_used" });
    if (name === "rebuild")
      expect(await perform(performer("grace", requestId))).toMatchObject({ reason: "request_used" });
    expect((await typesIn(PEOPLE_STREAM)).filter((type) => type === "ActionTaken")).toHaveLength(taken);
  },
);

it("and the log has who agreed to each, without a fault", async ({ expect }) => {
  const { results } = await env.EVENTS_0.prepare("SELECT DISTINCT stream_id AS id FROM events ORDER BY 1").all<{
    id: StreamId;
  }>();
  const log = d1EventLog([env.EVENTS_0]);
  const rows = (await Promise.all(results.map(({ id }) => log.read({ streamId: id })))).flat();
  const eyes = rows.flatMap((row) => {
    const { payload } = eventInRow(row);
    return "eyes" in payload && payload.eyes ? [payload.eyes] : [];
  });
  // The first policy, and the four that have an event of their own.
  expect(eyes.filter(({ kind }) => kind === "words")).toHaveLength(1);
  const byTwo = eyes.filter(({ kind }) => kind !== "words");
  expect(byTwo).toHaveLength(4);
  for (const one of byTwo) expect(one).toMatchObject({ kind: "two", people: ["grace", "linus"] });
  expect((await verifyLog(memorySource(rows))).faults).toEqual([]);
});
