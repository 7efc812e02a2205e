// Tests that an errand fails, and is not answered, while a database refuses a part of it.
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { errandsOf } from "./errands.ts";

it("the list is not rebuilt while the log's record of its revisions cannot be made again", async ({ expect }) => {
  const EVENTS_0 = new Proxy(env.EVENTS_0, {
    get: (database, name) => {
      if (name === "batch") return () => Promise.reject(new Error("the database refuses"));
      const value: unknown = Reflect.get(database, name);
      return typeof value === "function" ? value.bind(database) : value;
    },
  });
  const errands = errandsOf(
    { ...env, EVENTS_0 },
    () => new Date(),
    (bytes) => new Uint8Array(bytes),
  );
  await expect(errands({ type: "RebuildList", after: null })).rejects.toThrow("refuses");
});
