// Tests that a time which a source states far ahead neither blocks a contact nor counts as its latest message.
import { describe, it } from "vitest";
import { aContact, lead, runOf, signal } from "../../testing/contact/scenario.ts";
import { ADA, ada, START } from "../../testing/people.ts";
import { DAY_MS } from "../../schema/time.ts";
import type { HistorySignal } from "../../schema/signals.ts";
import { isSequenceClosed, unanswered } from "./state.ts";
import { historyOf } from "./views.ts";

const received = new Date(START).toISOString();
const inDays = (days: number): string => new Date(Date.parse(received) + days * DAY_MS).toISOString();

const imported = (times: Partial<Pick<HistorySignal, "sends" | "messages">>) =>
  signal("h", { kind: "history", email: ADA, sends: [], messages: [], flags: [], ...times });

describe("an imported history", () => {
  it("has a send of the year 2999 as one of the moment of its receipt, and says so in its evidence", ({ expect }) => {
    const contact = aContact().given(
      imported({ sends: ["2026-01-05T09:00:00.000Z", "2999-01-01T00:00:00.000Z"] }),
      lead(),
    );
    const { stream } = contact;
    const run = stream.contact.runs[runOf("1")]!;
    expect(historyOf(ada, stream.contact, run, received)).toMatchObject({ sequence: 2, lastSentAt: received });
    const [event] = stream.events;
    expect(event).toMatchObject({
      type: "HistoryImported",
      payload: { sends: ["2026-01-05T09:00:00.000Z", received] },
      provenance: { evidence: [{ table: "receipts", columns: { kind: "history", sends_cut: 1 } }] },
    });
    expect(stream.open(1)).toMatchObject({ signal: { sends: [expect.anything(), "2999-01-01T00:00:00.000Z"] } });
  });

  it("does not close the sequence beyond a later lead", ({ expect }) => {
    const messages = [{ at: "2999-01-01T00:00:00.000Z", class: "not_interested" as const }];
    const contact = aContact().given(imported({ messages })).pass(DAY_MS).given(lead());
    expect(isSequenceClosed(contact.stream.contact)).toBe(false);
    expect(contact.stream.events[0]?.provenance.evidence[0]?.columns).toMatchObject({ messages_cut: 1 });
  });

  it("has no unanswered message beyond a later send", ({ expect }) => {
    const messages = [{ at: "2999-01-01T00:00:00.000Z", class: "interested" as const }];
    const contact = aContact()
      .given(imported({ messages }))
      .pass(2 * DAY_MS);
    expect(unanswered(contact.stream.contact)).toMatchObject({ at: received });
    const later = signal("h2", { kind: "history", email: ADA, sends: [inDays(1)], messages: [], flags: [] });
    expect(unanswered(contact.given(later).stream.contact)).toBeNull();
  });

  it.for([
    ["a day ahead", inDays(1), false],
    ["a millisecond more", new Date(Date.parse(inDays(1)) + 1).toISOString(), true],
    ["in the past", "1970-01-01T00:00:00.000Z", false],
  ] as const)("keeps a time as stated up to a day ahead: %s", ([, stated, isCut], { expect }) => {
    const { payload, provenance } = aContact().given(imported({ sends: [stated] })).stream.events[0]!;
    expect(payload).toMatchObject({ sends: [isCut ? received : stated] });
    expect(provenance.evidence[0]?.columns).toEqual({ kind: "history", ...(isCut ? { sends_cut: 1 } : {}) });
  });
});
