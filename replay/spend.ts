// What calls of models have cost, counted from the events: the table `model_spend`, which budgets read, must say the same.
import { eventInRow } from "../schema/events.ts";
import type { SourceSpend } from "../schema/answers.ts";
import { type Fault, faultAt } from "./faults.ts";
import type { StreamRows } from "./source.ts";

/** Marks a call of a model in a body. No string value can contain this text, because quotes are escaped in JSON strings. */
const CALL = '"type":"LlmCalled"';

/** What the calls of a day and source have cost. */
export interface DaySpend extends SourceSpend {
  readonly day: string;
}

export interface SpendBook {
  /** Counts the calls of the next stream, which can be read as a chain. */
  learn(stream: StreamRows): void;
  /**
   * The faults of the stored rows, which are of all databases together. Calls of `today` may have come after their streams were read, so its
   * rows may have more.
   */
  faults(rows: readonly DaySpend[], today: string): readonly Fault[];
}

const keyOf = ({ day, source }: Pick<DaySpend, "day" | "source">): string => `model_spend.${day}.${source}`;

/** The rows with those of the same day and source added up, by their names. */
function summed(rows: readonly DaySpend[]): ReadonlyMap<string, DaySpend> {
  const sums = new Map<string, DaySpend>();
  for (const row of rows) {
    const sum = sums.get(keyOf(row));
    sums.set(
      keyOf(row),
      sum
        ? {
            ...sum,
            calls: sum.calls + row.calls,
            tokens: sum.tokens + row.tokens,
            microDollars: sum.microDollars + row.microDollars,
          }
        : row,
    );
  }
  return sums;
}

const FIELDS = ["calls", "tokens", "microDollars"] as const;

export function spendBook(): SpendBook {
  const counted: DaySpend[] = [];
  return {
    learn: ({ rows }) => {
      for (const row of rows) {
        if (!row.body.includes(CALL)) continue;
        const event = eventInRow(row);
        if (event.type !== "LlmCalled") continue;
        const { source = "", tokensIn, tokensOut, costMicroDollars } = event.payload;
        const tokens = tokensIn + tokensOut;
        counted.push({ day: event.at.slice(0, 10), source, calls: 1, tokens, microDollars: costMicroDollars });
      }
      // Many calls have the same day and source.
      if (counted.length > 1_000) counted.splice(0, counted.length, ...summed(counted).values());
    },
    faults: (rows, today) => {
      const [expected, found] = [summed(counted), summed(rows)];
      return [...new Set([...expected.keys(), ...found.keys()])].toSorted().flatMap((key) =>
        FIELDS.flatMap((field) => {
          const [wanted, had] = [expected.get(key)?.[field], found.get(key)?.[field]];
          const isLater = found.get(key)?.day === today && (had ?? 0) > (wanted ?? 0);
          return wanted === had || isLater
            ? []
            : faultAt(null, null, {
                name: "read_model_differs",
                field: `${key}.${field}`,
                expected: wanted,
                found: had,
              });
        }),
      );
    },
  };
}
