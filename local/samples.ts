// Sends the samples to a running installation: suppressions, histories, leads, mails, four confirmations. Each step can be repeated: after an
// interrupted first start, the next start sends the same bodies with the same ids, and repeated webhooks change nothing.
import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import { readMail, readSample } from "../samples/files.ts";
import {
  SAMPLE_HISTORIES,
  SAMPLE_LEADS,
  SAMPLE_MAILS,
  SAMPLE_SOURCES,
  SAMPLE_SUPPRESSIONS,
  type SampleLead,
  type SampleSource,
} from "../samples/leads.ts";
import { contactIdOf } from "../schema/ids.ts";
import { eventually } from "./eventually.ts";
import { isMoving, stateOf } from "./contact-state.ts";
import type { ContactView, DeskApi } from "./desk-api.ts";
import type { Row } from "./table.ts";
import { mailBody, postWebhook } from "./webhook.ts";
import { Instant } from "../schema/formats.ts";
import { replaceFile } from "./write-file.ts";

export const SamplesState = z.strictObject({
  /** The time from which the samples' relative times count. */
  now: Instant,
  done: z.boolean(),
  /** The sample past, whose leads began before `now`: whether the installation is to have it, or has it. */
  past: z.enum(["none", "wanted", "there"]).default("none"),
});
export type SamplesState = z.infer<typeof SamplesState>;

export const readSamplesState = (file: string): SamplesState | null =>
  existsSync(file) ? SamplesState.parse(JSON.parse(readFileSync(file, "utf8"))) : null;

export const writeSamplesState = (file: string, state: SamplesState): void =>
  replaceFile(file, `${JSON.stringify(state)}\n`);

export interface Installation {
  readonly url: string;
  /** The API as the sample reviewer calls it. */
  readonly api: DeskApi;
  readonly systemKey: string;
  readonly secretOf: (source: string) => string;
  readonly now: Date;
}

/** Each of the eighteen contacts is read until it has stopped, one after the other. */
const ASK_MILLISECONDS = 50;
/** Ten times the time that a slow machine needs. */
const PATIENCE_MILLISECONDS = 120_000;
const waiting = (what: string) => ({
  what,
  everyMilliseconds: ASK_MILLISECONDS,
  withinMilliseconds: PATIENCE_MILLISECONDS,
});

export async function addSuppressions({ api }: Installation): Promise<number> {
  for (const suppression of SAMPLE_SUPPRESSIONS) await api.act("/suppressions", suppression);
  return SAMPLE_SUPPRESSIONS.length;
}

/** Posts the histories and waits until each is in its contact's stream. They must be recorded before the leads are posted. */
export async function importHistories(to: Installation): Promise<number> {
  const histories = [
    ...SAMPLE_HISTORIES,
    ...SAMPLE_MAILS.map(({ id, email, history }) => ({ id: `history-${id}`, email, file: history })),
  ];
  for (const history of histories) await post(to, { ...history, source: "crm" });
  await contactsWhen(to, histories, (contact) => has(contact, "HistoryImported"));
  return histories.length;
}

/** Posts the leads and waits until the run of each waits at a hold or has ended. */
export async function postLeads(to: Installation): Promise<number> {
  for (const lead of SAMPLE_LEADS) await post(to, lead);
  await settled(to, SAMPLE_LEADS);
  return SAMPLE_LEADS.length;
}

/** Posts the mails and waits until each was heard, and its run, if it has one, waits or has ended. */
export async function postMails(to: Installation): Promise<number> {
  for (const { id, file } of SAMPLE_MAILS)
    await postBody(to, { id, source: "crm", file, body: mailBody(readMail(file, to.now)) });
  await contactsWhen(to, SAMPLE_MAILS, (contact) => has(contact, "SignalReceived") && !isMoving(contact.step));
  return SAMPLE_MAILS.length;
}

const has = ({ timeline }: ContactView, event: string): boolean => timeline.some(({ type }) => type === event);

/** Waits until the runs of these leads wait for a person or have ended. */
export const settled = (to: Installation, leads: readonly Pick<SampleLead, "id" | "email">[]): Promise<void> =>
  contactsWhen(to, leads, hasStopped);

const hasStopped = (contact: ContactView): boolean => !isMoving(contact.step) && stateOf(contact).action !== null;

/** Confirms the previews of the `confirmed` samples, and waits for their drafts. With a model, a plan may have skipped one. */
export async function confirmPreviews(to: Installation): Promise<number> {
  const wanted = SAMPLE_LEADS.filter((lead) => lead.confirmed);
  let confirmed = 0;
  for (const { email } of wanted) {
    const contact = await to.api.contact(idOf(to, email));
    const preview = contact?.holds.find(({ kind, state }) => kind === "preview" && state === "open");
    if (!preview) continue;
    await to.api.decide(preview.holdId, "confirm", { why: "confirmed for the samples" });
    confirmed += 1;
  }
  await settled(to, wanted);
  return confirmed;
}

/** The present state of each sample lead and mail, scored. A score that does not come is left out: nothing waits for one for long. */
export async function sampleRows(to: Installation): Promise<readonly Row[]> {
  const all = [...SAMPLE_LEADS, ...SAMPLE_MAILS.map(({ id, email }) => ({ id, email, source: "crm" as const }))];
  // An installation that an earlier release began has no mails.
  const isThere = await Promise.all(all.map(async ({ email }) => (await to.api.contact(idOf(to, email))) !== null));
  const shown = all.filter((_, index) => isThere[index]);
  await contactsWhen(to, shown, ({ score }) => score !== null).catch(() => undefined);
  const contacts = await Promise.all(shown.map(({ email }) => to.api.contact(idOf(to, email))));
  return shown.flatMap(({ id, source }, index) => {
    const contact = contacts[index];
    return contact ? [{ lead: id, source, state: stateOf(contact) }] : [];
  });
}

const idOf = ({ systemKey }: Installation, email: string): string => contactIdOf(systemKey, email);

interface Sample {
  readonly id: string;
  readonly source: SampleSource;
  readonly file: string;
}

const post = (to: Installation, sample: Sample): Promise<void> =>
  postBody(to, { ...sample, body: readSample(sample.file, to.now) });

async function postBody(
  to: Installation,
  { id, source, file, body }: Sample & { readonly body: string },
): Promise<void> {
  const posted = await postWebhook(to.url, {
    source,
    type: SAMPLE_SOURCES[source],
    secret: to.secretOf(source),
    file,
    body,
    id: `msg_sample_${id}`,
  });
  if (!posted.ok) throw new Error(`the sample ${id} was refused with ${posted.status}: ${posted.problem}`);
}

async function contactsWhen(
  to: Installation,
  samples: readonly { readonly id: string; readonly email: string }[],
  isThere: (contact: ContactView) => boolean,
): Promise<void> {
  for (const { id, email } of samples) {
    await eventually(
      async () => {
        const contact = await to.api.contact(idOf(to, email));
        return contact !== null && isThere(contact);
      },
      waiting(`the end of the sample ${id}`),
    );
  }
}
