// A setup file: stops `Date` in workerd at a time in the far future. An object sets its alarm by `Date`, but the runtime fires
// alarms by its own clock, so no alarm fires by itself during a slow test. A test runs alarms itself, and may move the stopped
// clock.
import { beforeEach, vi } from "vitest";

const NOON = "2100-01-01T12:00:00.000Z";
const stop = (): void => void vi.setSystemTime(NOON);

// Before the tests, for values that the test file makes when it is imported.
stop();
beforeEach(stop);
