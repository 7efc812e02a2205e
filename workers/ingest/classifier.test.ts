// Tests the classifier on the queue side: when a model is asked, how its reply is used, and what the log has of it.
import { afterEach, describe, it } from "vitest";
import { emptyContact } from "../../domain/contact/state.ts";
import { lookupsOf } from "../../domain/address.ts";
import { HEARING } from "../../domain/replies/hear.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { ModelOutcome } from "../../schema/model-call.ts";
import { IngestMessage } from "../../schema/messages.ts";
import type { Model, ModelReply, ModelRequest } from "../model/model.ts";
import { promptDigestOf } from "../model/model.ts";
import { type Classifier, classOfMessage, readAskable } from "./classifier.ts";
import { ADDRESS, LEADS, leaksOf, person, webhook } from "../../testing/stages/ingest.ts";
import { ingestDeployment } from "../../testing/memory/ingest.ts";

type Answers = (request: ModelRequest) => Partial<ModelReply> & { readonly says?: string };

/** A model with these answers, and the requests that it got. */
function scriptedModel(answers: Answers) {
  const requests: ModelRequest[] = [];
  const model: Model = {
    async call(request) {
      requests.push(request);
      const { says, outcome = "ok", reply = JSON.stringify({ class: says }), ...rest } = answers(request);
      const call = {
        step: request.step,
        model: "test-model",
        promptDigest: promptDigestOf(request),
        tokensIn: 400,
        tokensCached: 0,
        tokensOut: 8,
        costMicroDollars: 65,
        latencyMs: 3,
        outcome,
      } as const;
      return { outcome, reply, call, ...rest };
    },
  };
  return { model, requests };
}

let world = ingestDeployment();
function startWorld(answers: Answers = () => ({ says: "interested" })) {
  const { model, requests } = scriptedModel(answers);
  world = ingestDeployment({ model });
  return requests;
}
afterEach(({ expect }) => {
  expect(leaksOf(world.lines), world.lines.join("\n")).toEqual([]);
});

async function accepted(body: object, id: string): Promise<IngestMessage> {
  await world.ask(webhook("crm", body, { id, nowSeconds: world.nowSeconds() }));
  return IngestMessage.parse(world.sent.at(-1));
}
const message = (text: string, { id = "msg_1", email = ADDRESS, ...more }: Readonly<Record<string, unknown>> = {}) =>
  accepted({ type: "message.received", data: { email, text, ...more } }, String(id));
const lead = (id = "lead_1") => accepted(LEADS.crm(), id);
const signalsReceived = () => world.payloads(person, "SignalReceived") as readonly { class?: string; runId?: string }[];
/** The columns of the signal's evidence about its class. */
const columns = () =>
  (world.evidence(person, "SignalReceived") as readonly { columns: Readonly<Record<string, unknown>> }[]).map(
    (one) => one.columns,
  );
const calls = () => world.payloads(person, "LlmCalled");

describe("a message that a model may classify", () => {
  it("has the model's class, a rule that names model and prompt, and the recorded call", async ({ expect }) => {
    const requests = startWorld(() => ({ says: "info_request" }));
    expect(await world.record(await message("Let us talk."))).toEqual(["acked"]);
    expect(await world.logged(person)).toEqual(["SignalReceived", "LlmCalled"]);
    const [{ prefix, tool, metadata, step }] = requests as [ModelRequest];
    const digest = promptDigestOf({ prefix, tool });
    expect(columns()).toEqual([
      {
        kind: "message",
        class: "info_request",
        rule: `llm:test-model@${digest.slice(0, 12)}#info_request`,
        by_rules: "interested",
        heard_by: HEARING,
      },
    ]);
    expect(calls()).toMatchObject([{ step: "classify_reply", source: "crm", outcome: "ok", tokensIn: 400 }]);
    expect([step, metadata.contactId]).toEqual(["classify_reply", person]);
    expect(world.planned).toHaveLength(1);
  });

  it("starts a run by the model's class where the rules' class would not", async ({ expect }) => {
    startWorld(() => ({ says: "info_request" }));
    await world.record(await message("Not at this time? Tell me more then."));
    expect(signalsReceived()).toMatchObject([{ class: "info_request" }]);
    expect(world.planned).toMatchObject([{ queue: "plan", contactId: person, runId: signalsReceived()[0]?.runId }]);
  });

  it.for(["unsubscribe", "bounced", "not_interested", "auto_reply"] as const)(
    "is not silenced by the model's class %s, which is recorded; an opt-out asks a person",
    async (says, { expect }) => {
      startWorld(() => ({ says }));
      expect(await world.record(await message("My colleague told me about you."))).toEqual(["acked"]);
      expect(columns()).toMatchObject([{ class: "info_request", by_model: says }]);
      expect(await world.suppressed()).toEqual({ address: false, comparison: false });
      expect(world.payloads(person, "TaskRaised")).toMatchObject(
        says === "unsubscribe" ? [{ kind: "possible_opt_out" }] : [],
      );
      expect(world.planned).toHaveLength(1);
    },
  );

  it.for(ModelOutcome.exclude(["ok"]).options)(
    "has the rules' class and the outcome when the call ends with %s",
    async (outcome, { expect }) => {
      startWorld(() => ({ outcome, says: "unsubscribe" }));
      expect(await world.record(await message("What does it cost?"))).toEqual(["acked"]);
      expect(columns()).toEqual([
        { kind: "message", class: "info_request", rule: "rule:hear@2#asking.en", fallback: outcome },
      ]);
      expect(calls()).toMatchObject([{ outcome }]);
      expect(world.planned).toHaveLength(1);
    },
  );

  it("has the rules' class when the model's reply is not one of six words", async ({ expect }) => {
    startWorld(() => ({ reply: '{"class":"approve"}' }));
    await world.record(await message("What does it cost?"));
    expect(columns()).toMatchObject([{ class: "info_request", fallback: "malformed" }]);
    expect(calls()).toMatchObject([{ outcome: "ok" }]);
  });

  it("is paid for once when it is delivered again", async ({ expect }) => {
    const requests = startWorld();
    const one = await message("Let us talk.");
    await world.record(one);
    const before = world.planned.length;
    expect(await world.record(one)).toEqual(["acked"]);
    expect(requests).toHaveLength(1);
    expect(await world.logged(person)).toEqual(["SignalReceived", "LlmCalled"]);
    expect(new Set(world.planned.slice(before - 1).map(({ id }) => id)).size).toBe(1);
  });
});

