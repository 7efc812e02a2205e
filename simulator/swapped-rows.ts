// A person with a database handle: swaps the words in every row of a hold, from which the inbox is made.
import { canonicalJson } from "../schema/canonical.ts";
import type { Planted } from "./world.ts";

const OTHER_WORDS = {
  recipient: "x@y.example",
  subject: "Another subject",
  body: "Other words.",
  footer: "Another footer",
};

export const swappedRows: Planted = {
  row: (row) =>
    row.shown === "" ? row : { ...row, shown: canonicalJson({ ...JSON.parse(row.shown), ...OTHER_WORDS }) },
};
