// Virtual time, in milliseconds.

export { SECOND_MS as SECOND, MINUTE_MS as MINUTE, HOUR_MS as HOUR, DAY_MS as DAY } from "../schema/time.ts";
