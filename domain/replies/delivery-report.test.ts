// Tests whether a delivery report is final, and whom it is about: 80 reports with and without the form of RFC 3464.
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusRows } from "../../testing/corpora.ts";
import { readReport, recipientsOf } from "./delivery-report.ts";
import { machineMail } from "./machine.ts";
import { ReadHeader } from "../../schema/hearing.ts";

const Recipient = z.strictObject({
  address: z.string().nullable(),
  action: z.string().nullable(),
  status: z.string().nullable(),
  diagnostic: z.string().nullable(),
});
const Row = z.strictObject({
  id: z.string(),
  kind: z.enum(["final", "soft", "none"]),
  subject: z.string(),
  text: z.string(),
  email: z.string(),
  address: z.string().nullable(),
  headers: z.partialRecord(ReadHeader, z.string()).optional(),
  reports: z.array(Recipient).optional(),
});
const reports = corpusRows("replies/delivery-reports.jsonl", Row);

describe("a delivery report", () => {
  it.for(reports)("is $kind: $id, $subject", (report, { expect }) => {
    const read = readReport(report);
    expect(read).toMatchObject({ kind: report.kind, rule: expect.stringMatching(/^report\.[\w.]{1,70}$/) });
    expect(read?.recipient?.address ?? null).toBe(report.address);
    expect(machineMail(report)?.kind).toBe(`report_${report.kind}`);
  });

  it("has all its recipients, each with its own fields", ({ expect }) => {
    const status = [
      "Reporting-MTA: dns; mx",
      "",
      "Final-Recipient: rfc822;a@x.example",
      "Original-Recipient: rfc822;b@x.example",
      "Action: failed",
      "Status: 5.1.1 (bad)",
      "Diagnostic-Code: smtp; 550",
      " folded",
      "",
      "Original-Recipient: rfc822; C@x.example",
      "Action: Delayed",
      "Status: 4.4.1",
    ].join("\r\n");
    expect(recipientsOf(status)).toEqual([
      { address: "a@x.example", action: "failed", status: "5.1.1", diagnostic: "smtp; 550 folded" },
      { address: "c@x.example", action: "delayed", status: "4.4.1", diagnostic: null },
    ]);
  });
});
