// The sample leads as fixtures, each with the sample CRM, its own history and the sample suppressions.
import { sampleCrm } from "../../samples/crm.ts";
import {
  SAMPLE_HISTORIES,
  SAMPLE_LEADS,
  SAMPLE_SOURCES,
  SAMPLE_SUPPRESSIONS,
  type SampleSource,
} from "../../samples/leads.ts";
import { readSample } from "../../samples/files.ts";
import { contentTypeOf } from "../../local/sign.ts";
import { ROSA, START } from "../../testing/people.ts";
import { type CompanyRow, type Fixture, type Webhook } from "../../testing/memory/fixture.ts";
import { HOUR_MS } from "../../schema/time.ts";

const BEGIN = new Date(START);

function sampleCompanies(): readonly CompanyRow[] {
  const { companies, facts } = sampleCrm(BEGIN);
  const hours = (from: string | number, to: string | number): number =>
    (new Date(to).getTime() - new Date(from).getTime()) / HOUR_MS;
  return companies.map(({ name, domain, status }) => ({
    name,
    domain,
    status,
    facts: facts
      .filter((fact) => fact.domain === domain)
      .map(({ kind, value, observedAt, expiresAt }) => ({
        kind,
        value,
        found: true,
        observedHoursAgo: hours(observedAt, START),
        expiresInHours: hours(START, expiresAt),
      })),
  }));
}

const webhookOf = (source: SampleSource, { id, file }: { id: string; file: string }): Webhook => ({
  do: "webhook",
  source: SAMPLE_SOURCES[source],
  id: `msg_sample_${id}`,
  contentType: contentTypeOf(file),
  body: readSample(file, BEGIN),
});

/** The fixture of each sample: its preview is confirmed, its draft approved and sent, and the first follow-up wait passes. */
export const sampleFixtures = (): readonly Fixture[] =>
  SAMPLE_LEADS.map((lead) => {
    const { id, email, source } = lead;
    const person = { email, by: ROSA, why: "sample" };
    return {
      id: `sample ${id}`,
      companies: sampleCompanies(),
      seniorities: [],
      autoConfirm: false,
      steps: [
        ...SAMPLE_SUPPRESSIONS.map((entry) => ({ do: "suppress" as const, by: ROSA, ...entry })),
        ...SAMPLE_HISTORIES.filter((one) => one.email === email).map((one) => webhookOf("crm", one)),
        { do: "deliver" },
        webhookOf(source, lead),
        { do: "deliver" },
        { do: "click", type: "ConfirmPreview", ...person },
        { do: "deliver" },
        { do: "click", type: "ApproveDraft", ...person },
        { do: "deliver" },
        { do: "wait", hours: 80 },
        { do: "deliver" },
      ],
    };
  });
