// Tests that a follow-up which a plan put off and the timer made again is verified, and that one that no plan or policy allows is found.
import { companyBook } from "./companies.ts";
import { describe, it } from "vitest";
import { canonicalJson } from "../schema/canonical.ts";
import { logKeysOf } from "../domain/log-keys.ts";
import { currentRun } from "../domain/contact/state.ts";
import { DAY_MS, dayAfter } from "../schema/time.ts";
import { actionUnder, aPlan, gradesUnder } from "../testing/contact/plans.ts";
import { followup, withSend } from "../testing/contact/scenario.ts";
import { replanted } from "../testing/honest-log.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { ada } from "../testing/people.ts";
import { policiesOf } from "../domain/policies.ts";
import { noKeys } from "./source.ts";
import { suppressionBook } from "./suppressions.ts";
import { verifyStream } from "./verify.ts";

/** The log of a contact whose first follow-up was put off for ten days and was made again; and the version of that plan. */
function madeAgain() {
  const contact = withSend()
    .pass(4 * DAY_MS)
    .given(followup(1));
  const { runId } = currentRun(contact.stream.contact)!;
  const until = dayAfter(contact.stream.contact.at!.slice(0, 10), 10);
  const plan = aPlan({ stages: ["skip"], skipReason: "not_now", until });
  const planned = { ...actionUnder(runId, plan), action: "followup" as const, reason: "followup_due" as const };
  contact.perform(planned, { hit: false, revision: 3 });
  const planVersion = contact.stream.events.findLast(({ type }) => type === "PlanProposed")!.version;
  const command = followup(1);
  contact.given(gradesUnder(contact, runId)).pass(10 * DAY_MS);
  contact.given({ ...command, commandId: `${command.commandId}_1` as typeof command.commandId });
  return { rows: contact.stream.rows, planVersion };
}

interface Changeable {
  readonly payload: Record<string, unknown>;
  readonly provenance: { evidence: unknown[] };
}

/** The faults of follow-ups after a forger has changed one event; the sample's other events have no honest evidence. */
function faultsAfter(change: (event: Changeable) => void, at: "plan" | "followup"): readonly string[] {
  const { rows, planVersion } = madeAgain();
  const forged = replanted(rows, at === "plan" ? planVersion : rows.length, (event) => {
    const json = JSON.parse(canonicalJson(event)) as Changeable;
    change(json);
    return json as never;
  });
  const books = {
    policies: policiesOf(),
    suppressions: suppressionBook(),
    logKeys: logKeysOf([LOG_SIGNER.key]),
    companies: companyBook(),
  };
  return verifyStream({ streamId: ada, rows: forged }, { ...books, keys: noKeys })
    .map(({ name }) => name)
    .filter((name) => name === "followup_differs");
}

describe("a follow-up that was put off and made again", () => {
  it("has no fault", ({ expect }) => {
    expect(faultsAfter(() => undefined, "followup")).toEqual([]);
  });

  it("must cite the policy that allows it", ({ expect }) => {
    expect(faultsAfter(({ provenance }) => void provenance.evidence.pop(), "followup")).toEqual(["followup_differs"]);
  });

  it("must not come before the plan’s day, nor after a plan without one", ({ expect }) => {
    expect(faultsAfter(({ payload }) => void (payload["until"] = "2026-12-01"), "plan")).toEqual(["followup_differs"]);
    expect(faultsAfter(({ payload }) => void delete payload["until"], "plan")).toEqual(["followup_differs"]);
  });
});
