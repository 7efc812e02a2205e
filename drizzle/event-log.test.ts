// Tests the in-memory event log of the tests with the contract of the event log port.
import { eventLogContract } from "../testing/contracts/event-log.ts";
import { memoryEventLog } from "../testing/twins/memory-event-log.ts";

eventLogContract({
  name: "the log in memory",
  make: ({ shards, down }) => memoryEventLog({ shards, isDown: (shard) => down.includes(shard) }),
});
