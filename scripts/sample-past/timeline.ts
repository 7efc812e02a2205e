// What is due when, in the sample past: the clock goes on to what is due first.

interface Clock {
  readonly now: () => number;
  readonly pass: (milliseconds: number) => void;
}

interface Due {
  readonly at: number;
  readonly what: () => Promise<void>;
}

export type Timeline = ReturnType<typeof openTimeline>;

export function openTimeline({ now, pass }: Clock) {
  const due: Due[] = [];
  const next = (): Due | null =>
    due.reduce<Due | null>((first, one) => (first && first.at <= one.at ? first : one), null);
  return {
    /** Sets what is to happen at this time, in milliseconds; at once when the time is over. */
    later: (at: number, what: Due["what"]): void => void due.push({ at, what }),
    /** Lets happen what is due until then, also what that makes due. What is due later does not happen. */
    async runUntil(last: number): Promise<void> {
      for (let one = next(); one && one.at <= last; one = next()) {
        due.splice(due.indexOf(one), 1);
        pass(Math.max(0, one.at - now()));
        await one.what();
      }
      due.length = 0;
      pass(Math.max(0, last - now()));
    },
  };
}
