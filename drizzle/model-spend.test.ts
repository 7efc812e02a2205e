import { countedLog } from "./memory-model-spend.ts";
import { memoryEventLog } from "./memory-event-log.ts";
import { modelSpendContract } from "./model-spend.contract.ts";

modelSpendContract({ name: "the count in memory", make: (shards) => countedLog(memoryEventLog({ shards })) });
