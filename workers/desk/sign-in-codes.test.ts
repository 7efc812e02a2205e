// Tests one-time codes: their form, and that no order of requests makes one valid twice, too long, for another person or after guesses.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { isFull } from "../../testing/full.ts";
import { runs } from "../../testing/properties.ts";
import type { Identified } from "./identities.ts";
import { codeIn, signInCodes } from "./sign-in-codes.ts";

const ada: Identified = { identity: "ada", mark: "mark of ada" };
const grace: Identified = { identity: "grace", mark: "mark of grace" };
const PEOPLE = [ada, grace];

const START = Date.parse("2026-11-22T12:00:00.000Z");
const TEN_MINUTES = 10 * 60 * 1000;

function aClock() {
  let at = START;
  return { now: () => new Date(at), pass: (milliseconds: number) => void (at += milliseconds) };
}

/** Random bytes that give another code at each call. */
function distinctRandom(): (bytes: number) => Uint8Array {
  let count = 0;
  return (bytes) => {
    count += 1;
    return Uint8Array.from({ length: bytes }, (_, index) => (count >> (5 * index)) & 31);
  };
}

/** Codes at a clock that the test moves. `guess` spends a wrong code. */
function someCodes() {
  const clock = aClock();
  const codes = signInCodes({ now: clock.now, random: distinctRandom() });
  return { clock, codes, guess: () => codes.spend("ZZZZ-ZZZZ") };
}

describe("a code", () => {
  it("has eight characters of the alphabet, and expires ten minutes after it was made", ({ expect }) => {
    const { code, expiresAt } = someCodes().codes.make(ada);
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    expect(expiresAt.getTime() - START).toBe(TEN_MINUTES);
  });

  it("has each character of the alphabet for equally many random bytes", ({ expect }) => {
    const firsts = Array.from({ length: 256 }, (_, byte) => {
      const codes = signInCodes({ now: aClock().now, random: (bytes) => new Uint8Array(bytes).fill(byte) });
      return codes.make(ada).code.charAt(0);
    });
    const counts = [...Map.groupBy(firsts, (first) => first).values()].map(({ length }) => length);
    expect(counts).toEqual(Array.from({ length: 32 }, () => 8));
  });

  it("has one character for each random byte", ({ expect }) => {
    const codes = signInCodes({
      now: aClock().now,
      random: (bytes) => Uint8Array.from({ length: bytes }, (_, i) => i),
    });
    expect(codes.make(ada).code).toBe("2345-6789");
  });

  it("signs in the person who made it, once", ({ expect }) => {
    const { codes } = someCodes();
    const [first, second] = [codes.make(ada), codes.make(grace)];
    expect(codes.spend(second.code)).toBe(grace);
    expect(codes.spend(second.code)).toBeNull();
    expect(codes.spend(first.code)).toBe(ada);
  });

  it("is valid until ten minutes have passed", ({ expect }) => {
    const { clock, codes } = someCodes();
    const [first, second] = [codes.make(ada), codes.make(ada)];
    clock.pass(TEN_MINUTES - 1);
    expect(codes.spend(first.code)).toBe(ada);
    clock.pass(1);
    expect(codes.spend(second.code)).toBeNull();
  });

  it("is void when five later ones were made", ({ expect }) => {
    const { codes } = someCodes();
    const [first, second] = Array.from({ length: 6 }, () => codes.make(ada).code);
    expect([codes.spend(first ?? ""), codes.spend(second ?? "")]).toEqual([null, ada]);
  });

  it("is void after ten wrong ones, also when other codes were made meanwhile", ({ expect }) => {
    const { codes, guess } = someCodes();
    const { code } = codes.make(ada);
    for (let count = 0; count < 9; count += 1) guess();
    const later = codes.make(grace);
    guess();
    expect([codes.spend(code), codes.spend(later.code)]).toEqual([null, null]);
    expect(codes.spend(codes.make(ada).code)).toBe(ada);
  });

  it("is valid after nine wrong ones, and after any texts that are no code", ({ expect }) => {
    const { codes, guess } = someCodes();
    const { code } = codes.make(ada);
    for (let count = 0; count < 9; count += 1) guess();
    for (let count = 0; count < 20; count += 1) codes.spend("token-of-nobody-at-all");
    expect(codes.spend(code)).toBe(ada);
  });

  it("is not affected by guesses from a time without a code", ({ expect }) => {
    const { codes, guess } = someCodes();
    for (let count = 0; count < 9; count += 1) guess();
    const { code } = codes.make(ada);
    guess();
    expect(codes.spend(code)).toBe(ada);
  });

  it("is valid only where it was made", ({ expect }) => {
    const [here, elsewhere] = [someCodes().codes, someCodes().codes];
    const { code } = here.make(ada);
    expect(elsewhere.spend(code)).toBeNull();
    expect(here.spend(code)).toBe(ada);
  });
});

