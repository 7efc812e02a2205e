// Adds and lifts entries of the central suppression list for a person: first the row, which gets its revision, then its event in
// the stream of its digest.
import * as z from "zod";
import type { ClickAnswer } from "../../schema/answers.ts";
import {
  canonicalPhone,
  comparisonKey,
  isFreeMail,
  suppressibleDomain,
  suppressionDigest,
} from "../../domain/address.ts";
import { addressIn } from "../../domain/read-address.ts";
import { readPhone } from "../../domain/read-phone.ts";
import { AddSuppressions, type AdminCommand, LiftSuppression } from "../../schema/commands.ts";
import { commandIdOf, type ContactId, contactIdOf, suppressionStreamOf } from "../../schema/ids.ts";
import { Digest } from "../../schema/formats.ts";
import { fingerprintsIn } from "../../schema/installation-keys.ts";
import { type AdministrativeReason, type FlagCause, SuppressionKind } from "../../schema/lists.ts";
import type { Notes, SealNote } from "../../domain/contact/notes.ts";
import { type EntryWish, SuppressionWish } from "../../schema/desk-commands.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { Eyes, GuardAnswer, GuardWish, Performer } from "../../schema/second-person.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Crm } from "../../drizzle/crm.ts";
import type { LogRevision } from "../../drizzle/list-revisions.ts";
import { type ListedRow, ListWentBack, type SuppressionList } from "../../drizzle/suppression-list.ts";
import { beginning } from "../../schema/cause.ts";

export interface Entry {
  readonly kind: SuppressionKind;
  readonly digest: string;
}

interface Ports {
  readonly list: SuppressionList;
  readonly logRevision: Pick<LogRevision, "read">;
  readonly crm: Pick<Crm, "readmit">;
  readonly systemKey: string;
  readonly notes: Notes;
  readonly record: (command: AdminCommand) => Promise<ClickAnswer>;
  /** Decides whether entries may be lifted. */
  readonly guard: (wish: GuardWish) => Promise<GuardAnswer>;
  /** Ends what is open for the contacts of these addresses, once the list has them. Never throws. */
  readonly checkCovered: (addresses: readonly string[]) => Promise<void>;
}

const entryFor = (systemKey: string, kind: SuppressionKind, value: string): Entry => ({
  kind,
  digest: suppressionDigest(systemKey, kind, value),
});

type Named = Pick<EntryWish, "kind" | "value">;

const invalidValue = err<Refusal>({ reason: "invalid", field: "value" });

/** An entry as it was exported, and whether its digest was made with this key; null for any other text. */
export function exportedEntry(systemKey: string, value: string): (Entry & { readonly isOwn: boolean }) | null {
  const [fingerprint, kind, digest, ...rest] = value.split(" ");
  const read = ExportedEntry.safeParse({ kind, digest });
  if (!read.success || rest.length > 0) return null;
  return { ...read.data, isOwn: fingerprintsIn("SYSTEM_KEY", systemKey)[0] === fingerprint };
}
const ExportedEntry = z.object({ kind: SuppressionKind, digest: Digest });

/** The list entries of a wish. An address also covers its other spellings, by its comparison key. */
export function entriesOf(systemKey: string, { kind, value }: Named): Result<readonly Entry[], Refusal> {
  switch (kind) {
    case "address": {
      const address = addressIn(value);
      if (!address.ok) return invalidValue;
      const key = comparisonKey(address.value);
      return ok([entryFor(systemKey, kind, address.value), entryFor(systemKey, "comparison", key)]);
    }
    case "domain": {
      const domain = suppressibleDomain(value);
      if (domain.ok) return ok([entryFor(systemKey, kind, domain.value)]);
      return domain.error.reason === "public_suffix" ? err(domain.error) : invalidValue;
    }
    case "phone": {
      const phone = canonicalPhone(readPhone(value)?.phone ?? "");
      return phone === undefined ? invalidValue : ok([entryFor(systemKey, kind, phone)]);
    }
    case "digest": {
      const entry = exportedEntry(systemKey, value);
      return entry?.isOwn ? ok([{ kind: entry.kind, digest: entry.digest }]) : invalidValue;
    }
  }
}

