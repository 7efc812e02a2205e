// Tests the in-memory count of model calls with the contract of its port.
import { countedLog } from "../testing/twins/memory-model-spend.ts";
import { memoryEventLog } from "../testing/twins/memory-event-log.ts";
import { modelSpendContract } from "../testing/contracts/model-spend.ts";

modelSpendContract({ name: "the count in memory", make: (shards) => countedLog(memoryEventLog({ shards })) });
