// Tests what the door knows of sources: recorded ones beside those of the configuration, a rotation, a label that is added, kinds, and the port down.
import { beforeEach, describe, it } from "vitest";
import type { DoorSource, DoorSources } from "../../schema/sources.ts";
import { contactIdOf } from "../../schema/ids.ts";
import { ingestDeployment } from "../../testing/memory/ingest.ts";
import { START, SYSTEM_KEY } from "../../testing/people.ts";
import { TEST_SOURCE_SECRETS } from "../../testing/secrets.ts";
import { countingRandom } from "../../testing/contact/scenario.ts";
import { sourcesWith } from "../../testing/stages/ingest.ts";
import { knownSources } from "./known-sources.ts";
import { signedForm } from "./sources/signed-form.ts";
import { cachedSources } from "./sources-copy.ts";

const [OLD, NEW] = ["an old secret of the fair", "a new secret of the fair"] as const;
const FAIR: DoorSource = {
  name: "fair",
  type: "signed_form",
  trust: "public",
  kinds: ["lead"],
  sends: "signals",
  makesIds: false,
  labels: {},
  dailyBudget: null,
  enabled: true,
  secrets: [OLD],
};

/** The Cache API of one location. */
function memoryCache() {
  const stored = new Map<string, string>();
  return {
    stored,
    match: async (url: unknown) => {
      const text = stored.get(String(url));
      return text === undefined ? undefined : new Response(text);
    },
    put: async (url: unknown, response: Response) => void stored.set(String(url), await response.text()),
  };
}

/** A port whose list a test changes, and any number of isolates that ask it. */
function world() {
  const cache = memoryCache();
  const lines: object[] = [];
  const asked: (number | null)[] = [];
  let answer: DoorSources | Error = { version: 1, sources: [FAIR], runs: {} };
  let at = START;
  const isolate = () => {
    const known = knownSources({
      configured: sourcesWith(),
      ask: async ({ known: version }) => {
        asked.push(version);
        if (answer instanceof Error) throw answer;
        return version === answer.version ? { ...answer, sources: null } : answer;
      },
      copy: cachedSources({ systemKey: SYSTEM_KEY, cache, random: countingRandom() }),
      looked: async () => undefined,
      now: () => new Date(at),
      report: (line) => void lines.push(line),
    });
    const deployment = ingestDeployment({ known });
    const post = async (source: string, secret: string, body: object): Promise<number> => {
      const text = JSON.stringify(body);
      const signed = signedForm.sign({ secret, body: text, id: "", nowSeconds: START / 1_000 });
      const headers = { "content-type": "application/json", ...signed };
      const request = new Request(`https://hooks.example/webhooks/${source}`, { method: "POST", headers, body: text });
      return (await deployment.ask(request)).status;
    };
    return { ...deployment, post };
  };
  return {
    cache,
    lines,
    asked,
    isolate,
    /** The list as it is from now on. */
    list: (version: number, ...sources: readonly DoorSource[]) => void (answer = { version, sources, runs: {} }),
    down: () => void (answer = new Error("the contacts Worker is down")),
    pass: (milliseconds: number) => void (at += milliseconds),
  };
}

const LEAD = { email: "ada@engine.example", message: "Please send a quote." };
let around: ReturnType<typeof world>;
beforeEach(() => void (around = world()));

