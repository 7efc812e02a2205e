// Plays one fixture in a deployment in memory and lists what the deployment wrote: events with their opened words, messages, mails, dead
// letters and answers.
import { performOne } from "../../schema/only-answer.ts";
import { openHold, currentRun } from "../../domain/contact/state.ts";
import { canonicalJson, digestOf } from "../../schema/canonical.ts";
import { openNote } from "../../domain/contact/notes.ts";
import type { StoredEvent } from "../../schema/events.ts";
import { memoryMonthKey } from "../../testing/twins/memory-notes.ts";
import { isFreeMail } from "../../domain/address.ts";
import type { CompanyWish } from "../../schema/company-commands.ts";
import { DeskWish } from "../../schema/commands.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { commandIdOf, FactId, type StreamId } from "../../schema/ids.ts";
import type { Policy } from "../../schema/policy.ts";
import { fixtureDeployment, type FixtureDeployment, idOf } from "../../testing/memory/fixture-deployment.ts";
import type { Models } from "../../testing/stages-over.ts";
import { AS_DRAWN } from "../../testing/contact/scenario.ts";
import { KOFI, START } from "../../testing/people.ts";
import { type Fixture, type FixtureStep } from "../../testing/memory/fixture.ts";
import { dayAfter, HOUR_MS } from "../../schema/time.ts";
import { beginning } from "../../schema/cause.ts";

/** The outcome of a fixture: one line of canonical JSON for each event (by stream, in order), message, mail, dead letter and answer (in order). */
export interface FixtureOutcome {
  readonly id: string;
  /** The digest of the fixture itself. A different digest means that the fixture changed, so its outcome cannot be compared. */
  readonly asked: string;
  readonly entries: readonly string[];
}

export async function outcomeOf(fixture: Fixture, policy: Policy = samplePolicy): Promise<FixtureOutcome> {
  const deployment = await played(fixture, policy);
  return { id: fixture.id, asked: digestOf(fixture), entries: entriesOf(deployment).map(canonicalJson) };
}

/** The deployment after all steps of a fixture. `models`: the models that planner, composer and classifier ask. */
export async function played(
  fixture: Fixture,
  policy: Policy = samplePolicy,
  models: Models = {},
): Promise<FixtureDeployment> {
  const { autoConfirm } = policy.hold;
  const actions = fixture.autoConfirm ? (["initial"] as const) : autoConfirm.actions;
  const hold = { ...policy.hold, autoConfirm: { ...autoConfirm, actions: [...actions] } };
  const deployment = fixtureDeployment({ policy: { ...policy, hold }, models });
  await seed(deployment, fixture);
  await play(deployment, fixture.steps);
  return deployment;
}

/** Plays the steps. `from` is the index of the first step in the deployment: the id of a click is derived from the index of its step. */
export async function play(deployment: FixtureDeployment, steps: readonly FixtureStep[], from = 0): Promise<void> {
  for (const [index, step] of steps.entries()) await happen(deployment, step, from + index);
}

async function seed({ crm, companies: record }: FixtureDeployment, { companies, seniorities }: Fixture): Promise<void> {
  const before = (hours: number): string => new Date(START - hours * HOUR_MS).toISOString();
  const by = "fixture";
  // Everybody may have an address at a mailbox provider: no company is recorded with its domain.
  const recorded = companies.filter(({ domain }) => !isFreeMail(domain));
  const wishes = recorded.flatMap(({ name, domain, status, facts }): CompanyWish[] => [
    { type: "PutCompany", company: domain, name, domains: [], status, by },
    ...facts.map(({ kind, value, found, observedHoursAgo, expiresInHours }, index) => ({
      type: "PutFact" as const,
      company: domain,
      factId: FactId.parse(`fact_${index}`),
      kind,
      value,
      source: "fixture",
      method: "person" as const,
      confidence: 10_000,
      found,
      observedAt: before(observedHoursAgo),
      expiresAt: expiresInHours === null ? null : before(-expiresInHours),
      by,
    })),
  ]);
  for (const wish of wishes) {
    const { refusal } = await record(wish);
    if (refusal) throw new Error(`a company of the fixture was not recorded: ${JSON.stringify(refusal)}`);
  }
  await crm.upsertContacts(
    seniorities.map(({ email, value, source }) => ({
      id: idOf(email),
      email,
      domain: null,
      seniority: { value, source },
      at: before(1),
    })),
  );
}

/** The clock moves a few seconds between two steps, so that no two steps have the same time. */
const BETWEEN_MS = 7_000;

