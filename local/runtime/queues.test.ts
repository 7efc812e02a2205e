// Tests how the process of the runtime reaches the local queues: what stops this process is done once, when there is no work yet.
import { describe, it } from "vitest";
import type { Miniflare } from "miniflare";
import { openQueues } from "./queues.ts";

/** Miniflare with queues, each with one message that can go on and one that waits. Counts what its proxy would stop this process for. */
function countingMiniflare() {
  const counts = { opened: 0, read: 0, delivered: 0 };
  const queue = {
    get deliver() {
      counts.read += 1;
      return async () => void (counts.delivered += 1);
    },
    get close() {
      counts.read += 1;
      return async () => undefined;
    },
    get state() {
      counts.read += 1;
      return async () => ({ moving: 1, delayed: 1 });
    },
  };
  const getByName = () => {
    counts.opened += 1;
    return queue;
  };
  return { counts, miniflare: { getBindings: async () => ({ QUEUE: { getByName } }) } as unknown as Miniflare };
}

describe("the queues of a runtime", () => {
  it("are opened once, and no later call stops the process", async ({ expect }) => {
    const { counts, miniflare } = countingMiniflare();
    const queues = await openQueues(miniflare);
    const { opened, read } = counts;
    expect(opened).toBeGreaterThan(0);
    await queues.nudge();
    await queues.nudge();
    await queues.close();
    await queues.kept();
    expect(counts).toEqual({ opened, read, delivered: 2 * opened });
  });

  it("say what could go on, and what is kept", async ({ expect }) => {
    const queues = await openQueues(countingMiniflare().miniflare);
    expect(await queues.moving()).toMatchObject({ ingest: 1, "dead-letters": 1 });
    expect(await queues.kept()).toMatchObject({ ingest: 2, "dead-letters": 2 });
  });
});