describe("the door", () => {
  it("accepts a recorded source beside those of the configuration", async ({ expect }) => {
    const { post } = around.isolate();
    expect([await post("fair", OLD, LEAD), await post("website", TEST_SOURCE_SECRETS.website, LEAD)]).toEqual([
      202, 202,
    ]);
  });

  it("asks once in 10 seconds, and gets an unchanged list by its version only", async ({ expect }) => {
    const { post } = around.isolate();
    for (let lead = 0; lead < 20; lead += 1) await post("fair", OLD, { ...LEAD, message: `${lead}` });
    around.pass(9_999);
    await post("fair", OLD, LEAD);
    expect(around.asked).toEqual([null]);
    around.pass(1);
    await post("fair", OLD, LEAD);
    expect(around.asked).toEqual([null, 1]);
  });

  it("accepts both secrets of a rotation, and after it the dropped one no more", async ({ expect }) => {
    const { post } = around.isolate();
    expect(await post("fair", NEW, LEAD)).toBe(401);
    around.list(2, { ...FAIR, secrets: [NEW, OLD] });
    around.pass(1_000);
    // The refused signature makes it look again before its 10 seconds are over.
    expect([await post("fair", NEW, LEAD), await post("fair", OLD, LEAD)]).toEqual([202, 202]);
    around.list(3, { ...FAIR, secrets: [NEW] });
    around.pass(10_000);
    expect([await post("fair", NEW, LEAD), await post("fair", OLD, LEAD)]).toEqual([202, 401]);
  });

  it("answers for a disabled source as for an unknown one, also where the configuration has its name", async ({
    expect,
  }) => {
    around.list(2, { ...FAIR, enabled: false }, { ...FAIR, name: "website", enabled: false });
    const { post } = around.isolate();
    const answers = [
      await post("fair", OLD, LEAD),
      await post("website", TEST_SOURCE_SECRETS.website, LEAD),
      await post("nobody", OLD, LEAD),
    ];
    expect(answers).toEqual([401, 401, 401]);
  });

  it("lets a recorded source count in place of one of the configuration", async ({ expect }) => {
    around.list(2, { ...FAIR, name: "website" });
    const { post } = around.isolate();
    expect([await post("website", OLD, LEAD), await post("website", TEST_SOURCE_SECRETS.website, LEAD)]).toEqual([
      202, 401,
    ]);
  });

  it("reads the next lead by a label that was added meanwhile", async ({ expect }) => {
    const { post, sent } = around.isolate();
    const form = { email: LEAD.email, "Which stall?": "Engine Works" };
    await post("fair", OLD, form);
    around.list(2, { ...FAIR, labels: { company: ["Which stall?"] } });
    around.pass(10_000);
    await post("fair", OLD, form);
    expect(sent.map(({ signal }) => ("company" in signal ? signal.company : undefined))).toEqual([
      undefined,
      "Engine Works",
    ]);
  });

  it("refuses a kind that the source may not send, keeps the body with the reason, and never refuses an opt-out", async ({
    expect,
  }) => {
    around.list(2, { ...FAIR, kinds: ["history"] });
    const { post, refused } = around.isolate();
    expect(await post("fair", OLD, LEAD)).toBe(403);
    expect(refused().map(({ reason, body }) => [reason, body.source])).toEqual([["kind_not_allowed:lead", "fair"]]);
    // Words that are an opt-out make a message of a form.
    expect(await post("fair", OLD, { ...LEAD, message: "Please unsubscribe me." })).toBe(202);
  });

  it("takes a form of which it is in doubt who filled it in, where it may send leads", async ({ expect }) => {
    const { post, sent } = around.isolate();
    const form = { email: "ada@engine.example; ben@engine.example", message: "Hi" };
    expect(await post("fair", OLD, form)).toBe(202);
    expect(sent.map(({ signal }) => signal.kind)).toEqual(["message"]);
  });

  it("ignores a recorded source of a type that this release does not know, and says so", async ({ expect }) => {
    around.list(2, { ...FAIR, type: "carrier_pigeon" });
    expect(await around.isolate().post("fair", OLD, LEAD)).toBe(401);
    expect(around.lines).toContainEqual({ reason: "source_type_unknown", source: "fair", type: "carrier_pigeon" });
  });
});

describe("while the port does not answer", () => {
  it("an isolate goes on with the list that it has", async ({ expect }) => {
    const { post } = around.isolate();
    await post("fair", OLD, LEAD);
    around.down();
    around.pass(24 * 60 * 60 * 1_000);
    expect(await post("fair", OLD, LEAD)).toBe(202);
  });

  it("a fresh isolate accepts what the copy has, in which no secret is in clear", async ({ expect }) => {
    await around.isolate().post("fair", OLD, LEAD);
    around.down();
    expect(await around.isolate().post("fair", OLD, LEAD)).toBe(202);
    const copies = [...around.cache.stored].flat().join("\n");
    expect([copies.length > 100, copies.includes(OLD), copies.includes(Buffer.from(OLD).toString("base64"))]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("a fresh isolate without a copy accepts the sources of the configuration, and asks others to try again", async ({
    expect,
  }) => {
    around.down();
    const { post, sent } = around.isolate();
    expect(await post("website", TEST_SOURCE_SECRETS.website, LEAD)).toBe(202);
    expect(await post("fair", OLD, LEAD)).toBe(503);
    expect(sent.map(({ contactId }) => contactId)).toEqual([contactIdOf(SYSTEM_KEY, LEAD.email)]);
  });

  it("ignores a copy that another installation sealed", async ({ expect }) => {
    await around.isolate().post("fair", OLD, LEAD);
    around.down();
    for (const name of around.cache.stored.keys()) around.cache.stored.set(name, "c29tZXRoaW5nIGVsc2U=");
    expect(await around.isolate().post("fair", OLD, LEAD)).toBe(503);
  });
});
