// Tests who may agree to an action that needs two people, and that no sequence of events performs one without them, or twice.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { sentenceOf } from "../../replay/sentences.ts";
import { beginning } from "../../schema/cause.ts";
import { AgreeToAction, DeclineAction } from "../../schema/commands.ts";
import type { StoredEvent } from "../../schema/events.ts";
import { commandIdOf, ContactId, type RequestId } from "../../schema/ids.ts";
import { type GivenRole, PEOPLE_STREAM } from "../../schema/people.ts";
import type { GuardedAction, GuardWish } from "../../schema/second-person.ts";
import { runs } from "../../testing/properties.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { PolicySection } from "../../schema/policy.ts";
import { decidingChanges } from "./deciding-sections.ts";
import { foldStanding, needsSecondPerson } from "./requests.ts";
import { decideGuard, decideRequest, REQUEST_HOURS } from "./second-person.ts";

const START = Date.parse("2026-11-30T09:00:00.000Z");
const ADA = ContactId.parse("ct_ada");
const ERASE: GuardedAction = { action: "erase", contactId: ADA };
const LIFT: GuardedAction = {
  action: "lift",
  kind: "address",
  digests: ["a".repeat(22), "b".repeat(22)],
  revision: 3,
  contactId: ADA,
};
const OTHER: GuardedAction = { action: "erase", contactId: ContactId.parse("ct_other") };

/** The stream of an installation, whose configuration makes admins of these. */
function people(configured: readonly string[] = [], isOnePerson = false) {
  const events: StoredEvent[] = [];
  let now = START;
  const at = () => new Date(now).toISOString();
  const add = (type: string, payload: object) =>
    events.push({
      type,
      payload,
      at: at(),
      version: events.length + 1,
      streamId: PEOPLE_STREAM,
      commandId: "cmd_x",
    } as unknown as StoredEvent);
  const admins = { configured, isOnePerson };
  const wish = (by: string, action: GuardedAction, use: string, request: RequestId | null): GuardWish => ({
    action,
    use,
    performer: { by, request, ...admins },
    reason: "legal",
    why: "",
  });
  const decide = (type: "AgreeToAction" | "DeclineAction", by: string, requestId: RequestId, digests?: string[]) => {
    const fields = {
      ...beginning(commandIdOf(type, requestId, by)),
      streamId: PEOPLE_STREAM,
      requestId,
      by,
      ...admins,
    };
    const command =
      type === "AgreeToAction"
        ? AgreeToAction.parse({ type, ...fields, ...(digests ? { digests } : {}) })
        : DeclineAction.parse({ type, ...fields });
    const decided = decideRequest(command, foldStanding(events), at());
    if (!decided.ok) return decided.error.reason;
    for (const one of decided.value) add(one.type, one.payload);
    return decided.value.length;
  };
  return {
    events,
    pass: (ms: number) => void (now += ms),
    give: (identity: string, role: GivenRole) => add("RoleChanged", { identity, role, by: "root" }),
    isTwo: () => needsSecondPerson(foldStanding(events).people, admins),
    perform(by: string, { action = ERASE, use = "a use", request = null as RequestId | null } = {}) {
      const {
        events: decided,
        refusal,
        eyes,
      } = decideGuard(wish(by, action, use, request), foldStanding(events), at());
      for (const one of decided) add(one.type, one.payload);
      return { refusal, eyes };
    },
    requestId: (): RequestId => [...foldStanding(events).requests.keys()].at(-1) as RequestId,
    agree: (by: string, requestId: RequestId, digests?: string[]) => decide("AgreeToAction", by, requestId, digests),
    decline: (by: string, requestId: RequestId) => decide("DeclineAction", by, requestId),
  };
}

/** An installation with two admins, of whom grace has asked. */
function asked(action: GuardedAction = ERASE) {
  const here = people(["grace", "linus"]);
  const { refusal } = here.perform("grace", { action });
  return { here, refusal, requestId: here.requestId() };
}

