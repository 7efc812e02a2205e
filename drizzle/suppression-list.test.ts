import { memorySuppressionList } from "./memory-suppression-list.ts";
import { suppressionListContract } from "./suppression-list.contract.ts";

suppressionListContract({ name: "the suppression list in memory", make: memorySuppressionList });
