// Tests the traces of the whole system, sent by LangSmith's SDK over HTTP to a local peer: a run that the veto stopped before its
// plan, one that waits at a hold, and one that the veto stopped at the approval. With HOLDPOINT_LANGSMITH=1 the last test sends
// to LangSmith itself.
import { afterAll, beforeAll, describe, it } from "vitest";
import type { HoldRow } from "../../schema/shipment.ts";
import { eventually } from "../../local/eventually.ts";
import { type Harness, startHarness } from "../../testing/system/harness.ts";
import { holdsAfterEach } from "../../testing/system/log-holds.ts";
import { type ModelPeer, startModelPeer } from "../../testing/peers/model/peer.ts";
import { contactNamed } from "../../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../../testing/secrets.ts";
import { startTracePeer, type TracePeer } from "../../testing/peers/traces/peer.ts";
import type { SentRun } from "../../testing/peers/traces/taken.ts";
import { signedForm } from "../../workers/ingest/sources/signed-form.ts";

const PLAN = { stages: ["analyze_opportunity", "qualify", "compose"] };
const [token] = Object.keys(TEST_DESK_TOKENS);

/** A system whose planner has a model, and whose contacts' Worker traces as `settings` say. */
function aSystem(settings: (peer: TracePeer) => Readonly<Record<string, string>>) {
  let [system, peer, model]: [Harness?, TracePeer?, ModelPeer?] = [];
  const started = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("it has not started");
    return value;
  };
  beforeAll(async () => {
    [peer, model] = [await startTracePeer(), await startModelPeer([{ behaviour: { kind: "reply", says: PLAN } }])];
    const planner = { SALES_SUPPORT_SEQUENCER_REASONING: "on", MODEL_ENDPOINT: model.url, MODEL_API_KEY: "any" };
    system = await startHarness({ settings: { planner, contacts: settings(peer) } });
    // Only runs that begin after the first turn are sent.
    await turn();
  });
  afterAll(async () => {
    await system?.close();
    await peer?.close();
    await model?.close();
  });
  holdsAfterEach(() => started(system));

  const turn = async (): Promise<void> =>
    void (await started(system).worker("contacts").scheduled({ cron: "*/15 * * * *" }));
  const row = async <Row>(sql: string, name: string): Promise<Row | undefined> =>
    (await started(system).rows<Row>(sql, contactNamed(name)))[0];
  /** Whether all events of a contact in the log were accepted. */
  const isTaken = async (name: string): Promise<boolean> => {
    const head = await row<{ version: number }>("SELECT max(version) AS version FROM events WHERE stream_id = ?", name);
    const mark = await row<{ version: number; tries: number }>("SELECT * FROM traces WHERE stream_id = ?", name);
    return head !== undefined && mark?.version === head.version && mark.tries === 0;
  };
  const post = async (path: string, body: object): Promise<number> => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const address = new URL(`/api/v1${path}`, started(system).url);
    return (await fetch(address, { method: "POST", headers, body: JSON.stringify(body) })).status;
  };
  /** The digest of what the page of a hold shows. */
  const drawn = async ({ hold_id }: { readonly hold_id: string }): Promise<{ readonly digest: string }> => {
    const address = new URL(`/api/v1/holds/${hold_id}`, started(system).url);
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    const { digest } = (await answer.json()) as { readonly digest: string };
    return { digest };
  };
  return {
    peer: () => started(peer),
    turn,
    post,
    drawn,
    async lead(name: string): Promise<void> {
      const body = JSON.stringify({
        email: `${name}@engine.example`,
        name: `${name} Canarybird`,
        company: "Canary Works",
        title: "Director of Canaries",
        phone: "+49 30 5550199",
        message: "A canary sings in this form.",
      });
      const signature = signedForm.sign({
        secret: TEST_SOURCE_SECRETS.website,
        body: body,
        id: "",
        nowSeconds: Math.floor(Date.now() / 1_000),
      });
      const headers = { "content-type": "application/json", ...signature };
      await fetch(new URL("/webhooks/website", started(system).url), { method: "POST", body, headers });
    },
    hold: (name: string, kind: HoldRow["kind"]) =>
      eventually(
        () =>
          row<{ hold_id: string; digest: string }>(
            kind === "draft"
              ? "SELECT * FROM holds WHERE stream_id = ? AND state = 'open' AND kind = 'draft'"
              : "SELECT * FROM holds WHERE stream_id = ? AND state = 'open' AND kind = 'preview'",
            name,
          ),
        { what: `the ${kind} hold of ${name}` },
      ),
    event: (name: string, type: string) =>
      eventually(
        async () => {
          const events = await started(system).rows<{ type: string }>(
            "SELECT type FROM events WHERE stream_id = ?",
            contactNamed(name),
          );
          return events.some((event) => event.type === type);
        },
        { what: `${type} of ${name}` },
      ),
    /**
     * Turns of the cron until all events of these contacts were accepted. One turn is enough, unless a request misses its
     * deadline.
     */
    turnsFor: (...contacts: readonly string[]) =>
      eventually(
        async () => {
          await turn();
          return (await Promise.all(contacts.map(isTaken))).every((taken) => taken);
        },
        { what: `the traces of ${contacts.join(", ")}` },
      ),
    suppress: (name: string) =>
      post("/suppressions", { kind: "address", value: `${name}@engine.example`, why: "asked" }),
    /** The peer's spans of a contact's run. */
    traceOf: (name: string): readonly SentRun[] =>
      [...started(peer).taken.runs.values()]
        .filter(({ extra }) => extra.metadata["thread_id"] === contactNamed(name))
        .toSorted((a, b) => (a.dotted_order < b.dotted_order ? -1 : 1)),
  };
}

