// Tests the in-memory suppression list of the tests with the contract of the port.
import { memorySuppressionList } from "../testing/twins/memory-suppression-list.ts";
import { suppressionListContract } from "../testing/contracts/suppression-list.ts";

suppressionListContract({ name: "the suppression list in memory", make: memorySuppressionList });
