// Performs the errands of the ports: entries that concern no single object. It connects each to its databases: suppression-list
// entries, read-model rows, dead letters, the cost of model calls, the outbox.
import type * as z from "zod";
import { openNote } from "../domain/contact/notes.ts";
import { type Random, unwrapKey } from "../domain/contact/seal.ts";
import { d1CompanyRows } from "../drizzle/company-rows.ts";
import { d1ContactRows } from "../drizzle/contact-rows.ts";
import { d1Crm } from "../drizzle/d1-crm.ts";
import { d1SuppressionList } from "../drizzle/d1-suppression-list.ts";
import { d1DeadLetters } from "../drizzle/dead-letters.ts";
import { d1Dispatching } from "../drizzle/dispatching.ts";
import { d1EndedSessions } from "../drizzle/ended-sessions.ts";
import { eventShards } from "../drizzle/event-shards.ts";
import { d1InstallationKeys } from "../drizzle/installation-keys.ts";
import { installedLog, whenInstalled } from "../drizzle/installation.ts";
import { highestRevision, restoreListRevisions } from "../drizzle/list-revisions.ts";
import { d1ListRows } from "../drizzle/list-rows.ts";
import { holdRowsOf } from "../drizzle/hold-rows.ts";
import { headOfStream, headsAfter } from "../drizzle/log-heads.ts";
import { d1ModelSpend } from "../drizzle/model-spend.ts";
import { d1Outbox } from "../drizzle/outbox.ts";
import { d1People } from "../drizzle/people.ts";
import { d1ReadModelRows } from "../drizzle/read-model-rows.ts";
import { scoresDue } from "../drizzle/score-reads.ts";
import { lastRunsBySource, runsBySource } from "../drizzle/runs-by-source.ts";
import { d1SourceOverruns, d1SourceRows } from "../drizzle/source-rows.ts";
import { d1StreamKeys } from "../drizzle/stream-keys.ts";
import { d1StreamPages } from "../drizzle/stream-pages.ts";
import { d1UnreadableObjects } from "../drizzle/unreadable-objects.ts";
import { unsentApprovals, waitingContacts } from "../drizzle/waiting-contacts.ts";
import { d1WordsRead } from "../drizzle/words-read.ts";
import { d1WrappedKeys } from "../drizzle/wrapped-keys.ts";
import type { CheckKeyQuery, Errand } from "../schema/errands.ts";
import { contactIdOf } from "../schema/ids.ts";
import type { IngestMessage } from "../schema/messages.ts";
import { fingerprintsIn } from "../schema/installation-keys.ts";
import type { SealedNote } from "../schema/notes.ts";
import { type AnswerTo, rebuildWish } from "../schema/ports.ts";
import type { Refusal } from "../schema/refusals.ts";
import type { Performer } from "../schema/second-person.ts";
import type { RebuildTarget } from "../schema/lists.ts";
import { administrationPage } from "./administration.ts";
import { checkListed } from "./host/check-listed.ts";
import { loggedStream } from "./host/logged-stream.ts";
import { checkingCovered } from "./host/check-covered.ts";
import { adoptPolicy, faultsOf } from "./host/adopt-policy.ts";
import { announceExport } from "./host/announce-export.ts";
import { importContacts } from "./host/import-contacts.ts";
import { companyWork, statementWork, statesOf } from "./host/company-work.ts";
import { requireInstallationKeys } from "./host/installation-keys.ts";
import { recorder } from "./host/object.ts";
import { logRevisionOf, objectsOf, report } from "./host/objects.ts";
import { policiesIn, policyAnswer } from "./host/policies-of.ts";
import { guardBy } from "./host/port.ts";
import { agree, type RequestPorts, shownRequests } from "./host/requests.ts";
import { rebuildList, type RebuildListPorts } from "./host/rebuild-list.ts";
import { rebuildReadModels } from "./host/rebuild-read-models.ts";
import { rewrapKeys } from "./host/rewrap.ts";
import { makeToken } from "./host/make-token.ts";
import { noteWritten } from "./host/note-written.ts";
import { listedStates } from "./host/listed.ts";
import { doorSources, shownSources, sourceWork } from "./host/source-work.ts";
import { dispatchingShown, stopSwitch } from "./host/stop-switch.ts";
import { suppressionWork } from "./host/suppress.ts";
import { monthKeyAt, monthKeyId, notesOf } from "./month-key.ts";
import { discard, openLetter, redrive } from "./redrive.ts";
import type { ComparedObjects, RootMade } from "../schema/answers.ts";
import { headsOfRoot } from "./cron/root-files.ts";
import { publishedIn, rootPortsOf } from "./cron/root-ports.ts";
import { type RootPorts, rootTurn } from "./cron/root.ts";
import { proofOf } from "./proof.ts";
import type { CompareObjects } from "../schema/desk-commands.ts";
import { findingsOf } from "./cron/compare-page.ts";