const names = (trace: readonly SentRun[]): readonly string[] => trace.map(({ name }) => name);
const spanOf = (trace: readonly SentRun[], name: string): SentRun => {
  const found = trace.find((span) => span.name === name);
  if (!found) throw new Error(`no ${name} in ${names(trace).join(", ")}`);
  return found;
};

describe("a system with a key of LangSmith", () => {
  const { peer, turn, turnsFor, post, drawn, lead, hold, event, suppress, traceOf } = aSystem(({ url }) => ({
    LANGSMITH_ENDPOINT: url,
    LANGSMITH_API_KEY: "any",
  }));

  it("a vetoed run, a held one and one whose draft an entry of the list voids become traces", async ({ expect }) => {
    expect(await suppress("vera")).toBe(200);
    await Promise.all(["vera", "hella", "anna"].map(lead));
    await event("vera", "SafetyVetoed");
    await hold("hella", "preview");
    const preview = await hold("anna", "preview");
    await turnsFor("vera", "hella", "anna");
    expect(names(traceOf("anna")).at(-1)).toBe("hold_preview");
    expect(traceOf("anna")[0]).not.toHaveProperty("end_time");

    expect(await post(`/holds/${preview.hold_id}/confirm`, await drawn(preview))).toBe(200);
    const draft = await hold("anna", "draft");
    await turnsFor("anna");
    expect(await suppress("anna")).toBe(200);
    expect(await post(`/holds/${draft.hold_id}/approve`, { digest: draft.digest })).toBe(409);
    await event("anna", "SafetyVetoed");
    await turnsFor("vera", "hella", "anna");
    // A further turn sends nothing again.
    await turn();

    expect(names(traceOf("vera"))).toEqual(["lead", "receive_signal", "safety_veto", "decide_action", "raise_task"]);
    expect(spanOf(traceOf("vera"), "lead")).toMatchObject({
      outputs: { end: "vetoed" },
      end_time: expect.any(String),
    });
    expect(spanOf(traceOf("vera"), "safety_veto")).toMatchObject({
      inputs: { stopped: { plan: null, draft: null } },
      outputs: { where: "plan", reason: "suppressed" },
    });

    const held = traceOf("hella");
    expect(names(held).toSorted()).toEqual(
      [
        "lead",
        "receive_signal",
        "call_model:plan_tasks",
        "plan_tasks",
        "decide_action",
        "analyze_opportunity",
        "qualify",
        "hold_preview",
      ].toSorted(),
    );
    expect(spanOf(held, "call_model:plan_tasks")).toMatchObject({
      run_type: "llm",
      outputs: { outcome: "ok" },
      extra: { metadata: { usage_metadata: { output_tokens: expect.any(Number) } } },
    });

    const stopped = traceOf("anna");
    expect(names(stopped).slice(-4)).toEqual(["confirm_preview", "hold_draft", "safety_veto", "void_hold"]);
    expect(spanOf(stopped, "safety_veto")).toMatchObject({
      inputs: { stopped: { plan: { stages: PLAN.stages, isScripted: false }, draft: { digest: draft.digest } } },
      outputs: { where: "hold", reason: "suppressed" },
    });
    expect(spanOf(stopped, "lead")).toMatchObject({ outputs: { end: "vetoed" }, end_time: expect.any(String) });
    expect(peer().taken.repeats).toBe(0);
  });

  it("no personal word or name of a contact is sent", ({ expect }) => {
    const { received } = peer();
    const sent = received.map(({ path, headers, body }) => `${path} ${JSON.stringify(headers)} ${body}`).join("\n");
    expect(received.length).toBeGreaterThan(2);
    for (const closed of [
      "engine.example",
      "5550199",
      "sings",
      "Director of",
      "grace",
      "unsubscribe/",
      "Hello",
      "reply",
    ])
      expect(sent).not.toContain(closed);
    expect(sent).not.toMatch(/canar/i);
  });
});

describe.runIf(process.env["HOLDPOINT_LANGSMITH"] === "1")("LangSmith itself", () => {
  const { turnsFor, lead, hold, event, suppress } = aSystem(() => ({
    LANGSMITH_ENDPOINT: process.env["LANGSMITH_ENDPOINT"] ?? "https://api.smith.langchain.com",
    LANGSMITH_API_KEY: process.env["LANGSMITH_API_KEY"] ?? "",
    LANGSMITH_PROJECT: process.env["LANGSMITH_PROJECT"] ?? "holdpoint-test",
  }));

  it("accepts the sent spans", async ({ expect }) => {
    const name = `real${Date.now()}`;
    await lead(name);
    await hold(name, "preview");
    expect(await turnsFor(name)).toBe(true);
    await suppress(`${name}vetoed`);
    await lead(`${name}vetoed`);
    await event(`${name}vetoed`, "SafetyVetoed");
    expect(await turnsFor(`${name}vetoed`)).toBe(true);
  });
});
