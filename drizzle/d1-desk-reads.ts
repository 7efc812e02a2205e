// The desk's reads in D1: read models of the log beside names from the CRM.
import { contactReads } from "./contact-reads.ts";
import type { DeskReads } from "./desk-reads.ts";
import { holdReads } from "./hold-reads.ts";
import { mailReads } from "./mail-reads.ts";

export const d1DeskReads = (events: D1Database, crm: D1Database): DeskReads => ({
  ...holdReads(events),
  ...mailReads(events),
  ...contactReads(events, crm),
});
