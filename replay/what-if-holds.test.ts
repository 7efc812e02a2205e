// Tests that a policy which confirms previews would have confirmed none for an address that no mail can be written to.
import { it } from "vitest";
import { fold } from "../domain/contact/evolve.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { aContact, action, grades, runOf, signal } from "../testing/contact/scenario.ts";
import { openHoldWatch } from "./what-if-holds.ts";

function changesFor(email: string): readonly string[] {
  const run = runOf("1");
  const contact = aContact().given(signal("1", { kind: "lead", email }), action(run), grades(run));
  const { events } = contact.stream;
  const changes: string[] = [];
  const report = { change: (aspect: string) => void changes.push(aspect), unknown: () => {} };
  const watch = openHoldWatch({ ...samplePolicy.hold, autoConfirm: { actions: ["initial"], sources: [] } });
  for (const [index, event] of events.entries()) watch.check(event, fold(events.slice(0, index), []), report);
  watch.end(report);
  return changes;
}

it("a policy that confirms previews confirms none that cannot be answered by mail", ({ expect }) => {
  expect(changesFor("dora@engine.example")).toEqual(["hold"]);
  expect(changesFor("dörte@engine.example")).toEqual([]);
});