/** Performs an errand with the databases of `env`. The cases are in the order of `Errand`. Throws when a database does not answer. */
export const errandsOf =
  (env: ContactsEnv, now: () => Date, random: Random) =>
  (errand: Errand): Promise<AnswerTo<Errand>> => {
    switch (errand.type) {
      case "ModelSpend":
        return spendOf(env).read(errand.day);
      case "ListRevision":
        return logRevisionOf(env, () => now().getTime()).read();
      case "CheckKey":
        return Promise.resolve(keyRefusal(errand, env));
      case "ScoresDue":
        return scoresDue(eventShards(env), errand);
      case "PolicyInForce":
        return policiesIn(env, () => now().getTime())
          .newest()
          .then((policies) => policyAnswer(policies, errand.known));
      case "PolicyByDigest":
        return policiesIn(env, () => now().getTime())
          .newest()
          .then((policies) => policies.whole(errand.digest));
      case "CheckPolicy":
        return policiesIn(env, () => now().getTime())
          .newest()
          .then((policies) => faultsOf(errand.policy, { policies, refusesPlaceholders: refusesPlaceholders(env) }));
      case "AdoptPolicy":
        return policiesIn(env, () => now().getTime())
          .newest()
          .then((policies) =>
            adoptPolicy(errand, {
              policies,
              notes: notesOf(env, () => now().getTime(), random),
              record: recorderOf(env, now),
              guard: guardOf(env, now),
              refusesPlaceholders: refusesPlaceholders(env),
            }),
          );
      case "StoreMessage":
        return d1Outbox(env.EVENTS_0)
          .put(errand.row)
          .then(() => null);
      case "NoteWritten":
        return withOwnKeys(env, () => noteWritten(errand, { crm: d1Crm(env.CRM), systemKey: env.SYSTEM_KEY }));
      case "Suppress":
        return withOwnKeys(env, () => suppressionsOf(env, now, random).add(errand.wishes));
      case "Lift":
        return withOwnKeys(env, () => suppressionsOf(env, now, random).lift(errand.wish, errand.performer));
      case "Listed":
        return withOwnKeys(env, () => listedStates(errand, listedPorts(env, now)));
      case "ContactIds":
        return withOwnKeys(env, async () => errand.addresses.map((address) => contactIdOf(env.SYSTEM_KEY, address)));
      case "ImportContacts":
        return withOwnKeys(env, async () => {
          const { ingest, compose } = (await policiesIn(env, () => now().getTime()).inForce()).inForce();
          return importContacts(errand, { ...importPorts(env, now), policy: ingest, sender: compose.sender.address });
        });
      case "PutCompany":
      case "PutFact":
      case "DropFact":
      case "MergeCompanies":
        return withOwnKeys(env, () => companyWork(companyPorts(env, now, random, "desk"))(errand));
      case "RecordStatement":
        return withOwnKeys(env, () => statementWork(companyPorts(env, now, random, "ingest"))(errand));
      case "Sources":
        return doorSources(errand, { ...sourceReads(env), keyOf: monthKeysOf(env), report });
      case "ShownSources":
        return shownSources({
          ...sourceReads(env),
          overruns: d1SourceOverruns(env.CRM),
          day: now().toISOString().slice(0, 10),
        });
      case "WishSource":
      case "WishSourceChange":
      case "WishSecret":
      case "WishSecretDropped":
      case "WishSourceEnabled":
        return withOwnKeys(env, () => sourceWork(sourcePorts(env, now, random))(errand));
      case "RebuildReadModels":
        return rebuilt(errand, "read_models", env, now, {
          work: () => withOwnKeys(env, () => rebuildReadModels(errand, readModelPorts(env))),
          refused: (refused) => ({ next: null, streams: 0, changed: 0, removed: 0, left: [], refused }),
        });
      case "RebuildList":
        return rebuilt(errand, "list", env, now, {
          work: () => rebuildList(errand, listPorts(env)),
          refused: (refused) => ({ ...NOTHING_LISTED, refused }),
        });
      case "RewrapKeys":
        return rewrapKeys(errand, rewrapPorts(env, now, random));
      case "Letter":
        return openLetter(errand, { env, letters: lettersOf(env), words: d1WordsRead(env.EVENTS_0), now });
      case "Redrive":
        return redrive(errand, { env, letters: lettersOf(env), at: now().toISOString() });
      case "DiscardBody":
        return discard(errand, { letters: lettersOf(env), at: now().toISOString() });
      case "AnnounceExport":
        return announceExport(errand, {
          notes: notesOf(env, () => now().getTime(), random),
          record: recorderOf(env, now),
          guard: guardOf(env, now),
        });
      case "Administration":
        return administrationPage(errand, {
          pages: pagesOf(env),
          keys: lettersOf(env),
          masterKey: env.MASTER_KEY,
        });
      case "CheckListed":
        return withOwnKeys(env, () => checkListed(errand, listedPorts(env, now)));
      case "EndedSession":
        return d1EndedSessions(env.EVENTS_0).has(errand.sessionId);
      case "Proof": {
        const shards = eventShards(env);
        return proofOf(errand.contactId, {
          published: () => publishedIn(shards),
          headsOf: (root) => headsOfRoot(env.ROOTS, root),
        });
      }
      case "MakeRoot":
        return makeRoot(env, now);
      case "CompareObjects":
        return compareObjects(errand, env, now);
      case "People":
        return peopleOf(env).read();
      case "Token":
        return withOwnKeys(env, () => peopleOf(env).token(errand.token));
      case "MakeToken":
        return withOwnKeys(env, () =>
          makeToken(errand, { systemKey: env.SYSTEM_KEY, random, now, record: recorderOf(env, now) }),
        );
      case "Dispatching":
        return dispatchingShown(shownPorts(env, now));
      case "Requests":
        return shownRequests(errand, requestPorts(env, now));
      case "Agree":
        return withOwnKeys(env, () =>
          agree(errand, { systemKey: env.SYSTEM_KEY, record: recorderOf(env, now), ...requestPorts(env, now) }),
        );
      case "Stop":
        return stopSwitch(switchPorts(env, now, random)).stop(errand);
      case "Resume":
        return stopSwitch(switchPorts(env, now, random)).resume(errand);
      case "EndSession":
        return d1EndedSessions(env.EVENTS_0)
          .end(errand, now())
          .then(() => null);
    }
  };

