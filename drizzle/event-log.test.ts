import { eventLogContract } from "./event-log.contract.ts";
import { memoryEventLog } from "./memory-event-log.ts";

eventLogContract({
  name: "the log in memory",
  make: ({ shards, down }) => memoryEventLog({ shards, isDown: (shard) => down.includes(shard) }),
});