/** The canonical addresses that wishes name. */
const addressesIn = (wishes: readonly Named[]): readonly string[] =>
  wishes.flatMap(({ kind, value }) => {
    const address = kind === "address" ? addressIn(value) : null;
    return address?.ok ? [address.value] : [];
  });

/** The first domain of public mailboxes that a person has not confirmed; undefined when there is none. */
const unconfirmedIn = (wishes: readonly EntryWish[]): string | undefined =>
  wishes
    .filter(({ kind, confirmed }) => kind === "domain" && confirmed !== true)
    .flatMap(({ value }) => {
      const domain = suppressibleDomain(value);
      return domain.ok && isFreeMail(domain.value) ? [domain.value] : [];
    })[0];

/** The entries to lift. An entry for a public suffix cannot be added, but an installation may have one that was added earlier. */
function liftedEntriesOf(systemKey: string, wish: Named): Result<readonly Entry[], Refusal> {
  const named = entriesOf(systemKey, wish);
  if (named.ok || named.error.reason !== "public_suffix") return named;
  return ok([entryFor(systemKey, "domain", named.error.domain)]);
}

/** The digests of the entries of a value, to compare them with those of a request; none where the value is no such one. */
export function liftedDigestsOf(systemKey: string, kind: SuppressionKind, value: string): readonly string[] {
  const named = SuppressionWish.shape.kind.safeParse(kind);
  const entries = named.success ? liftedEntriesOf(systemKey, { kind: named.data, value }) : invalidValue;
  return entries.ok ? [...new Set(entries.value.map(({ digest }) => digest))].toSorted() : [];
}

/** Limits the size of an event for the import of a long list. */
const ENTRIES_PER_EVENT = 500;

const inChunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

/** Who changed the list, and why. */
interface Signed {
  /** Undefined where no person did. */
  readonly by?: string | undefined;
  readonly reason?: AdministrativeReason | undefined;
  readonly seal: SealNote;
  /** Who agreed to a lift. */
  readonly eyes?: Eyes | null;
}

/** The commands for the events of added rows: one for each stream, or more where there are many rows. */
export function additionsOf(
  rows: readonly ListedRow[],
  { by, cause, reason, seal }: Signed & { readonly cause: FlagCause },
): AdminCommand[] {
  const byStream = Map.groupBy(rows, ({ digest }) => suppressionStreamOf(digest));
  return [...byStream].flatMap(([streamId, own]) =>
    inChunks(own, ENTRIES_PER_EVENT).map((chunk) => {
      const entries = chunk.map(({ revision, kind, digest }) => ({ revision, kind, digest }));
      const commandId = commandIdOf("AddSuppressions", streamId, ...entries.map(({ revision }) => String(revision)));
      return AddSuppressions.parse({
        type: "AddSuppressions",
        ...beginning(commandId),
        streamId,
        entries,
        cause,
        by,
        ...(reason === undefined ? {} : { reason }),
        note: seal(commandId),
      });
    }),
  );
}

const unlogged = (answers: readonly ClickAnswer[]): ClickAnswer => ({
  logged: answers.every((answer) => answer.logged),
  version: Math.max(0, ...answers.map((answer) => answer.version)),
  refusal: answers.find((answer) => answer.refusal)?.refusal ?? null,
});

