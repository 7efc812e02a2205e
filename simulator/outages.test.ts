import { describe, it } from "vitest";
import { isFull } from "./full.ts";
import { outage } from "./call-gate.ts";
import { happy } from "./stories.ts";
import { endOf, tell, withEnd } from "./trial.ts";
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
];

describe.for(PORTS)("with %s down", (port) => {
  it.for([1, 26])(
    "for %i h from any of its calls on, everything happens later, and once",
    async (hours, { expect }) => {
      const plain = await tell(happy);
      const calls = plain.world.gate.calls.filter(({ name }) => name === port);
      expect(calls.length).toBeGreaterThan(0);
      for (const { number } of calls.filter((_, index) => isFull || index % 3 === 0)) {
        const faults = outage(port, number, hours * HOUR);
        const { violations } = withEnd(
          await tell(happy, { faults }, `${port} down from call ${number}`),
          endOf(plain.world),
        );
        expect(violations, `from call ${number}`).toEqual([]);
      }
    },
  );
});