const guardOf = (env: ContactsEnv, now: () => Date) => guardBy(objectsOf(env, () => now().getTime()));

/** A page of a rebuild, once a second person has agreed where there are two. All pages are one use of the agreement. */
async function rebuilt<T>(
  { performer }: { readonly performer?: Performer | undefined },
  what: RebuildTarget,
  env: ContactsEnv,
  now: () => Date,
  { work, refused }: { readonly work: () => Promise<T>; readonly refused: (refusal: Refusal) => T },
): Promise<T> {
  const { refusal } = await guardOf(env, now)(rebuildWish({ what, streamId: null, discard: false }, performer ?? null));
  return refusal ? refused(refusal) : work();
}

const NOTHING_LISTED = { next: null, entries: 0, added: 0, differing: [], unlogged: [], left: [], isBehind: false };

const requestPorts = (env: ContactsEnv, now: () => Date): RequestPorts => ({
  object: objectsOf(env, () => now().getTime()),
  open: noteOpener(env),
});

/** Opens the note of an event; null when it has none, or the key of its month is gone. */
const noteOpener =
  (env: ContactsEnv) =>
  async ({ commandId, note }: { readonly commandId: string; readonly note: SealedNote | null }) => {
    const id = note && monthKeyId(note.month);
    const key = id && (await lettersOf(env).key(id));
    return key ? openNote(unwrapKey(env.MASTER_KEY, id, key), commandId, note) : null;
  };