/** Adds and lifts entries of the suppression list, each with its event. A list that is behind its log refuses both; any other trouble of a database is thrown. */
export function suppressionWork({ list, logRevision, crm, systemKey, notes, record, checkCovered, guard }: Ports) {
  /** Who agreed that these entries are lifted; null where none of them stands, so that nothing is lifted. */
  async function agreed(
    { kind, reason }: SuppressionWish,
    { entries, contactId }: { readonly entries: readonly Entry[]; readonly contactId: ContactId | null },
    performer: Performer | null,
  ): Promise<GuardAnswer> {
    const digests = [...new Set(entries.map(({ digest }) => digest))].toSorted();
    const standing = await list.standing(digests, await logRevision.read());
    const revision = Math.max(0, ...standing.map((row) => row.revision));
    if (revision === 0) return { refusal: null, eyes: null };
    // The person's own words may name whose entry it is.
    const action = { action: "lift" as const, kind, digests, revision, contactId };
    return guard({ action, use: "lift", performer, reason, why: "" });
  }

  return {
    /**
     * Adds entries, all in the name of the first wish's person. The rows take effect at once, and what is open for a contact of a named
     * address ends before the answer; an event that could not be logged is shipped by its object's alarm.
     */
    async add(wishes: readonly EntryWish[]): Promise<ClickAnswer> {
      if (wishes.length === 0) return refusedAs(invalidValue.error);
      const wanted: (Entry & { readonly by: string })[] = [];
      for (const wish of wishes) {
        const entries = entriesOf(systemKey, wish);
        if (!entries.ok) return refusedAs(entries.error);
        wanted.push(...entries.value.map((entry) => ({ ...entry, by: wish.by })));
      }
      const domain = unconfirmedIn(wishes);
      if (domain !== undefined) return refusedAs({ reason: "free_mail", domain });
      const [{ by, reason, why }] = wishes as [EntryWish];
      const seal = await notes(why);
      // Without a command key, an existing entry stays and a lifted one is added again.
      const entries = wanted.map(({ kind, digest, by }) => ({ kind, digest, cause: "desk" as const, by }));
      const rows = await unlessBehind(async () => list.add(entries, await logRevision.read()));
      if (!rows.ok) return refusedAs(rows.error);
      const answers = await Promise.all(additionsOf(rows.value, { by, cause: "desk", reason, seal }).map(record));
      await checkCovered(addressesIn(wishes));
      return unlogged(answers);
    },

    /** Lifts an entry of any origin, once a second person has agreed where there are two. It does not change the contact's flags. */
    async lift(wish: SuppressionWish, performer: Performer | null = null): Promise<ClickAnswer> {
      const entries = liftedEntriesOf(systemKey, wish);
      if (!entries.ok) return refusedAs(entries.error);
      const seal = await notes(wish.why);
      const address = wish.kind === "address" ? addressIn(wish.value) : null;
      // An erased contact may then have rows again. This runs before the lift, so that a contact off the list can be let in, and
      // after it, because an erasure in progress reads the list after it has set its mark.
      const readmit = async () => {
        if (contactId !== null) await crm.readmit(contactId);
      };
      const contactId = address?.ok ? contactIdOf(systemKey, address.value) : null;
      const guarded = await unlessBehind(() => agreed(wish, { entries: entries.value, contactId }, performer));
      if (!guarded.ok) return refusedAs(guarded.error);
      const { refusal, eyes } = guarded.value;
      if (refusal) return refusedAs(refusal);
      const rows = await unlessBehind(async () => {
        const atLeast = await logRevision.read();
        // Nothing is let in while the list is behind: the contact may be on the entries that it has lost.
        await list.read([], atLeast);
        await readmit();
        return Promise.all(entries.value.map((entry) => list.lift({ ...entry, by: wish.by }, atLeast)));
      });
      if (!rows.ok) return refusedAs(rows.error);
      const answers = await Promise.all(rows.value.map((row) => record(liftOf(row, { ...wish, seal, eyes }))));
      await readmit();
      return unlogged(answers);
    },
  };
}

/** The command for the event of a row that lifts an entry. */
export function liftOf({ digest, revision, kind }: ListedRow, { by, reason, seal, eyes }: Signed): AdminCommand {
  const commandId = commandIdOf("LiftSuppression", digest, String(revision));
  const streamId = suppressionStreamOf(digest);
  const entry = {
    revision,
    kind,
    digest,
    by,
    note: seal(commandId),
    ...(reason === undefined ? {} : { reason }),
    ...(eyes ? { eyes } : {}),
  };
  return LiftSuppression.parse({ type: "LiftSuppression", ...beginning(commandId), streamId, ...entry });
}

/** The result of work on the list, or the refusal when the list is behind its log. Any other trouble is thrown. */
async function unlessBehind<T>(work: () => Promise<T>): Promise<Result<T, Refusal>> {
  try {
    return ok(await work());
  } catch (cause) {
    if (cause instanceof ListWentBack) return err({ reason: "list_went_back" });
    throw cause;
  }
}

const refusedAs = (refusal: Refusal): ClickAnswer => ({ logged: true, version: 0, refusal });
