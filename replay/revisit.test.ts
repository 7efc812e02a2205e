// Tests that a run which the timer requested on the day of a revisit is verified, and that one which no person wanted, or not so, is found.
import { describe, it } from "vitest";
import { canonicalJson } from "../schema/canonical.ts";
import { logKeysOf } from "../domain/log-keys.ts";
import { DAY_MS, dayAfter } from "../schema/time.ts";
import { clearRevisit, dismiss, revisitDue, runOf, setRevisit, withPreview } from "../testing/contact/scenario.ts";
import { replanted } from "../testing/honest-log.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { ada } from "../testing/people.ts";
import { companyBook } from "./companies.ts";
import { policiesOf } from "../domain/policies.ts";
import { noKeys } from "./source.ts";
import { suppressionBook } from "./suppressions.ts";
import { verifyStream } from "./verify.ts";

const run = runOf("1");

/** A dismissed run that is looked at again after five days; and another wish, which is taken back. */
function lookedAtAgain() {
  const contact = withPreview().given(dismiss(run));
  const on = dayAfter(contact.at().slice(0, 10), 5);
  contact.given(setRevisit(run, dayAfter(on, 3)), clearRevisit(run), setRevisit(run, on));
  const { version } = contact.stream.contact;
  contact.pass(5 * DAY_MS).given(revisitDue(version));
  return { rows: contact.stream.rows, version };
}

interface Changeable {
  writer: string;
  payload: Record<string, unknown>;
  provenance: { source: string };
}

type Place = "wish" | "cleared" | "made";
const set =
  (field: string, value: unknown) =>
  ({ payload }: Changeable): void =>
    void (payload[field] = value);

/** The faults after a forger has changed one event. The sample's other events have no honest evidence, which is left out. */
function faultsAfter(change: (event: Changeable) => void, at: Place): readonly string[] {
  const { rows, version } = lookedAtAgain();
  const place = { wish: version, cleared: version - 1, made: rows.length }[at];
  const forged = replanted(rows, place, (event) => {
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
    .filter((fault) => "version" in fault && Number(fault.version) >= version - 1)
    .map(({ name }) => name)
    .filter((name) => ["event_unlawful", "writer_not_allowed", "source_not_allowed"].includes(name));
}

describe("a run on the day of a revisit", () => {
  it("has no fault", ({ expect }) => {
    expect(faultsAfter(() => undefined, "made")).toEqual([]);
  });

  const forgeries: readonly (readonly [string, Place, (event: Changeable) => void, string])[] = [
    ["without a wish", "made", ({ payload }) => void delete payload["revisit"], "writer_not_allowed"],
    ["of another wish", "made", set("revisit", 2), "event_unlawful"],
    ["for another person", "made", set("by", "kofi"), "event_unlawful"],
    ["before its day", "wish", set("on", "2026-12-01"), "event_unlawful"],
    ["of a run that is not there", "wish", set("runId", "run_9"), "event_unlawful"],
    ["taken back for another run", "cleared", set("runId", "run_9"), "event_unlawful"],
  ];
  it.for(forgeries)("is found when it was made %s", ([, at, change, fault], { expect }) => {
    expect(faultsAfter(change, at)).toContain(fault);
  });
});