/** Where the configuration says nothing else, real people are written to. */
const refusesPlaceholders = ({ POLICY_PLACEHOLDERS }: ContactsEnv): boolean => POLICY_PLACEHOLDERS !== "allowed";

/** Compares a page of all streams with their objects. */
async function compareObjects(
  { after, limit }: z.infer<typeof CompareObjects>,
  env: ContactsEnv,
  now: () => Date,
): Promise<ComparedObjects> {
  const shards = eventShards(env);
  const page = await headsAfter(shards, { after: after ?? "", limit });
  const found = await findingsOf(page.heads, {
    object: objectsOf(env, () => now().getTime()),
    head: (streamId) => headOfStream(shards, streamId),
    holdRows: (keys) => holdRowsOf(shards, keys),
  });
  return { next: page.next, compared: page.heads.length, found };
}

/** Publishes a root now. It needs the installation's keys, as the cron does. */
async function makeRoot(env: ContactsEnv, now: () => Date): Promise<RootMade> {
  await requireInstallationKeys(env);
  const object = objectsOf(env, () => now().getTime());
  const record: RootPorts["record"] = async (command) => (await recorder(object, "cron")(command)).logged;
  const { day, state } = await rootTurn(
    rootPortsOf(env, () => now().getTime(), record),
    true,
  );
  return { day, state };
}

/** Digests of the suppression list are keyed: under another SYSTEM_KEY an entry would stop nobody. */
async function withOwnKeys<T>(env: ContactsEnv, work: () => Promise<T>): Promise<T> {
  await requireInstallationKeys(env);
  return work();
}

/** The port has compared this Worker's own key with the installation's already. */
const keyRefusal = ({ key, fingerprint }: z.infer<typeof CheckKeyQuery>, env: ContactsEnv): Refusal | null =>
  fingerprintsIn(key, env[key]).includes(fingerprint) ? null : { reason: "key_differs", key };

const suppressionsOf = (env: ContactsEnv, now: () => Date, random: Random) =>
  suppressionWork({
    list: d1SuppressionList(env.CRM),
    logRevision: logRevisionOf(env, () => now().getTime()),
    crm: d1Crm(env.CRM),
    systemKey: env.SYSTEM_KEY,
    notes: notesOf(env, () => now().getTime(), random),
    record: recorderOf(env, now),
    guard: guardOf(env, now),
    checkCovered: checkingCovered({
      crm: d1Crm(env.CRM),
      object: objectsOf(env, () => now().getTime()),
      systemKey: env.SYSTEM_KEY,
      report,
    }),
  });

function listedPorts(
  env: ContactsEnv,
  now: () => Date,
): Parameters<typeof checkListed>[1] & Parameters<typeof listedStates>[1] {
  const log = installedLog(eventShards(env));
  return {
    list: d1SuppressionList(env.CRM),
    logRevision: logRevisionOf(env, () => now().getTime()),
    systemKey: env.SYSTEM_KEY,
    contactOf: async (streamId) => {
      const rows = await log.read({ streamId });
      return rows.length === 0 ? null : loggedStream({ rows, wrappedKey: null, masterKey: env.MASTER_KEY }).contact;
    },
  };
}

function switchPorts(env: ContactsEnv, now: () => Date, random: Random): Parameters<typeof stopSwitch>[0] {
  const shards = eventShards(env);
  return {
    notes: notesOf(env, () => now().getTime(), random),
    object: objectsOf(env, () => now().getTime()),
    record: recorderOf(env, now),
    waiting: (query) => waitingContacts(shards, query),
    report,
  };
}

function shownPorts(env: ContactsEnv, now: () => Date): Parameters<typeof dispatchingShown>[0] {
  const shards = eventShards(env);
  return {
    dispatching: d1Dispatching(env.CRM),
    object: objectsOf(env, () => now().getTime()),
    unsent: (query) => unsentApprovals(shards, query),
    open: noteOpener(env),
  };
}

