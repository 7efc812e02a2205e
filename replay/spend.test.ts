// Tests the cost of model calls, counted from the events, against the stored rows.
import { storedForm } from "../schema/stored-form.ts";
import { describe, it } from "vitest";
import { aContact, lead, runOf, waited } from "../testing/contact/scenario.ts";
import type { StreamRows } from "./source.ts";
import { type DaySpend, spendBook } from "./spend.ts";

const run = runOf("1");

/** A contact with two calls of a model on one day, of 900 + 20 and 100 + 5 tokens. */
function aStream(): StreamRows & { readonly day: string } {
  const contact = aContact();
  contact.perform(lead("1"));
  for (const [turn, [tokensIn, tokensOut, costMicroDollars]] of [
    [900, 20, 53],
    [100, 5, 7],
  ].entries()) {
    const command = waited(run, "plan", turn);
    contact.perform({
      ...command,
      call: { ...command.call, tokensIn, tokensOut, costMicroDollars } as typeof command.call,
    });
  }
  const { events } = contact.stream;
  const rows = events.map((event) => ({
    streamId: event.streamId,
    version: event.version,
    hash: "",
    body: JSON.stringify(storedForm(event)),
    sealed: event.sealed,
    signature: null,
  }));
  const [first] = events;
  if (!first) throw new Error("no events");
  return { streamId: first.streamId, rows, day: first.at.slice(0, 10) };
}

const stream = aStream();
const SPENT: DaySpend = { day: stream.day, source: "test", calls: 2, tokens: 1_025, microDollars: 60 };
const TOMORROW = "2999-01-01";

describe("the cost of model calls", () => {
  const book = () => {
    const made = spendBook();
    made.learn(stream);
    return made;
  };

  it("is that of the events, in one database or spread over several", ({ expect }) => {
    expect(book().faults([SPENT], TOMORROW)).toEqual([]);
    const [one, other] = [
      { ...SPENT, calls: 1, tokens: 920, microDollars: 53 },
      { ...SPENT, calls: 1, tokens: 105, microDollars: 7 },
    ];
    expect(book().faults([one, other], TOMORROW)).toEqual([]);
  });

  it("is a fault when it is raised, lowered, missing or invented", ({ expect }) => {
    const fields = (rows: readonly DaySpend[]) =>
      book()
        .faults(rows, TOMORROW)
        .map(({ name, field }) => `${name} ${field}`);
    const place = `read_model_differs model_spend.${stream.day}.test`;
    expect(fields([{ ...SPENT, tokens: 1_026 }])).toEqual([`${place}.tokens`]);
    expect(fields([{ ...SPENT, microDollars: 0 }])).toEqual([`${place}.microDollars`]);
    expect(fields([])).toEqual([`${place}.calls`, `${place}.tokens`, `${place}.microDollars`]);
    expect(fields([SPENT, { ...SPENT, source: "website" }])).toHaveLength(3);
  });

  it("may be more today, when calls come during the check, but not less", ({ expect }) => {
    expect(book().faults([{ ...SPENT, calls: 3 }], stream.day)).toEqual([]);
    expect(book().faults([{ ...SPENT, calls: 1 }], stream.day)).toHaveLength(1);
  });
});
