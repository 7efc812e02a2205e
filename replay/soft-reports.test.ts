// Forged flags of soft delivery reports: `verify` derives the count again from the events alone. Honest ones have no fault.
import { companyBook } from "./companies.ts";
import { describe, it } from "vitest";
import { HEARING } from "../domain/replies/hear.ts";
import { logKeysOf } from "../domain/log-keys.ts";
import { canonicalJson } from "../schema/canonical.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { Policy } from "../schema/policy.ts";
import { DAY_MS } from "../schema/time.ts";
import { aContact, lead, signal } from "../testing/contact/scenario.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { ada, ADA } from "../testing/people.ts";
import { replanted } from "../testing/honest-log.ts";
import { policiesOf } from "../domain/policies.ts";
import { noKeys } from "./source.ts";
import { suppressionBook } from "./suppressions.ts";
import { verifyStream } from "./verify.ts";

const soft = (id: string) => ({
  ...signal(id, { kind: "message", email: ADA, text: "…" }, "auto_reply"),
  reply: {
    class: "auto_reply" as const,
    rule: `${HEARING}#test`,
    hearing: { marks: ["machine" as const, "soft_report" as const] },
  },
  revision: 3,
});

const few: Policy = { ...samplePolicy, bounces: { softReports: 3, withinDays: 7 } };

function bounced(policy: Policy) {
  const contact = aContact({ policy }).given(lead());
  for (let index = 0; index < policy.bounces.softReports; index += 1) contact.pass(DAY_MS).given(soft(`s${index}`));
  return contact.stream.rows;
}

type Json = Record<string, never>;
function faultsIn(policy: Policy, change: (event: Json) => void = () => undefined, version = 0): readonly string[] {
  const rows = bounced(policy);
  const forged = replanted(rows, version || rows.length, (event) => {
    const json = JSON.parse(canonicalJson(event));
    change(json);
    return json;
  });
  const books = {
    policies: policiesOf([few]),
    suppressions: suppressionBook(),
    companies: companyBook(),
    logKeys: logKeysOf([LOG_SIGNER.key]),
  };
  return verifyStream({ streamId: ada, rows: forged }, { ...books, keys: noKeys }).map(
    ({ name, field }) => `${name} ${field}`,
  );
}

describe("a flag of soft reports", () => {
  it.for([samplePolicy, few])("has no fault, by the policy that decided it: %#", (policy, { expect }) => {
    expect(faultsIn(policy)).toEqual([]);
  });

  it("must cite the reports that count", ({ expect }) => {
    expect(
      faultsIn(few, ({ provenance }) => void (provenance as unknown as { evidence: unknown[] }).evidence.pop()),
    ).toEqual(["flag_differs provenance.evidence"]);
  });

  it("must have as many as its policy asks for", ({ expect }) => {
    const other = bounced(samplePolicy).at(-1)!;
    const { policy } = JSON.parse(other.body);
    expect(faultsIn(few, (event) => Object.assign(event, { policy }))).toEqual(["flag_differs provenance.evidence"]);
  });

  it("counts no report that was none", ({ expect }) => {
    const silence = ({ payload }: { payload: { hearing: { marks: string[] } } }) => void (payload.hearing.marks = []);
    expect(faultsIn(few, (event) => silence(event as never), 3)).toContain("flag_differs provenance.evidence");
  });

  it("sets no other flag and takes none back", ({ expect }) => {
    const change = (fields: object) => (event: Json) => void Object.assign(event["payload"]!, fields);
    expect(faultsIn(few, change({ flag: "unsubscribed" }))).toEqual(["flag_differs payload.flag"]);
    expect(faultsIn(few, change({ on: false }))).toEqual(["flag_differs payload.on"]);
  });
});
