// Tests stories in which one port is down for an hour or for more than a day: everything happens later, and once.
import { describe, it } from "vitest";
import { sliceOf } from "../testing/full.ts";
import { outage } from "./call-gate.ts";
import { happy } from "./stories.ts";
import { endOf } from "./ends.ts";
import { playStory, withEnd } from "./trial.ts";
import { HOUR } from "./moments.ts";

/** The ports that are down. An outage must end before a hold expires after three days, so 26 hours is the longest. */
const PORTS = [
  "log.append",
  "ingest.send",
  "plan.send",
  "qualify.send",
  "compose.send",
  "dispatch.send",
  "crm.hydrate",
  "outbox.put",
  "ingest.ReceiveSignal",
  "revision.read",
];

describe.for(PORTS)("a story with %s down", (port) => {
  it.for([1, 26])(
    "has the end of a story without outage after %i hours, which begin at any of its calls",
    async (hours, { expect }) => {
      const plain = await playStory(happy);
      const calls = plain.world.gate.calls.filter(({ name }) => name === port);
      expect(calls.length).toBeGreaterThan(0);
      for (const { number } of sliceOf(calls, 8)) {
        const faults = outage(port, number, hours * HOUR);
        const { violations } = withEnd(
          await playStory(happy, { faults }, `${port} down from call ${number}`),
          endOf(plain.world),
        );
        expect(violations, `from call ${number}`).toEqual([]);
      }
    },
  );
});
