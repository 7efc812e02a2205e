// What an import is compared with and given to, by kind of file: the suppression list through the desk's API; contacts through the desk's reads and,
// as signals of kind `history`, through the webhook of a source. Companies and facts are in company-stores.ts. Every request may be repeated: what is in changes nothing. A store throws `CannotRun`.
import * as z from "zod";
import type { AdministrativeReason } from "../schema/lists.ts";
import { SUPPRESSIONS_PER_REQUEST } from "../schema/desk-commands.ts";
import { contactIdOf } from "../schema/ids.ts";
import { inParallel } from "../schema/in-parallel.ts";
import { jsonIn } from "../schema/json.ts";
import type { KnownContact, KnownSuppression } from "../domain/import/compare.ts";
import { silencedWith, type SuppressionEntry, withSilenced } from "../domain/import/entries.ts";
import { type History, historyOf } from "../domain/import/history.ts";
import type { ImportStore } from "../domain/import/importer.ts";
import { signedWebhook } from "../domain/standard-webhooks.ts";
import type { DeskClient } from "./desk-client.ts";
import { CannotRun, type Shell } from "./shell.ts";

const inChunks = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
const keyOf = ({ kind, value }: SuppressionEntry): string => `${kind}:${value}`;

const ListedAnswer = z.object({
  items: z.array(
    z.discriminatedUnion("is", [
      z.object({ is: z.enum(["new", "listed", "invalid", "foreign"]) }),
      z.object({ is: z.literal("lifted"), at: z.string() }),
    ]),
  ),
});

/** What the list has of entries, by kind and value. */
async function listedIn(
  desk: DeskClient,
  entries: readonly SuppressionEntry[],
): Promise<ReadonlyMap<string, KnownSuppression>> {
  const known = new Map<string, KnownSuppression>();
  for (const chunk of inChunks(entries, SUPPRESSIONS_PER_REQUEST)) {
    const { items } = ListedAnswer.parse((await desk.post("/suppressions/listed", { entries: chunk })).body);
    for (const [index, entry] of chunk.entries()) {
      const item = items[index];
      if (item?.is === "listed" || item?.is === "foreign") known.set(keyOf(entry), { is: item.is });
      if (item?.is === "lifted") known.set(keyOf(entry), { is: "lifted", day: item.at.slice(0, "2026-11-30".length) });
    }
  }
  return known;
}

/** The suppression list. `reason` and `why` are recorded with each event. */
export const suppressionStore = (
  desk: DeskClient,
  given: { readonly reason: AdministrativeReason; readonly why: string },
): ImportStore<"suppressions"> => ({
  async known(rows) {
    const listed = await listedIn(desk, rows.flat());
    return { suppression: (entry) => listed.get(keyOf(entry)) };
  },
  async apply(rows) {
    for (const entries of inChunks(rows.flat(), SUPPRESSIONS_PER_REQUEST))
      await desk.post("/suppressions/import", { entries, ...given });
  },
});

const KnownAnswer = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      company: z.string().nullable(),
      title: z.string().nullable(),
      flags: z.array(z.enum(["unsubscribed", "bounced", "do_not_contact"])),
    }),
  ),
});

/** So many contacts the desk looks up in one request. */
const CONTACTS_PER_REQUEST = 100;
/** Requests under way at once. */
export const MOST_AT_ONCE = 6;
/** A door that is over its budget says when to come again; so many times an import waits for it. */
const MOST_WAITS = 8;
const LONGEST_WAIT_SECONDS = 60;

export interface Door {
  /** The address of `/webhooks/<source>`. */
  readonly url: string;
  readonly secret: string;
}

/** Contacts. `door` is null where nothing is applied. */
export const contactStore = (
  shell: Shell,
  { desk, systemKey, door }: { readonly desk: DeskClient; readonly systemKey: string; readonly door: Door | null },
): ImportStore<"contacts"> => ({
  async known(rows) {
    const contacts = new Map<string, KnownContact>();
    const emails = [...new Set(rows.flatMap((row) => [row.email, ...silencedWith(row)]))];
    for (const chunk of inChunks(emails, CONTACTS_PER_REQUEST)) {
      const byId = new Map(chunk.map((email) => [String(contactIdOf(systemKey, email)), email]));
      const { items } = KnownAnswer.parse((await desk.post("/known-contacts", { ids: [...byId.keys()] })).body);
      for (const { id, flags, ...fields } of items) {
        const [name, company, title] = [fields.name, fields.company, fields.title].map((text) => text ?? undefined);
        // The desk's reads have no number.
        contacts.set(byId.get(id) ?? "", { name, company, title, flags, open: ["phone"] });
      }
    }
    const others = rows.flatMap(({ otherEmails }) =>
      otherEmails.map((value): SuppressionEntry => ({ kind: "address", value })),
    );
    const listed = await listedIn(desk, others);
    return { contact: (email) => contacts.get(email), suppression: (entry) => listed.get(keyOf(entry)) };
  },
  async apply(rows) {
    if (door === null) throw new Error("no door to post contacts to");
    // Opt-outs first: whoever must not be written to is on the list before anybody else is a contact.
    const ordered = rows.flatMap(withSilenced).toSorted((a, b) => b.flags.length - a.flags.length);
    await inParallel(ordered, (entry) => post(shell, door, historyOf(entry)), MOST_AT_ONCE);
  },
});

async function post(shell: Shell, { url, secret }: Door, { id, body }: History): Promise<void> {
  for (let wait = 0; wait < MOST_WAITS; wait++) {
    const headers = {
      "content-type": "application/json",
      ...signedWebhook(secret, { id, seconds: Math.floor(shell.now() / 1_000), body }),
    };
    const response = await answerOf(shell, url, { method: "POST", headers, body });
    if (response.ok) return;
    const isLater = response.status === 429 || response.status === 503;
    if (!isLater) throw refusedBy(url, response.status, await response.text());
    const after = Number(response.headers.get("retry-after") ?? "1");
    await shell.wait(Math.min(LONGEST_WAIT_SECONDS, Number.isFinite(after) ? Math.max(1, after) : 1) * 1_000);
  }
  throw new CannotRun(`${url} asks to come later, again and again.`, {
    advice: "Run the same command again later: it goes on, and what is in changes nothing.",
  });
}

async function answerOf(shell: Shell, url: string, init: RequestInit): Promise<Response> {
  try {
    return await shell.fetch(url, { ...init, redirect: "error" });
  } catch (cause) {
    throw new CannotRun(`Nothing answers at ${url}.`, {
      advice: "Is `npm start` running? --hooks names another address.",
      cause,
    });
  }
}

const Refused = z.object({ title: z.string().optional(), detail: z.string().optional() });

function refusedBy(url: string, status: number, text: string): CannotRun {
  const problem = Refused.safeParse(jsonIn(text)).data;
  const said = [problem?.title, problem?.detail].filter((one) => one !== undefined).join(". ");
  const advice =
    status === 401
      ? "Is the secret that of this source? HOLDPOINT_SOURCE_SECRET names it, --source its source."
      : undefined;
  return new CannotRun(
    `${url} refuses a contact with ${status}${said === "" ? "." : `: ${said}`}`,
    advice === undefined ? {} : { advice },
  );
}
