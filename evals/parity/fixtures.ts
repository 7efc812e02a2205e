// All fixtures of the parity baseline, in their frozen order.
import type { Fixture } from "../../testing/memory/fixture.ts";
import { exampleFixtures } from "./example-fixtures.ts";
import { generatedFixtures } from "./generated-fixtures.ts";
import { sampleFixtures } from "./sample-fixtures.ts";

/** Enough that every word of the scripted path occurs several times; `parity.test.ts` lists the words. */
const GENERATED = 320;

export const parityFixtures = (): readonly Fixture[] => [
  ...sampleFixtures(),
  ...generatedFixtures(GENERATED),
  ...exampleFixtures(),
];
