// Tests the suppression list in D1: the contract of the port, an unreadable list, and a reading of many digests.
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { d1SuppressionList } from "./d1-suppression-list.ts";
import { suppressionListContract } from "../testing/contracts/suppression-list.ts";

suppressionListContract({ name: "the suppression list in D1", make: () => d1SuppressionList(env.CRM) });

it("reading throws when the list cannot be read, so that no message passes", async ({ expect }) => {
  await expect(d1SuppressionList(env.EVENTS_0).read([], 0)).rejects.toThrow("no such table");
});

it("reading accepts a thousand digests at once", async ({ expect }) => {
  const digests = Array.from({ length: 1_000 }, (_, index) => (index + 5_000).toString(16).padStart(22, "c"));
  const list = d1SuppressionList(env.CRM);
  await list.add(
    digests.slice(0, 500).map((digest) => ({ kind: "address", digest, cause: "history" })),
    0,
  );
  expect((await list.read(digests, 0)).suppressed).toHaveLength(500);
});
