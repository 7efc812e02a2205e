// Seeded random numbers: the same seed gives the same numbers, so that a failed run can be repeated.
import { sha256 } from "../schema/canonical.ts";

export interface Chance {
  /** From 0 up to, but not including, 1. */
  next(): number;
  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number;
  /** True in `share` of the cases. */
  hits(share: number): boolean;
}

/** Bytes for keys and nonces. */
export const bytesOf =
  (chance: Chance) =>
  (bytes: number): Uint8Array =>
    Uint8Array.from({ length: bytes }, () => chance.below(256));

/** Mulberry32: 32 bits of state are enough for the choice of turns. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { next, below: (below) => Math.floor(next() * below), hits: (share) => next() < share };
}

/** The chance that follows from names, whatever else was drawn before: the same names give the same numbers. */
export const chanceFor = (...names: readonly string[]): Chance =>
  chanceOf(Number.parseInt(sha256(...names).slice(0, 8), 16));
