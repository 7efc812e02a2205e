// Tests the dead letters in memory with the contract of the port.
import { deadLettersContract } from "../testing/contracts/dead-letters.ts";
import { memoryDeadLetters } from "../testing/twins/memory-dead-letters.ts";

deadLettersContract({ name: "the dead letters in memory", make: memoryDeadLetters });