type Step =
  | { readonly do: "make"; readonly who: Identified }
  | { readonly do: "spend"; readonly which: number }
  | { readonly do: "guess"; readonly times: number }
  | { readonly do: "wait"; readonly milliseconds: number };

const steps = fc.array(
  fc.oneof<fc.MaybeWeightedArbitrary<Step>[]>(
    { arbitrary: fc.record({ do: fc.constant("make" as const), who: fc.constantFrom(...PEOPLE) }), weight: 3 },
    { arbitrary: fc.record({ do: fc.constant("spend" as const), which: fc.nat({ max: 5 }) }), weight: 4 },
    { arbitrary: fc.record({ do: fc.constant("guess" as const), times: fc.integer({ min: 1, max: 7 }) }), weight: 2 },
    {
      arbitrary: fc.record({
        do: fc.constant("wait" as const),
        milliseconds: fc.constantFrom(1, TEN_MINUTES / 2, TEN_MINUTES - 1, TEN_MINUTES),
      }),
      weight: 1,
    },
  ),
  { maxLength: 60, size: "max" },
);

interface Made {
  readonly code: string;
  readonly who: Identified;
  readonly at: number;
  /** The wrong codes before this one was made. */
  readonly wrongBefore: number;
  isUsed: boolean;
}

/** Takes the steps, and checks each answer. Returns how many codes were accepted. */
function take(story: readonly Step[], check: (isRight: boolean, rule: string) => void): number {
  const { clock, codes, guess } = someCodes();
  const made: Made[] = [];
  let wrong = 0;
  let accepted = 0;
  const spend = (which: number): void => {
    // The newest codes have the lowest numbers.
    const index = made.length - 1 - which;
    const one = made[index];
    if (!one) return;
    const answer = codes.spend(one.code);
    const isExpired = clock.now().getTime() - one.at >= TEN_MINUTES;
    const later = made.slice(index + 1);
    if (answer === null) {
      const isVoid = one.isUsed || isExpired || later.length >= 5 || wrong > one.wrongBefore;
      check(isVoid, "a code that nothing voids is accepted");
      wrong += 1;
      return;
    }
    check(answer === one.who, "a code is never for another identity");
    check(!one.isUsed, "a code is accepted at most once");
    check(!isExpired, "a code is never accepted after ten minutes");
    check(later.filter(({ isUsed }) => !isUsed).length < 5, "the oldest of too many codes is void");
    check(wrong - one.wrongBefore < 10, "a code is void after ten wrong ones");
    one.isUsed = true;
    accepted += 1;
  };
  for (const step of story) {
    if (step.do === "make") {
      const { code } = codes.make(step.who);
      made.push({ code, who: step.who, at: clock.now().getTime(), wrongBefore: wrong, isUsed: false });
    } else if (step.do === "spend") spend(step.which);
    else if (step.do === "wait") clock.pass(step.milliseconds);
    else {
      for (let count = 0; count < step.times; count += 1) check(guess() === null, "a guess is refused");
      wrong += step.times;
    }
  }
  return accepted;
}

describe("codes in any order of making, spending, guessing and waiting", () => {
  it("are accepted at most once, in their ten minutes, for their maker, before ten wrong ones", ({ expect }) => {
    let accepted = 0;
    fc.assert(
      fc.property(steps, (story) => {
        accepted += take(story, (isRight, rule) => expect(isRight, rule).toBe(true));
      }),
      runs(400),
    );
    expect(accepted).toBeGreaterThan(isFull ? 400 : 100);
  });
});

describe("a typed code", () => {
  it.for([["QK4M-7RNP"], ["qk4m7rnp"], [" qk4m 7rnp "], ["QK4M–7RNP"], ["Q K 4 M - 7 R N P"], ["qk4m\u00a07rnp\n"]])(
    "is recognised as %j",
    ([typed], { expect }) => {
      expect(codeIn(typed ?? "")).toBe("QK4M-7RNP");
    },
  );

  it.for([[""], ["QK4M-7RN"], ["QK4M-7RNPP"], ["QK4M-7RN0"], ["QK4M-7RNO"], ["QK4M_7RNP"], ["QK4M-7RNP'"]])(
    "is none in %j",
    ([typed], { expect }) => {
      expect(codeIn(typed ?? "")).toBeNull();
    },
  );
});
