// Forged classes of messages: an attacker with write access to the log changes the class or its call, and verification must find it. Honest
// events have no fault.
import { companyBook } from "./companies.ts";
import { logKeysOf } from "../domain/log-keys.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { describe, it } from "vitest";
import { ada, ADA, MASTER_KEY } from "../testing/people.ts";
import { aContact, type AContact, erase, signal } from "../testing/contact/scenario.ts";
import { unwrapKey } from "../domain/contact/seal.ts";
import { canonicalJson } from "../schema/canonical.ts";
import type { CommandOf, ContactCommand } from "../schema/commands.ts";
import { commandIdOf } from "../schema/ids.ts";
import type { ModelCall } from "../schema/model-call.ts";
import { Instant } from "../schema/formats.ts";
import { hear, HEARING, OLDER_HEARINGS } from "../domain/replies/hear.ts";
import { classOf, replyByRules } from "../domain/replies/class-by-model.ts";
import type { LogContext } from "./context.ts";
import { policiesOf } from "../domain/policies.ts";
import { replanted } from "../testing/honest-log.ts";
import { noKeys } from "./source.ts";
import { suppressionBook } from "./suppressions.ts";
import { verifyStream } from "./verify.ts";

const call: ModelCall = {
  step: "classify_reply",
  model: "deepseek-flash",
  promptDigest: "ab".repeat(11),
  tokensIn: 400,
  tokensCached: 0,
  tokensOut: 8,
  costMicroDollars: 65,
  latencyMs: 300,
  outcome: "ok",
};

const RECEIVED = Instant.parse("2026-11-28T09:00:00.000Z");

type Ended = { readonly outcome?: ModelCall["outcome"]; readonly reply?: string; readonly unasked?: boolean };

/** The command for a message with this text, classified as ingest does it. */
function classed(id: string, text: string, { outcome = "ok", reply = "", unasked }: Ended): CommandOf<"ReceiveSignal"> {
  const ended = { outcome, reply, call: unasked ? null : { ...call, outcome } };
  const { classified, ...classFields } = classOf(ended, hear({ text }, RECEIVED));
  const wish = signal(id, { kind: "message", email: ADA, text });
  return { ...wish, ...classFields, ...(classified ? { classified } : {}) };
}
const replyWith = (as: string): Ended => ({ reply: JSON.stringify({ class: as }) });

type Json = Record<string, unknown>;
type Change = (event: Json) => void;

/** The faults of a stream with one event changed: without a key, and with the contact's key. */
function faultsIn({ stream, store }: AContact, version = 0, change: Change = () => undefined) {
  const rows = replanted(stream.rows, version, (event) => {
    const json = JSON.parse(canonicalJson(event)) as Json;
    change(json);
    return json;
  });
  const context: LogContext = {
    policies: policiesOf(),
    suppressions: suppressionBook(),
    companies: companyBook(),
    logKeys: logKeysOf([LOG_SIGNER.key]),
    keys: noKeys,
  };
  const { wrappedKey } = store.load();
  const key = wrappedKey === null ? null : unwrapKey(MASTER_KEY, ada, wrappedKey);
  const found = (keys: LogContext["keys"]): string[] =>
    verifyStream({ streamId: ada, rows }, { ...context, keys }).map(
      ({ name, version: at, field }) => `${name} ${at} ${field}`,
    );
  return { open: found(noKeys), keyed: found(() => key), rows: stream.rows };
}

const columns = (event: Json): Json =>
  (event["provenance"] as { evidence: { columns: Json }[] }).evidence[0]?.columns ?? {};
const evidence =
  (columnsToSet: Json, also: Change = () => undefined): Change =>
  (event) => {
    Object.assign(columns(event), columnsToSet);
    also((event["provenance"] as { evidence: Json[] }).evidence[0] ?? {});
  };
const payload = (fields: Json) => (event: Json) => void Object.assign(event["payload"] as Json, fields);