async function happen(deployment: FixtureDeployment, step: FixtureStep, index: number): Promise<void> {
  deployment.pass(BETWEEN_MS);
  switch (step.do) {
    case "webhook":
      return deployment.post(step);
    case "deliver":
      for (let message = deployment.waiting.shift(); message; message = deployment.waiting.shift())
        await deployment.deliver(message);
      return;
    case "deliver_again": {
      const message = deployment.sent.at(step.index % (deployment.sent.length || 1));
      return message && deployment.deliver(message);
    }
    case "click":
      return click(deployment, step, index);
    case "unsubscribe_link": {
      // Only a known contact has an unsubscribe link.
      const contact = (await deployment.crm.hydrate([idOf(step.email)])).get(idOf(step.email))?.contact;
      return contact ? deployment.unsubscribe(step.email) : undefined;
    }
    case "suppress": {
      const { kind, value, by, why } = step;
      return void (await deployment.suppressions.add([{ kind, value, by, reason: "other", why, confirmed: true }]));
    }
    case "lift": {
      const { kind, value, by, why } = step;
      return void (await deployment.suppressions.lift({ kind, value, by, reason: "other", why }));
    }
    case "wait":
      deployment.pass(step.hours * HOUR_MS);
      for (const id of deployment.streams()) await deployment.host(id).alarm();
      return;
    case "transport":
      return deployment.transportAnswers(step.answers);
    case "evict":
      return deployment.evict();
  }
}

async function click(
  deployment: FixtureDeployment,
  step: Extract<FixtureStep, { do: "click" }>,
  index: number,
): Promise<void> {
  const contactId = idOf(step.email);
  const { contact, open } = deployment.streamOf(contactId);
  const [hold, run] = [openHold(contact), currentRun(contact)];
  const words = hold?.textVersion ? open(hold.textVersion) : null;
  const task = Object.values(contact.tasks).find(({ closed }) => closed === null);
  const commandId = commandIdOf(step.type, contactId, String(index));
  const { type, by, why } = step;
  const wish = DeskWish.safeParse({
    type,
    by,
    why,
    ...beginning(commandId),
    contactId,
    ...{
      ConfirmPreview: { holdId: hold?.holdId, digest: AS_DRAWN },
      DismissPreview: { holdId: hold?.holdId, digest: AS_DRAWN },
      EditDraft: {
        draftId: hold?.draftId,
        replaces: hold?.digest,
        subject: `${String(words?.["subject"])} (edited)`,
        body: `${String(words?.["body"])}\n\nPS: ${why}`,
      },
      ApproveDraft: { draftId: hold?.draftId, digest: hold?.digest },
      RejectDraft: { draftId: hold?.draftId, digest: AS_DRAWN, reason: "wrong_words" },
      UndoApproval: { approvalId: run?.approvalId },
      SnoozeHold: { holdId: hold?.holdId, until: new Date(deployment.now() + 20 * HOUR_MS).toISOString() },
      ReassignHold: { holdId: hold?.holdId, to: KOFI },
      RequestRun: {},
      SetRevisit: { runId: run?.runId, on: dayAfter(new Date(deployment.now()).toISOString().slice(0, 10), 1) },
      ClearRevisit: { runId: contact.revisit?.runId },
      FlagContact: { flag: step.flag, on: step.on, cause: "desk" },
      CloseTask: { taskId: task?.taskId, how: step.how },
      PlaceContact: {},
      CorrectContact: {},
    }[type],
  });
  if (!wish.success) return;
  const { refusal } = await performOne(deployment.desk, wish.data);
  // Recorded without the index of the step, so that a refused click differs from a missing click.
  deployment.answers.push({ click: type, refusal: refusal?.reason ?? null });
}

/** An event, a message, a mail, a dead letter or an answer of a deployment. */
export interface Entry {
  readonly entry: string;
  readonly value: unknown;
}

export function entriesOf(deployment: FixtureDeployment): readonly Entry[] {
  const as = (entry: string) => (value: unknown) => ({ entry, value });
  return [
    ...deployment.streams().flatMap((id) => eventsOf(deployment, id).map(as("event"))),
    ...deployment.sent.map(as("message")),
    ...deployment.mails.map(as("mail")),
    ...deployment.letters.map(as("dead letter")),
    ...deployment.answers.map(as("answer")),
  ];
}

/** The compared fields of each event. The hash and the sealed bytes are left out: they follow from these fields and from random bytes. */
function eventsOf(deployment: FixtureDeployment, id: StreamId): readonly object[] {
  const { events, open, openEvidence } = deployment.streamOf(id);
  return events.map(
    ({ streamId, version, at, writer, commandId, type, schemaVersion, payload, provenance, sealed }) => ({
      streamId,
      version,
      at,
      writer,
      type,
      schemaVersion,
      payload: withOpenNote(payload, commandId),
      provenance,
      opened: sealed === null ? null : { words: open(version), evidence: openEvidence(version) },
    }),
  );
}

/** The payload with the person's note opened. */
const withOpenNote = (payload: StoredEvent["payload"], commandId: string): object =>
  "note" in payload && payload.note
    ? { ...payload, note: openNote(memoryMonthKey(payload.note.month), commandId, payload.note) }
    : payload;
