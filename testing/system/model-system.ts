// A whole system for pipeline tests in which Workers call a model, with the local model peer in the model's place. The tests of
// the planner, the composer and ingest's classifier share it.
import { afterAll, beforeAll } from "vitest";
import type { StoredEvent } from "../../schema/events.ts";
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

/** The variables with which a Worker calls the model peer. */
export const askingAt = (url: string): Readonly<Record<string, string>> => ({
  MODEL_ENDPOINT: url,
  MODEL_API_KEY: "any",
});

/**
 * Starts a system with these settings, and a model peer. `plays` sets the peer's behaviour for each lead; the peer answers 501 to
 * a request that matches no rule. After each test the log is verified, which judges the model's replies and the decisions again.
 */
export function aSystem(settings: (peer: string) => Settings) {
  let [system, peer]: [Harness | undefined, ModelPeer | undefined] = [undefined, undefined];
  const started = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("the system and its model peer have not started");
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
  holdsAfterEach(() => started(system));

  const eventsOf = (name: string): Promise<StoredEvent[]> => started(system).eventsOf(contactNamed(name));
  const until = (name: string, ...types: readonly StoredEvent["type"][]): Promise<readonly StoredEvent[]> =>
    eventually(
      async () => {
        const events = await eventsOf(name);
        return events.some(({ type }) => types.includes(type)) && events;
      },
      { what: `${types.join(" or ")} of ${name}` },
    );
  const askedFor = (name: string, tool?: string) =>
    started(peer).received.filter(
      ({ body }) =>
        JSON.stringify(body.messages).includes(`I am ${name}.`) &&
        (tool === undefined || JSON.stringify(body.tool_choice ?? "").includes(tool)),
    );
  const api = async (method: "GET" | "POST", path: string, body?: object): Promise<unknown> => {
    const response = await fetch(new URL(`/api/v1${path}`, started(system).url), {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`the desk answered ${path} with ${response.status}`);
    return response.json();
  };
  return {
    peer: () => started(peer),
    system: () => started(system),
    api,
    eventsOf,
    until,
    contactOf: contactNamed,
    /**
     * Sets the peer's behaviour for each lead, by the lead's name. A list of behaviours is used in order, one for each request.
     */
    plays: (behaviours: Readonly<Record<string, Behaviour | readonly Behaviour[]>>, more: readonly Rule[] = []): void =>
      started(peer).play([
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
      const { status } = await fetch(new URL(`/webhooks/${source}`, started(system).url), {
        method: "POST",
        body,
        headers,
      });
      if (status !== 202) throw new Error(`ingest answered the webhook with ${status}`);
    },
    /** Waits for the preview of a lead, and confirms it. */
    async confirm(name: string): Promise<void> {
      const { payload } = the(await until(name, "PreviewHeld"), "PreviewHeld");
      const { digest } = (await api("GET", `/holds/${payload.holdId}`)) as { readonly digest: string };
      await api("POST", `/holds/${payload.holdId}/confirm`, { digest });
    },
    askedFor,
    /** The number of requests to the peer about this lead. */
    askedAbout: (name: string): number => askedFor(name).length,
  };
}

/** The first event of this type. Throws when there is none. */
export const the = <T extends StoredEvent["type"]>(events: readonly StoredEvent[], type: T) => {
  const found = events.find((event): event is Extract<StoredEvent, { type: T }> => event.type === type);
  if (!found) throw new Error(`there is no event ${type}`);
  return found;
};
