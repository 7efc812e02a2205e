// A whole system some of whose Workers ask a model, and the local peer that plays it: what the tests of planner and composer have in common.
import { afterAll, beforeAll } from "vitest";
import { parseEvent, type StoredEvent } from "../../schema/events.ts";
import { signedForm } from "../../workers/ingest/sources/signed-form.ts";
import { eventually } from "../../local/eventually.ts";
import { type Harness, startHarness } from "./harness.ts";
import { holdsAfterEach } from "./log-holds.ts";
import { type ModelPeer, startModelPeer } from "../peers/model/peer.ts";
import type { Behaviour, Rule } from "../peers/model/rules.ts";
import type { Settings } from "../../local/sharded-configs.ts";
import { contactNamed } from "../people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../secrets.ts";

const [token] = Object.keys(TEST_DESK_TOKENS);

/** The variables of a Worker that asks the peer. */
export const askingAt = (url: string): Readonly<Record<string, string>> => ({
  MODEL_ENDPOINT: url,
  MODEL_API_KEY: "any",
});

/**
 * A system with these settings, and a model that plays what each lead is given; whom no rule names is refused. After each test the log is
 * verified: what a model said is judged again, and what was decided is decided again.
 */
export function aSystem(settings: (peer: string) => Settings) {
  let [system, peer]: [Harness | undefined, ModelPeer | undefined] = [undefined, undefined];
  const is = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("it has not started");
    return value;
  };
  beforeAll(async () => {
    peer = await startModelPeer([]);
    system = await startHarness({ settings: settings(peer.url) });
  });
  afterAll(async () => {
    await system?.close();
    await peer?.close();
  });
  holdsAfterEach(() => is(system));

  const eventsOf = async (name: string): Promise<StoredEvent[]> => {
    const select = "SELECT body FROM events WHERE stream_id = ? ORDER BY version";
    const rows = await is(system).rows<{ body: string }>(select, contactNamed(name));
    return rows.map(({ body }) => parseEvent(JSON.parse(body)));
  };
  const until = (name: string, ...types: readonly StoredEvent["type"][]): Promise<readonly StoredEvent[]> =>
    eventually(
      async () => {
        const events = await eventsOf(name);
        return events.some(({ type }) => types.includes(type)) && events;
      },
      { what: `${types.join(" or ")} of ${name}` },
    );
  const askedFor = (name: string, tool?: string) =>
    is(peer).received.filter(
      ({ body }) =>
        JSON.stringify(body.messages).includes(`I am ${name}.`) &&
        (tool === undefined || JSON.stringify(body.tool_choice ?? "").includes(tool)),
    );
  const api = async (method: "GET" | "POST", path: string, body?: object): Promise<unknown> => {
    const response = await fetch(new URL(`/api/v1${path}`, is(system).url), {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}`);
    return response.json();
  };
  return {
    peer: () => is(peer),
    system: () => is(system),
    api,
    eventsOf,
    until,
    contactOf: contactNamed,
    /** What the model does about each of these leads, which are known by their names; several behaviours are played one after the other. Then `more`. */
    plays: (behaviours: Readonly<Record<string, Behaviour | readonly Behaviour[]>>, more: readonly Rule[] = []): void =>
      is(peer).play([
        ...Object.entries(behaviours).flatMap(([name, played]): Rule[] => {
          const shows = `I am ${name}.`;
          return Array.isArray(played)
            ? (played as readonly Behaviour[]).map((behaviour) => ({ shows, times: 1, behaviour }))
            : [{ shows, behaviour: played as Behaviour }];
        }),
        ...more,
      ]),
    async lead(name: string, source = "website"): Promise<void> {
      const body = JSON.stringify({ email: `${name}@engine.example`, name, message: `I am ${name}. A quote, please.` });
      const signature = signedForm.sign({
        secret: TEST_SOURCE_SECRETS.website,
        body: body,
        id: "",
        nowSeconds: Math.floor(Date.now() / 1_000),
      });
      const headers = { "content-type": "application/json", ...signature };
      const { status } = await fetch(new URL(`/webhooks/${source}`, is(system).url), { method: "POST", body, headers });
      if (status !== 202) throw new Error(`the webhook was answered ${status}`);
    },
    /** Confirms the preview of a lead, once it is there. */
    async confirm(name: string): Promise<void> {
      const { payload } = the(await until(name, "PreviewHeld"), "PreviewHeld");
      await api("POST", `/holds/${payload.holdId}/confirm`, {});
    },
    askedFor,
    /** How often the model was asked about a lead. */
    askedAbout: (name: string): number => askedFor(name).length,
  };
}

export const typesOf = (events: readonly StoredEvent[]): string[] => events.map(({ type }) => type);
export const the = <T extends StoredEvent["type"]>(events: readonly StoredEvent[], type: T) => {
  const found = events.find((event): event is Extract<StoredEvent, { type: T }> => event.type === type);
  if (!found) throw new Error(`no ${type}`);
  return found;
};
