// Stops the clock in workerd, far ahead of the runtime's clock. An object sets its alarm by `Date`, and the runtime fires it by its own
// clock, so no alarm fires by itself while a slow test runs; a test fires alarms by hand. A test may move the clock.
import { beforeEach, vi } from "vitest";

const NOON = "2100-01-01T12:00:00.000Z";
const stop = (): void => void vi.setSystemTime(NOON);

// Once for what the test file makes when it is imported.
stop();
beforeEach(stop);