/** By the rules alone. */
const NO_THANKS = {
  ...signal("6", { kind: "message", email: ADA, text: "No thanks." }),
  reply: replyByRules(hear({ text: "No thanks." }, RECEIVED)),
};
const HONEST: readonly CommandOf<"ReceiveSignal">[] = [
  classed("1", "Let us talk.", replyWith("info_request")),
  classed("2", "My colleague told me about you.", replyWith("unsubscribe")),
  classed("3", "What does it cost?", { outcome: "timeout" }),
  classed("4", "What does it cost?", replyWith("approve")),
  classed("5", "What does it cost?", { outcome: "over_budget", unasked: true }),
  NO_THANKS,
  classed("7", "Well.", replyWith("not_interested")),
];

const faultsOf = (commands: readonly ContactCommand[], ...planted: [number?, Change?]) =>
  faultsIn(aContact().given(...commands), ...planted);

describe("the class of a message in the log", () => {
  it("has no fault when ingest recorded it, by rules or by a model, with every outcome of the call", ({ expect }) => {
    const { open, keyed, rows } = faultsOf(HONEST);
    expect([open, keyed]).toEqual([[], []]);
    expect(rows.filter(({ body }) => body.includes('"type":"LlmCalled"'))).toHaveLength(5);
  });

  it("has no fault when another delivery of the message paid for a class, too", ({ expect }) => {
    const again = { ...HONEST[0]!, commandId: commandIdOf("ReceiveSignal", "again") };
    const { open, keyed, rows } = faultsOf([HONEST[0]!, again]);
    expect([open, keyed]).toEqual([[], []]);
    expect(rows).toHaveLength(3);
  });

  it("has no fault when the contact was erased during the call of the model", ({ expect }) => {
    const contact = aContact().given(HONEST[2]!, erase());
    contact.perform(classed("7", "Let us talk.", replyWith("interested")), { hit: true, revision: 4 });
    const { open, rows } = faultsIn(contact);
    expect(open).toEqual([]);
    expect(rows.at(-1)?.body).toContain('"step":"classify_reply"');
  });

  it.for<[string, readonly CommandOf<"ReceiveSignal">[], number, Change, string]>([
    [
      "another class than the call's",
      [HONEST[0]!],
      1,
      (event) => {
        payload({ class: "interested" })(event);
        evidence({ class: "interested" })(event);
      },
      "class_differs 2 payload.model",
    ],
    [
      "a model's class without a call",
      [HONEST[5]!],
      1,
      evidence({ rule: "llm:m@abababababab#not_interested" }),
      "class_differs 1 version",
    ],
    [
      "an ending that a model decided",
      [HONEST[0]!],
      1,
      (event) => {
        payload({ class: "not_interested" })(event);
        evidence({ class: "not_interested", rule: "llm:deepseek-flash@abababababab#not_interested" })(event);
      },
      "class_differs 1 payload.class",
    ],
    [
      "another model's class",
      [HONEST[0]!],
      1,
      evidence({ rule: "llm:other@abababababab#info_request" }),
      "class_differs 2 payload.model",
    ],
    [
      "a class of a call that failed",
      [HONEST[0]!],
      2,
      payload({ outcome: "timeout" }),
      "class_differs 2 payload.outcome",
    ],
    [
      "a fallback with another outcome than its call",
      [HONEST[2]!],
      1,
      evidence({ fallback: "empty" }),
      "class_differs 2 payload.outcome",
    ],
    [
      "a fallback with an unknown outcome",
      [HONEST[4]!],
      1,
      evidence({ fallback: "mood" }),
      "class_differs 1 provenance.evidence.fallback",
    ],
    ["a fallback whose call is missing", [HONEST[4]!], 1, evidence({ fallback: "timeout" }), "class_differs 1 version"],
    [
      "a fallback beside a class by a model",
      [HONEST[0]!],
      1,
      evidence({ fallback: "timeout" }),
      "class_differs 1 provenance.evidence.fallback",
    ],
    ["a call that names another source", [HONEST[0]!], 2, payload({ source: "crm" }), "class_differs 2 payload.source"],
    [
      "a call by another writer",
      [HONEST[0]!],
      2,
      (event) => void (event["writer"] = "planner"),
      "writer_not_allowed 2 writer",
    ],
    [
      "a call without a message",
      [HONEST[0]!, HONEST[2]!],
      2,
      (event) => void (event["commandId"] = "cmd_other"),
      "class_differs 1 version",
    ],
    [
      "a call of another delivery that cites no message",
      [HONEST[0]!, { ...HONEST[0]!, commandId: commandIdOf("ReceiveSignal", "again") }],
      3,
      evidence({ class: "interested" }, (one) => void (one["id"] = `${ada}@2`)),
      "class_differs 3 commandId",
    ],
  ])("has a fault with %s", ([, commands, version, change, expected], { expect }) => {
    expect(faultsOf(commands, version, change).open).toContain(expected);
  });

  it.for<[string, CommandOf<"ReceiveSignal">, string]>([
    [
      "a class by rules that does not follow from the text",
      { ...NO_THANKS, reply: { ...NO_THANKS.reply, class: "interested" } },
      "class_differs 1 payload.class",
    ],
    [
      "a rule that does not match the text",
      { ...NO_THANKS, reply: { ...NO_THANKS.reply, rule: `${HEARING}#another` } },
      "class_differs 1 provenance.evidence.rule",
    ],
    [
      "marks that do not follow from the text",
      { ...NO_THANKS, reply: { ...NO_THANKS.reply, hearing: { language: "en" as const, marks: [] } } },
      "class_differs 1 payload.hearing.marks",
    ],
    [
      "a language that is not that of the text",
      { ...NO_THANKS, reply: { ...NO_THANKS.reply, hearing: { ...NO_THANKS.reply.hearing, language: "fi" as const } } },
      "class_differs 1 payload.hearing.language",
    ],
    [
      "a class by a model for a plain opt-out",
      { ...HONEST[0]!, signal: { kind: "message", email: ADA, text: "Please unsubscribe me." } },
      "class_differs 1 payload.class",
    ],
  ])("has a fault that only the contact's key shows, with %s", ([, command, expected], { expect }) => {
    const { open, keyed } = faultsOf([command]);
    expect(open).toEqual([]);
    expect(keyed).toContain(expected);
  });

  it.for(OLDER_HEARINGS)("has no fault when the older readers %s heard something else", (readers, { expect }) => {
    const hearing = { language: "fi" as const, marks: ["alone" as const] };
    const reply = { class: "info_request" as const, rule: `${readers}#default`, hearing };
    expect(faultsOf([{ ...NO_THANKS, reply }]).keyed).toEqual([]);
    // These readers take it for an opt-out, which no model may overrule.
    const byModel = { ...HONEST[0]!, signal: { kind: "message" as const, email: ADA, text: "Please unsubscribe me." } };
    const { heardBy: _, ...before } = byModel.reply!;
    for (const heard of [before, { ...before, heardBy: readers }])
      expect(faultsOf([{ ...byModel, reply: heard }]).keyed).toEqual([]);
  });

  it.for(["rule:hear@0", "rule:hear@99", "rule:heard@1", ""])(
    "has a fault when readers that never were, %j, excuse a class from being read again",
    (readers, { expect }) => {
      const rule = { ...NO_THANKS, reply: { ...NO_THANKS.reply, rule: `${readers}#default` } };
      expect(faultsOf([rule]).open).toContain("class_differs 1 provenance.evidence.rule");
      const model = { ...HONEST[0]!, reply: { ...HONEST[0]!.reply!, heardBy: readers } };
      if (readers !== "") expect(faultsOf([model]).open).toContain("class_differs 1 provenance.evidence.heard_by");
    },
  );
});
