// Tests what the doctor sees from outside: health, releases, who stands in front of which name, gauges, and what is missing at Cloudflare.
import { describe, it, onTestFinished } from "vitest";
import { startPeer } from "../testing/cloudflare/peer.ts";
import { acmeWorld, production, staging } from "../testing/deploy/acme.ts";
import { RELEASE } from "../schema/release.ts";
import { carryOut, look, type Looked } from "./deployment.ts";
import { freshSecrets } from "./secrets.ts";
import { accessFinding, codeOf, gaugeFindings, healthFinding, lookFindings, releaseFinding } from "./doctor.ts";

const answering =
  (body: unknown, init: ResponseInit = {}) =>
  async (): Promise<Response> =>
    init.status === 302 ? new Response(null, init) : Response.json(body, init);
const silent = () => Promise.reject(new Error("no route"));
const atAccess = { status: 302, headers: { location: "https://acme.cloudflareaccess.com/cdn-cgi/access/login" } };

describe("the health of a Worker", () => {
  it.for([
    ["this release", answering({ ok: true, release: RELEASE }), "ok", `runs release ${RELEASE}`],
    [
      "another release",
      answering({ ok: true, release: "9.9.9" }),
      "warn",
      `runs release 9.9.9; this checkout is ${RELEASE}`,
    ],
    [
      "a closed one",
      answering({ ok: false, release: RELEASE }, { status: 503 }),
      "bad",
      "https://hooks.acme.dev cannot read its configuration",
    ],
    [
      "another server",
      answering({ hello: "world" }),
      "bad",
      "https://hooks.acme.dev answers 200, and not as a Worker of Holdpoint",
    ],
    ["a sign-in", answering(null, atAccess), "bad", "https://hooks.acme.dev asks to sign in at Cloudflare Access"],
    ["nothing", silent, "bad", "https://hooks.acme.dev does not answer"],
  ] as const)("of %s", async ([, fetch, state, text], { expect }) => {
    expect(await healthFinding("hooks", "https://hooks.acme.dev", fetch)).toEqual({ of: "hooks", state, text });
  });
});

describe("the sign-in of the desk", () => {
  it("is right where a stranger is sent to Access, and wrong where one is answered", async ({ expect }) => {
    expect(await accessFinding(production(), answering(null, atAccess))).toMatchObject({ state: "ok" });
    expect(await accessFinding(production(), answering({}, { status: 403 }))).toMatchObject({ state: "ok" });
    expect(await accessFinding(production(), answering({}))).toMatchObject({ state: "bad" });
    expect(
      await accessFinding(production(), answering(null, { status: 302, headers: { location: "/login" } })),
    ).toMatchObject({ state: "bad" });
    expect(await accessFinding(staging({ signIn: "codes" }), silent)).toMatchObject({ state: "warn" });
  });
});

describe("the gauges", () => {
  const gauge = { name: "dead_letters", of: null, unit: "messages", value: 3, state: "warn" };
  it("are not told by a Worker that has another key, which is bad", async ({ expect }) => {
    const title = "MASTER_KEY is not the key of this installation";
    const refused = answering({ type: "urn:holdpoint:problem:key_differs", title }, { status: 503 });
    expect(await gaugeFindings("https://d", refused, {})).toEqual([
      { of: "keys", state: "bad", text: `${title} (key_differs)` },
    ]);
  });
  it("are one line when all are well, and otherwise those that are not", async ({ expect }) => {
    const well = { ...gauge, state: "ok" };
    expect(await gaugeFindings("https://d", answering({ gauges: [well, well] }), {})).toEqual([
      { of: "gauges", state: "ok", text: "all 2 are as they should be" },
    ]);
    expect(
      await gaugeFindings(
        "https://d",
        answering({ gauges: [well, gauge, { ...gauge, of: "CRM", value: null, state: "bad" }] }),
        {},
      ),
    ).toEqual([
      { of: "gauge dead_letters", state: "warn", text: "3 messages" },
      { of: "gauge dead_letters CRM", state: "bad", text: "could not be read" },
    ]);
    expect(await gaugeFindings("https://d", answering({}, { status: 401 }), {})).toEqual([
      { of: "gauges", state: "warn", text: "https://d does not tell them (401)" },
    ]);
  });
});

describe("an installation at Cloudflare", () => {
  it("is whole after a setup, and says what was taken away", async ({ expect }) => {
    const peer = await startPeer();
    onTestFinished(() => peer.stop());
    const world = acmeWorld(peer, production());
    const looked = async () => {
      const found = await look(production(), true, world.ports);
      if (!found.ok) throw new Error(found.error);
      return found.value;
    };
    await carryOut(await looked(), production(), world.ports);
    const whole = await looked();
    expect(lookFindings(whole, production()).map(({ state }) => state)).toEqual(["ok"]);
    expect(await releaseFinding(whole, world.ports.cloudflare)).toMatchObject({
      state: "ok",
      text: "all 8 are of release 1.0.0",
    });

    const changed = {
      ...whole.survey.secrets,
      value: { ...freshSecrets(production()), ...world.secrets, sessionKey: "x" },
    };
    const stale = { ...whole, survey: { ...whole.survey, secrets: changed as Looked["survey"]["secrets"] } };
    expect(lookFindings(stale, production()).map(({ of, text }) => `${of}: ${text}`)).toContain(
      "secrets: desk has another SESSION_KEY than the file: the next deployment gives it that of the file",
    );

    world.release = "1.1.0";
    const plan = whole.plan.filter((action) => action.do === "upload").slice(0, 2);
    await carryOut({ ...whole, plan }, production(), world.ports);
    const [queue] = [...peer.queues].find(([, { name }]) => name === "acme-plan") ?? [];
    peer.queues.delete(queue ?? "");
    const broken = await looked();
    expect(lookFindings(broken, production())).toEqual([{ of: "resources", state: "bad", text: "missing: acme-plan" }]);
    const release = await releaseFinding(broken, world.ports.cloudflare);
    expect(release).toMatchObject({ state: "bad" });
    expect(release.text).toContain("contacts 1.1.0, ingest 1.1.0, planner 1.0.0");
    expect([codeOf([release]), codeOf(lookFindings(whole, production()))]).toEqual([1, 0]);
  });
});
