// A plain form post: flat names and values, JSON or form fields. A `submission_id`, where the form has one, makes repeats known.
import { err } from "../../../schema/result.ts";
import { oneLine } from "./fields.ts";
import { DEFAULT_LABELS, entriesOf, type LabelRules, pickFields } from "./labels.ts";
import { type MapResult, mappedLead } from "./mapped.ts";

export function mapForm(payload: unknown, labels: LabelRules = DEFAULT_LABELS): MapResult {
  const entries = entriesOf(payload);
  if (entries.length === 0) return err({ reason: "payload_unrecognised" });
  const fields = pickFields(entries, labels);
  return mappedLead(fields, oneLine(fields.submissionId));
}
