// Tests the merging of the heads of several databases into pages.
import * as fc from "fast-check";
import { it } from "vitest";
import { ContactId, shardOf } from "../schema/ids.ts";
import type { Head } from "../schema/shipment.ts";
import { runs } from "../testing/properties.ts";
import { mergedHeads } from "./log-heads.ts";

const head = (name: string): Head => ({
  streamId: ContactId.parse(`ct_${name}`),
  version: 1,
  hash: "a".repeat(64),
});

it("pages over several databases have every head once and in order", ({ expect }) => {
  const anyLog = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{1,4}$/), { maxLength: 60 });
  fc.assert(
    fc.property(anyLog, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 12 }), (names, shards, limit) => {
      const all = names.map(head).toSorted((a, b) => (a.streamId < b.streamId ? -1 : 1));
      const found: Head[] = [];
      for (let after: string | null = ""; after !== null;) {
        const from: string = after;
        const pages = Array.from({ length: shards }, (_, shard) =>
          all
            .filter(({ streamId }) => shardOf(streamId, shards) === shard && streamId > from)
            .slice(0, limit)
            // A database may answer in any order.
            .toReversed(),
        );
        const page = mergedHeads(pages, limit);
        found.push(...page.heads);
        after = page.next;
      }
      expect(found).toEqual(all);
    }),
    runs(200),
  );
});
