// Compile-time test, never run: the source of provenance must be a rule of the list, not another text that looks like one.
import type { ShownEvidence } from "../schema/provenance.ts";
import { certain } from "./contact/decision.ts";
import { byPerson, byTemplate } from "./evidence.ts";

declare const row: ShownEvidence;
declare const text: string;

export const sources = [
  certain("first_contact", "rule:ladder@1", row),
  certain("undone", byPerson(text), row),
  certain("held", byTemplate(text), row),
];
// @ts-expect-error no rule has this name
certain("first_contact", "rule:leader@1", row);
// @ts-expect-error no rule has this version
certain("first_contact", "rule:ladder@2", row);
// @ts-expect-error a rule is named with its version
certain("first_contact", "rule:ladder", row);
// @ts-expect-error a text is no source
certain("first_contact", text, row);