describe("no model is asked", () => {
  it.for([
    ["asks to be left alone", "Please unsubscribe me.", {}, "unsubscribe"],
    ["could not be delivered", "550 5.1.1 User unknown", { subject: "Undelivered Mail Returned to Sender" }, "bounced"],
    ["was sent by a machine", "Sounds good!", { auto_submitted: true }, "auto_reply"],
    ["has no words of the person's own", "> Shall we talk?", { subject: "Re: Your enquiry" }, "info_request"],
  ] as const)("about a message that %s", async ([, text, more, as], { expect }) => {
    const requests = startWorld();
    await world.record(await message(text, more));
    expect(requests).toEqual([]);
    expect(columns()[0]).toMatchObject({ class: as });
    expect(columns()[0]).not.toHaveProperty("fallback");
    expect(calls()).toEqual([]);
  });

  it("about a lead, an opt-out, an outcome or an import", async ({ expect }) => {
    const requests = startWorld();
    const outcome = await accepted({ type: "outcome.reported", data: { email: ADDRESS, outcome: "lost" } }, "msg_1");
    const one = await lead();
    world.order.length = 0;
    await world.record(one, outcome);
    expect(requests).toEqual([]);
    // List, budget and object are not read for messages that no model could classify.
    expect(world.order.filter((part) => ["Standing", "list_read", "spend"].includes(part))).toEqual([]);
  });

  it("about a contact whom a flag stops", async ({ expect }) => {
    const requests = startWorld();
    const history = { email: ADDRESS, flags: ["replied"], sends: [] };
    await world.record(await accepted({ type: "history.imported", data: history }, "msg_0"));
    await world.record(await message("Let us talk."));
    expect(requests).toEqual([]);
    expect(signalsReceived()).toMatchObject([{ class: "interested" }]);
  });

  it("about a contact whom the list stops", async ({ expect }) => {
    const requests = startWorld();
    await world.record(await message("Please unsubscribe me."));
    await world.record(
      await message("Let us talk after all.", { id: "msg_2" }),
      await message("Hello?", { id: "msg_3" }),
    );
    expect(requests).toEqual([]);
  });

  it("about a contact on the list by an earlier telephone number", async ({ expect }) => {
    startWorld();
    const one = await message("Let us talk.");
    const { model, requests } = scriptedModel(() => ({ says: "interested" }));
    const known = lookupsOf("system", { address: ADDRESS, phone: "+49 30 1234567" });
    const classifier: Classifier = {
      model,
      policy: samplePolicy.model,
      list: { read: async (all) => ({ revision: 1, suppressed: all.filter((digest) => digest === known.phone) }) },
      systemKey: "system",
      spend: { read: async () => [] },
      now: () => new Date(),
      random: (bytes) => new Uint8Array(bytes),
    };
    const standing = { recorded: false, flags: emptyContact.flags, lookups: [known] };
    const askable = await readAskable([{ message: one, answer: standing }], classifier, () => 1);
    if (one.signal.kind !== "message") throw new Error("this is a message");
    const { classified } = await classOfMessage(one, { signal: one.signal, standing, askable, attempt: 1 }, classifier);
    expect([requests, classified]).toEqual([[], undefined]);
  });

  it("when the source's tokens of the day are used up, and the class records it", async ({ expect }) => {
    // Two calls use up the source's tokens of a day.
    const requests = startWorld((request) => ({
      says: "interested",
      call: {
        step: request.step,
        model: "test-model",
        promptDigest: promptDigestOf(request),
        tokensIn: 1_000_000,
        tokensCached: 0,
        tokensOut: 0,
        costMicroDollars: 1,
        latencyMs: 1,
        outcome: "ok",
      },
    }));
    for (const id of ["msg_1", "msg_2", "msg_3"]) await world.record(await message("Let us talk.", { id }));
    expect(requests).toHaveLength(2);
    expect(columns().map(({ fallback }) => fallback)).toEqual([undefined, undefined, "over_budget"]);
    expect(await world.logged(person)).toEqual([
      "SignalReceived",
      "LlmCalled",
      "SignalReceived",
      "LlmCalled",
      "SignalReceived",
    ]);
    world.pass(86_400);
    await world.record(await message("Let us talk.", { id: "msg_4" }));
    expect(requests).toHaveLength(3);
  });

  it("when the spending cannot be read", async ({ expect }) => {
    const requests = startWorld();
    world.broken.add("spend");
    await world.record(await message("Let us talk."));
    expect(requests).toEqual([]);
    expect(columns()).toMatchObject([{ class: "interested", fallback: "over_budget" }]);
  });

  it("about a second body under one receipt; its plain opt-out is recorded", async ({ expect }) => {
    const requests = startWorld();
    await world.record(await message("Let us talk."));
    const second = await message("Please unsubscribe me.");
    await world.record(second);
    expect(requests).toHaveLength(1);
    expect(world.payloads(person, "ContactFlagged")).toMatchObject([{ flag: "unsubscribed" }]);
  });
});