const importPorts = (env: ContactsEnv, now: () => Date) => ({
  systemKey: env.SYSTEM_KEY,
  now,
  send: (messages: readonly IngestMessage[]) => env.INGEST.sendBatch(messages.map((body) => ({ body }))),
});

const companyPorts = (
  env: ContactsEnv,
  now: () => Date,
  random: Random,
  writer: "desk" | "ingest",
): Parameters<typeof companyWork>[0] => ({
  systemKey: env.SYSTEM_KEY,
  notes: notesOf(env, () => now().getTime(), random),
  stateOf: statesOf(objectsOf(env, () => now().getTime())),
  crm: d1Crm(env.CRM),
  record: recorder(
    objectsOf(env, () => now().getTime()),
    writer,
  ),
});

function peopleOf(env: ContactsEnv) {
  const shards = eventShards(env);
  return whenInstalled(shards, d1People(shards, env.SYSTEM_KEY));
}

const recorderOf = (env: ContactsEnv, now: () => Date) =>
  recorder(
    objectsOf(env, () => now().getTime()),
    "desk",
  );

/** Reading sources; `runsOf`: by source, the runs that began on a day (UTC), `lastOf`: the last that a signal began, as the read models have them. */
const sourceReads = (env: ContactsEnv) => ({
  rows: d1SourceRows(env.CRM),
  runsOf: (day: string) => runsBySource(eventShards(env), day),
  lastOf: (since: string) => lastRunsBySource(eventShards(env), since),
});

const sourcePorts = (env: ContactsEnv, now: () => Date, random: Random): Parameters<typeof sourceWork>[0] => ({
  systemKey: env.SYSTEM_KEY,
  monthKey: () => monthKeyAt(now().toISOString(), { keys: lettersOf(env), masterKey: env.MASTER_KEY, random }),
  random,
  now,
  rows: d1SourceRows(env.CRM),
  record: recorderOf(env, now),
});

/** Opens the key of a month. */
function monthKeysOf(env: ContactsEnv): (month: string) => Promise<Uint8Array | null> {
  const keys = lettersOf(env);
  return async (month) => {
    const wrapped = await keys.key(monthKeyId(month));
    return wrapped ? unwrapKey(env.MASTER_KEY, monthKeyId(month), wrapped) : null;
  };
}

function pagesOf(env: ContactsEnv) {
  const shards = eventShards(env);
  return whenInstalled(shards, d1StreamPages(shards));
}

function listPorts(env: ContactsEnv): RebuildListPorts {
  const shards = eventShards(env);
  return {
    log: installedLog(shards),
    rows: d1ListRows(env.CRM),
    restoreRevisions: async () => void (await Promise.all(shards.map(restoreListRevisions))),
    highestLogged: () => highestRevision(shards),
  };
}

function spendOf(env: ContactsEnv) {
  const shards = eventShards(env);
  return whenInstalled(shards, d1ModelSpend(shards));
}

function lettersOf(env: ContactsEnv) {
  const shards = eventShards(env);
  return whenInstalled(shards, d1DeadLetters(shards));
}

function rewrapPorts(env: ContactsEnv, now: () => Date, random: Random): Parameters<typeof rewrapKeys>[1] {
  const shards = eventShards(env);
  return {
    keys: whenInstalled(shards, d1WrappedKeys(shards)),
    shards: shards.length,
    installation: d1InstallationKeys(env.EVENTS_0),
    object: objectsOf(env, () => now().getTime()),
    masterKey: env.MASTER_KEY,
    random,
  };
}

function readModelPorts(env: ContactsEnv): Parameters<typeof rebuildReadModels>[1] {
  const shards = eventShards(env);
  return {
    log: installedLog(shards),
    keys: d1StreamKeys(shards),
    rows: whenInstalled(shards, d1ReadModelRows(shards)),
    contacts: d1ContactRows(env.CRM),
    companies: d1CompanyRows(env.CRM),
    sources: d1SourceRows(env.CRM),
    headsAfter: (page) => headsAfter(shards, page),
    repaired: (streamId) => d1UnreadableObjects(env.EVENTS_0).clearRows(streamId),
    shards: shards.length,
    masterKey: env.MASTER_KEY,
    systemKey: env.SYSTEM_KEY,
  };
}