describe("a single admin", () => {
  it.for<[string, string[], boolean]>([
    ["alone in the configuration", ["grace"], false],
    ["with several logins of development", ["grace", "linus"], true],
    ["beside a spelling of the same mailbox", ["ada@example.com", "ada+desk@example.com"], false],
    ["beside a service token of Cloudflare Access", ["ada@example.com", "3f7a.access"], false],
    ["where nobody is", [], false],
  ])("acts alone, and the event says so: %s", ([, configured, isOnePerson], { expect }) => {
    const here = people(configured, isOnePerson);
    expect(here.perform(configured[0] ?? "rosa")).toEqual({ refusal: null, eyes: { kind: "alone", version: 0 } });
    expect(here.events).toEqual([]);
  });
});

describe("an action that needs two people", () => {
  it("is asked for once, performed once after a second admin has agreed, and names both", ({ expect }) => {
    const { here, refusal, requestId } = asked();
    expect(refusal).toEqual({
      reason: "second_person_needed",
      requestId,
      expiresAt: new Date(START + REQUEST_HOURS * 3_600_000).toISOString(),
    });
    expect(here.perform("grace").refusal).toMatchObject({ reason: "second_person_needed", requestId });
    expect(here.agree("linus", requestId)).toBe(1);
    expect(here.agree("linus", requestId)).toBe(0);
    const eyes = { kind: "two", requestId, people: ["grace", "linus"], version: 3 };
    expect(here.perform("grace")).toEqual({ refusal: null, eyes });
    // A repeated click is the same performance; another one needs another agreement.
    expect(here.perform("grace")).toEqual({ refusal: null, eyes });
    expect(here.perform("grace", { use: "another", request: requestId }).refusal?.reason).toBe("request_used");
    expect(here.perform("grace", { use: "another" }).refusal?.reason).toBe("second_person_needed");
    expect(here.events.map(({ type }) => type)).toEqual(["ActionAsked", "ActionAgreed", "ActionTaken", "ActionAsked"]);
    expect(here.events.map(sentenceOf)).toEqual([
      "grace asked that a second person agrees to erasing the contact ct_ada (the law asks for it).",
      `linus agreed to the request ${requestId}.`,
      `What grace and linus agreed on (${requestId}) was performed by grace.`,
      expect.stringContaining("grace asked"),
    ]);
  });

  it("is bound to exactly what was asked", ({ expect }) => {
    const { here, requestId } = asked();
    here.agree("linus", requestId);
    expect(here.perform("grace", { action: OTHER, request: requestId }).refusal).toEqual({
      reason: "request_differs",
      requestId,
    });
    expect(here.perform("grace", { action: OTHER }).refusal?.reason).toBe("second_person_needed");
  });

  it.for<[string, string, string]>([
    ["the person who asked", "grace", "own_request"],
    ["a token of a program", "token:crm", "person_needed"],
    ["a service token", "3f7a.access", "person_needed"],
    ["somebody without the role", "ada", "role_needed"],
  ])("is not agreed to by %s", ([, by, reason], { expect }) => {
    const { here, requestId } = asked();
    expect(here.agree(by, requestId)).toBe(reason);
  });

  it("is not agreed to by another login of the person who asked", ({ expect }) => {
    const here = people(["ada@example.com", "ada+desk@example.com", "grace@example.com"]);
    here.perform("ada@example.com");
    expect(here.agree("ada+desk@example.com", here.requestId())).toBe("own_request");
    expect(here.agree("grace@example.com", here.requestId())).toBe(1);
  });

  it("that a program asks for needs two people beside it, and the program may then perform it", ({ expect }) => {
    const here = people(["grace", "linus"]);
    here.perform("token:ci");
    const requestId = here.requestId();
    expect(here.agree("grace", requestId)).toBe(1);
    expect(here.perform("token:ci").refusal?.reason).toBe("second_person_needed");
    expect(here.agree("linus", requestId)).toBe(1);
    expect(here.perform("token:ci", { request: requestId }).eyes).toMatchObject({ people: ["grace", "linus"] });
  });

  it("ends by a refusal, a withdrawal, a lost role or its time", ({ expect }) => {
    const endings: Readonly<Record<string, (here: ReturnType<typeof people>, id: RequestId) => unknown>> = {
      request_declined: (here, id) => here.decline("linus", id),
      request_withdrawn: (here, id) => here.decline("grace", id),
      // The role that is given back makes nothing valid again.
      request_void: (here) => [here.give("linus", "viewer"), here.give("linus", "admin")],
      request_expired: (here) => here.pass(REQUEST_HOURS * 3_600_000),
    };
    for (const [reason, end] of Object.entries(endings)) {
      const { here, requestId } = asked();
      here.agree("linus", requestId);
      end(here, requestId);
      expect(here.perform("grace", { request: requestId }).refusal).toEqual({ reason, requestId });
      expect(here.agree("linus", requestId)).toBe(reason);
      expect(here.perform("grace").refusal).toMatchObject({ reason: "second_person_needed" });
      expect(here.requestId()).not.toBe(requestId);
    }
  });

  it("of the suppression list is agreed to by who names the same value", ({ expect }) => {
    const { here, requestId } = asked(LIFT);
    expect(here.agree("linus", requestId, ["a".repeat(22)])).toBe("invalid");
    expect(here.agree("linus", requestId, ["b".repeat(22), "a".repeat(22)])).toBe(1);
  });

  it("is never performed without two admins where there are two, and once for each agreement, whatever they do", ({
    expect,
  }) => {
    const who = fc.constantFrom("grace", "linus", "ada", "token:ci");
    const step = fc.oneof(
      fc.record({ do: fc.constant("perform" as const), by: who, use: fc.constantFrom("once", "x", "y") }),
      fc.record({ do: fc.constantFrom("agree" as const, "decline" as const), by: who, pick: fc.nat(5) }),
      fc.record({ do: fc.constant("role" as const), by: who, isAdmin: fc.boolean() }),
      fc.record({ do: fc.constant("pass" as const), hours: fc.constantFrom(1, 30) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const here = people(["grace", "linus"]);
        const roles = new Map([
          ["grace", true],
          ["linus", true],
        ]);
        for (const one of steps) {
          const ids = [...foldStanding(here.events).requests.keys()];
          if (one.do === "pass") here.pass(one.hours * 3_600_000);
          else if (one.do === "role" && !one.by.startsWith("token:")) {
            here.give(one.by, one.isAdmin ? "admin" : "viewer");
            roles.set(one.by, one.isAdmin);
          } else if (one.do === "agree" || one.do === "decline") {
            const id = ids[one.pick % Math.max(1, ids.length)];
            if (id) here[one.do](one.by, id);
          } else if (one.do === "perform") {
            const count = here.events.length;
            const { eyes } = here.perform(one.by, { use: one.use });
            const isTwo = [...roles.values()].filter(Boolean).length >= 2;
            expect(isTwo).toBe(here.isTwo());
            if (eyes?.kind === "alone") expect(isTwo).toBe(false);
            if (eyes?.kind !== "two") continue;
            expect(new Set(eyes.people).size).toBeGreaterThanOrEqual(2);
            // At the time of the use, all of them are admins.
            if (here.events.length > count) expect(eyes.people.every((name) => roles.get(name))).toBe(true);
          }
        }
        const taken = here.events.flatMap((event) => (event.type === "ActionTaken" ? [event.payload.requestId] : []));
        expect(new Set(taken).size).toBe(taken.length);
      }),
      runs(150),
    );
  });
});

describe("a policy", () => {
  it("changes words alone where only the sender and the templates differ", ({ expect }) => {
    const { compose } = samplePolicy;
    const sender = { ...compose.sender, person: "Somebody Else" };
    expect(decidingChanges(samplePolicy, { ...samplePolicy, compose: { ...compose, sender } })).toEqual([]);
    expect(decidingChanges(samplePolicy, { ...samplePolicy, compose: { ...compose, bodyCharacters: 9 } })).toEqual([
      "compose.bodyCharacters",
    ]);
  });

  it("decides by every other section", ({ expect }) => {
    for (const section of PolicySection.options.filter((one) => one !== "compose"))
      expect(decidingChanges(samplePolicy, { ...samplePolicy, [section]: {} })).toEqual([section]);
  });
});
