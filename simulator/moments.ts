// Virtual time, in milliseconds.

export const START = Date.parse("2026-03-02T09:00:00.000Z");
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
