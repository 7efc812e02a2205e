// Tests that the desk names the key on its pages and to programs when a key of its installation's Workers is not the installation's.
import { describe, it } from "vitest";
import { NoAnswer } from "../../schema/only-answer.ts";
import { InstallationKey } from "../../schema/lists.ts";
import { err } from "../../schema/result.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";

const throwing = <T extends object>(reads: T, thrown: () => Error): T =>
  new Proxy(reads, {
    get: () => async () => {
      throw thrown();
    },
  });

/** A desk whose port and reads refuse because of this key. */
async function openDesk(key: InstallationKey) {
  const { desk } = sampleInstallation();
  const app = deskApp(desk);
  const visitor = await signIn(app);
  const failed = { reason: "key_differs", detail: key } as const;
  // RPC copies the message of an error only.
  Object.assign(desk, {
    reads: throwing(desk.reads, () => new Error(`key_differs: ${key}`)),
    port: { ask: async () => [err(failed)], perform: async () => [err(failed)] },
    endedSessions: {
      ...desk.endedSessions,
      has: async () => {
        throw new NoAnswer(failed);
      },
    },
  });
  const headers = { authorization: `Bearer ${GRACE.token}`, "content-type": "application/json" };
  const ask = (method: "GET" | "POST", path: string) =>
    app.request(`${ORIGIN}/api/v1${path}`, { method, headers, ...(method === "POST" ? { body: "{}" } : {}) });
  return { visitor, ask };
}

describe("a key that is not the installation's", () => {
  it.for(InstallationKey.options)("is named on every page: %s", async (key, { expect }) => {
    const { visitor } = await openDesk(key);
    for (const path of ["/", "/tasks", "/suppressions", "/dead-letters"]) {
      const answer = await visitor.get(path);
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "10"]);
      expect(await answer.text()).toContain(`${key} is not the key of this installation`);
    }
  });

  it.for(InstallationKey.options)("is named in every answer of the API: %s", async (key, { expect }) => {
    const { ask } = await openDesk(key);
    for (const [method, path] of [
      ["GET", "/tasks"],
      ["POST", "/policy/adopt"],
      ["POST", "/read-models/rebuild"],
    ] as const) {
      const answer = await ask(method, path);
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({
        type: "urn:holdpoint:problem:key_differs",
        key,
        title: `${key} is not the key of this installation`,
      });
    }
  });
});
