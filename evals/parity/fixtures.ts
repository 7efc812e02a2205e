// All fixtures of the parity baseline, in their order.
import type { Fixture } from "../../testing/memory/fixture.ts";
import { exampleFixtures } from "./example-fixtures.ts";
import { generatedFixtures } from "./generated-fixtures.ts";
import { sampleFixtures } from "./sample-fixtures.ts";

/** Enough that every word of the scripted path is said several times: `parity.test.ts` holds which. */
const GENERATED = 320;

export const parityFixtures = (): readonly Fixture[] => [
  ...sampleFixtures(),
  ...generatedFixtures(GENERATED),
  ...exampleFixtures(),
];
