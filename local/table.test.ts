// Tests the table of the sample leads that `npm start` prints.
import { it } from "vitest";
import type { ContactState } from "./contact-state.ts";
import { tableOf } from "./table.ts";

const held: ContactState = {
  action: "initial",
  reason: "first_contact",
  grade: { runId: "run_1", verdict: "qualified", basisPoints: 10_000 },
  tier: "B",
  stop: "preview hold",
  tasks: [],
};
const vetoed: ContactState = {
  action: "skip",
  reason: "replied",
  grade: null,
  tier: "D",
  stop: "veto",
  tasks: ["hot_reply"],
};

it("has one line per lead, and each column is as wide as its widest cell", ({ expect }) => {
  const table = tableOf([
    { lead: "ada", source: "website", state: held },
    { lead: "grace", source: "crm", state: vetoed },
  ]);
  expect(table.split("\n")).toEqual([
    "LEAD   SOURCE   ACTION   GRADE           TIER  STOPPED AT            WHY",
    "ada    website  initial  1.00 qualified  B     preview hold          The contact has not been written to before",
    "grace  crm      skip     –               D     veto, task hot_reply  A person has taken over the conversation",
  ]);
});

it("shows a dash for values that are not known yet", ({ expect }) => {
  const undecided: ContactState = {
    action: null,
    reason: null,
    grade: null,
    tier: null,
    stop: "on its way to plan",
    tasks: [],
  };
  expect(tableOf([{ lead: "ada", source: "crm", state: undecided }]).split("\n")[1]).toBe(
    "ada   crm     –       –      –     on its way to plan  –",
  );
});
