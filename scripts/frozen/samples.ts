// Makes the log of the samples with the whole system on the local runtime: the samples as `npm start` sends them, then decisions of reviewers.
import { memorySource } from "../../replay/source.ts";
import { SAMPLE_LEADS } from "../../samples/leads.ts";
import { headOf, merkleRoot } from "../../domain/merkle.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { eventColumns, rowOf } from "../../schema/stored-row.ts";
import { eventually } from "../../local/eventually.ts";
import { type Harness, startHarness } from "../../testing/system/harness.ts";
import type { Port } from "../../schema/ports.ts";
import { recordSamples } from "../../local/sample-companies.ts";
import { sampleCrm } from "../../samples/crm.ts";
import { deskApi } from "../../local/desk-api.ts";
import * as samples from "../../local/samples.ts";
import { postWebhook } from "../../local/webhook.ts";
import { idOf, MASTER_KEY, SYSTEM_KEY } from "../../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../../testing/secrets.ts";
import type { MadeLog } from "./log.ts";
import { DAY_MS } from "../../schema/time.ts";

const SELECT_EVENTS = `SELECT ${eventColumns()} FROM events ORDER BY stream_id, version`;
const SELECT_KEYS = "SELECT stream_id AS streamId, wrapped FROM stream_keys WHERE wrapped <> ''";

const emailOf = (id: string): string => {
  const lead = SAMPLE_LEADS.find((lead) => lead.id === id);
  if (!lead) throw new Error(`there is no sample ${id}`);
  return lead.email;
};
const idOfSample = (id: string): string => idOf(emailOf(id));

export async function makeSamples(): Promise<MadeLog> {
  const system = await startHarness();
  try {
    const to = installationOf(system);
    await recordSamples((await system.env<{ PORT: Port<"desk"> }>("desk")).PORT, sampleCrm(to.now));
    await to.api.act("/policy/adopt");
    await samples.addSuppressions(to);
    await samples.importHistories(to);
    await samples.postLeads(to);
    await samples.confirmPreviews(to);
    await decide(system, to);
    await erase(system, to);
    await operate(system, to);
    return await logOf(system);
  } finally {
    await system.close();
  }
}

function installationOf(system: Harness): samples.Installation {
  const secrets: Readonly<Record<string, string>> = TEST_SOURCE_SECRETS;
  const [token = ""] = Object.keys(TEST_DESK_TOKENS);
  return {
    url: String(system.url),
    api: deskApi(String(system.url), token),
    systemKey: SYSTEM_KEY,
    secretOf: (source) => secrets[source] ?? "",
    now: new Date(),
  };
}

/** Makes one decision of each kind about the samples' holds and contacts. */
async function decide(system: Harness, to: samples.Installation): Promise<void> {
  const { api } = to;
  const hold = async (id: string) => openHold(system, idOfSample(id));
  const reply = await hold("reply");
  const edited = {
    digest: reply.digest,
    subject: "Your question",
    body: "Hello Hanna,\n\nlet us talk.",
    why: "shorter",
  };
  await api.act(`/holds/${reply.holdId}/edit`, edited);
  await api.act(`/holds/${reply.holdId}/approve`, { digest: (await hold("reply")).digest, why: "as she asked" });
  await logged(system, idOfSample("reply"), "DispatchSucceeded");
  await api.act(`/contacts/${idOfSample("reply")}/hand-back`, { why: "answered" });
  await api.decide((await hold("initial")).holdId, "reject", { why: "we know them" });
  await api.decide((await hold("neither")).holdId, "dismiss", { why: "no customer of ours" });
  const followup = (await hold("follow-up")).holdId;
  const until = new Date(to.now.getTime() + DAY_MS).toISOString();
  await api.act(`/holds/${followup}/snooze`, { until, why: "tomorrow" });
  await api.act(`/holds/${followup}/reassign`, { to: "linus", why: "he knows him" });
  await api.act("/suppressions", { kind: "address", value: emailOf("hostile-text"), why: "asked by phone" });
  await api.decide((await hold("hostile-text")).holdId, "confirm", { why: "" });
  await logged(system, idOfSample("hostile-text"), "SafetyVetoed");
  await api.act(`/contacts/${idOfSample("too-soon")}/run`, { why: "asked by phone" });
  await again(to, "too-soon", "crm");
}

/**
 * Erases two contacts. The first has an open draft, and stays erased. The second has an open preview, writes again and is vetoed, and after a
 * lift starts as a new contact.
 */
async function erase(system: Harness, to: samples.Installation): Promise<void> {
  await to.api.act(`/contacts/${idOfSample("both-known")}/erase`, { why: "asked to be forgotten" });
  const [id, email] = [idOfSample("company-only"), emailOf("company-only")];
  await to.api.act(`/contacts/${id}/erase`, { why: "asked to be forgotten" });
  await logged(system, id, "ContactErased");
  await again(to, "company-only", "first return");
  await logged(system, id, "SafetyVetoed");
  await to.api.act("/suppressions/lift", { kind: "address", value: email, why: "came back by themselves" });
  await again(to, "company-only", "second return");
  await openHold(system, id);
}

/** Makes the events of an operator: an opened export, and the root of the day. */
async function operate(system: Harness, { api }: samples.Installation): Promise<void> {
  const rows = (await system.rows<Readonly<Record<string, unknown>>>(SELECT_EVENTS)).map(
    (row) => rowOf(row) as unknown as EventRow,
  );
  const heads = [...Map.groupBy(rows, ({ streamId }) => streamId)].flatMap(
    ([streamId, own]) => headOf({ streamId, rows: own }) ?? [],
  );
  const about = { root: merkleRoot(heads), streams: heads.length, events: rows.length };
  await api.act("/exports", { ...about, why: "a request for what is known" });
  await system.worker("contacts").scheduled({ cron: "*/15 * * * *" });
  await logged(system, "ad_audit", "RootPublished");
}

async function again(to: samples.Installation, id: string, message: string): Promise<void> {
  const lead = { id: `${id}-${message}`, email: emailOf(id) };
  const body = JSON.stringify({ name: "Once More", email: lead.email, message });
  const posted = { id: lead.id, source: "website", type: "signed_form", secret: to.secretOf("website") } as const;
  await postWebhook(to.url, { ...posted, file: "again.json", body });
  await samples.settled(to, [lead]);
}

const SELECT_OPEN = "SELECT hold_id AS holdId, digest FROM holds WHERE stream_id = ? AND state = 'open'";
const openHold = (system: Harness, contactId: string) =>
  eventually(async () => (await system.rows<{ holdId: string; digest: string }>(SELECT_OPEN, contactId))[0], {
    what: `a hold of ${contactId}`,
  });

const SELECT_EVENT = "SELECT 1 FROM events WHERE stream_id = ? AND type = ?";
const logged = (system: Harness, contactId: string, type: string) =>
  eventually(async () => (await system.rows(SELECT_EVENT, contactId, type)).length > 0, {
    what: `${type} of ${contactId}`,
  });

/** Copies the log into memory, since the system is closed afterwards. */
async function logOf(system: Harness): Promise<MadeLog> {
  const rows = (await system.rows<Readonly<Record<string, unknown>>>(SELECT_EVENTS)).map(
    (row) => rowOf(row) as unknown as EventRow,
  );
  const keys = await system.rows<{ streamId: string; wrapped: string }>(SELECT_KEYS);
  const wrapped = Object.fromEntries(keys.map((row) => [row.streamId, row.wrapped]));
  return { log: memorySource(rows), keys: { masterKey: MASTER_KEY, wrapped } };
}
