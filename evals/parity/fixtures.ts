// All fixtures of the parity baseline, in the order of the frozen baseline, which is compared entry by entry.
import type { Fixture } from "../../testing/memory/fixture.ts";
import { exampleFixtures } from "./example-fixtures.ts";
import { generatedFixtures } from "./generated-fixtures.ts";
import { heardFixtures } from "./heard-fixtures.ts";
import { liftedFixtures } from "./lifted-fixtures.ts";
import { sampleFixtures } from "./sample-fixtures.ts";

/** The number of generated fixtures. With so many, each event type, action, reason and refusal of the path without models occurs several times: see `parity.test.ts`. */
const GENERATED = 320;

export const parityFixtures = (): readonly Fixture[] => [
  ...sampleFixtures(),
  ...generatedFixtures(GENERATED),
  ...exampleFixtures(),
  ...liftedFixtures(),
  ...heardFixtures(),
];
