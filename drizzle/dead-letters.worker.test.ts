// Tests the dead letters in D1 with the contract of the port.
import { env } from "cloudflare:workers";
import { deadLettersContract } from "../testing/contracts/dead-letters.ts";
import { d1DeadLetters } from "./dead-letters.ts";

deadLettersContract({ name: "the dead letters in D1", make: () => d1DeadLetters([env.EVENTS_0]) });