describe("a batch with a model", () => {
  it("asks about six messages at once, and appends their events before the next six", async ({ expect }) => {
    let [running, mostRunning] = [0, 0];
    const { model, requests } = scriptedModel(() => ({ says: "not_interested" }));
    world = ingestDeployment({
      model: {
        async call(request) {
          mostRunning = Math.max(mostRunning, (running += 1));
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
          return model.call(request);
        },
      },
    });
    const messages: IngestMessage[] = [];
    for (let index = 0; index < 14; index += 1)
      messages.push(await message("Hm.", { id: `msg_${index}`, email: `p${index}.canary@engine.example` }));
    world.order.length = 0;
    expect(new Set(await world.record(...messages))).toEqual(new Set(["acked"]));
    expect([requests.length, mostRunning]).toEqual([14, 6]);
    const seen = world.order.filter((part) => part === "list_read" || part === "spend" || part === "log");
    // Once per portion: budget, list, log.
    expect(seen).toEqual(Array.from({ length: 3 }, () => ["spend", "list_read", "log"]).flat());
  });

  it("retries a message whose contact's object fails, and continues with the others", async ({ expect }) => {
    startWorld();
    const [one, other] = [await message("Let us talk."), await lead("lead_1")];
    world.broken.add("Standing");
    expect(await world.record(one, other)).toEqual(["retried", "acked"]);
    world.broken.clear();
    world.broken.add("list_read");
    expect(await world.record(one)).toEqual(["retried"]);
    world.broken.clear();
    expect(await world.record(one)).toEqual(["acked"]);
    expect(signalsReceived().map(({ class: as }) => as)).toEqual([undefined, "interested"]);
  });

  it.for(["ReceiveSignal", "log"] as const)(
    "records a model's doubt with its call, although %s failed after the call; the model is not asked again",
    async (failing, { expect }) => {
      const requests = startWorld(() => ({ says: "unsubscribe" }));
      const one = await message("My colleague told me about you.");
      world.broken.add(failing);
      expect(await world.record(one)).toEqual(["retried"]);
      world.broken.clear();
      expect(await world.record(one)).toEqual(["acked"]);
      expect(requests).toHaveLength(1);
      expect(signalsReceived()).toMatchObject([{ class: "info_request" }]);
      expect(calls()).toHaveLength(1);
      expect(await world.logged(person)).toEqual(["SignalReceived", "LlmCalled", "TaskRaised"]);
    },
  );

  it("records both calls when two deliveries of a message are asked about at once; the first class stays", async ({
    expect,
  }) => {
    const says = ["interested", "unsubscribe"];
    const requests = startWorld(() => ({ says: says[requests.length - 1] ?? "" }));
    const one = await message("Well.");
    expect(await world.record(one, one)).toEqual(["acked", "acked"]);
    expect(await world.logged(person)).toEqual(["SignalReceived", "LlmCalled", "LlmCalled"]);
    expect(signalsReceived()).toMatchObject([{ class: "interested" }]);
  });
});
