// Writes amounts for people: bytes, shares, large counts.
import { PARTS } from "../../schema/database-size.ts";

const GIGABYTE = 1_000_000_000;
const MEGABYTE = 1_000_000;

/** Three significant digits are enough to see a change, and few enough to read. */
const digits = (number: number): string => number.toLocaleString("en-GB", { maximumSignificantDigits: 3 });

/** `4.1 MB`, `7.32 GB`; at least `0.1 MB`. A gigabyte is a thousand million bytes. */
export function bytesText(bytes: number): string {
  // Rounded before the unit is chosen, so that no text says 1,000 MB.
  if (bytes >= GIGABYTE - MEGABYTE / 2) return `${digits(bytes / GIGABYTE)} GB`;
  return `${digits(Math.max(0.1, Math.round(bytes / (MEGABYTE / 10)) / 10))} MB`;
}

/** `70 %`, `2.4 %`, `under 0.1 %`. Rounded down, so that a share below a limit does not look as if it were reached. */
export function shareText(share: number): string {
  // Counted in parts, because 0.07 * 1,000 is 70.00000000000001, and others are below their whole number.
  const thousandths = Math.floor(Math.round(share * PARTS) / (PARTS / 1_000));
  if (thousandths === 0) return "under 0.1 %";
  return `${thousandths / 10} %`;
}

/** `350,000`, `18 million`: two significant digits, because such a count is an estimate. */
export function countText(count: number): string {
  const rounded = Number(count.toPrecision(2));
  if (rounded >= 1_000_000) return `${rounded / 1_000_000} million`;
  return Math.floor(rounded).toLocaleString("en-GB");
}
