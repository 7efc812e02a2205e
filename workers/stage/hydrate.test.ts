// Tests that a row which cannot be read fails its own contact's message and no other of the batch.
import { describe, it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import { contact } from "../../testing/rows.ts";
import { hydrate } from "./hydrate.ts";

const [ada, bob, cleo] = [contact("ada"), contact("bob"), contact("cleo")];
const NOTHING: Hydrated = { contact: null, company: null, facts: [] };
/** The rows of the first contact cannot be read. */
const crm = {
  hydrate: async () =>
    new Map([
      [ada, null],
      [bob, NOTHING],
    ]),
};

describe("the rows of a batch", () => {
  it("throw for the contact whose rows cannot be read, and are there for the others", async ({ expect }) => {
    const rows = await hydrate(crm, [ada, bob, ada], samplePolicy.qualify);
    expect(() => rows.get(ada)).toThrow("cannot be read");
    expect([ada, bob, cleo].map((id) => rows.isUnreadable(id))).toEqual([true, false, false]);
    expect(rows.get(bob)).toEqual(NOTHING);
    expect(rows.get(cleo)).toBeUndefined();
  });

  it("are not asked for no contact", async ({ expect }) => {
    const rows = await hydrate({ hydrate: () => Promise.reject(new Error("asked")) }, [], samplePolicy.qualify);
    expect(rows.get(ada)).toBeUndefined();
  });
});
