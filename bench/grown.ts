// Makes contacts with many events: leads of one contact, played through the product's own objects and stages in a deployment in memory, each to the hold
// of its preview. On the way it counts what an object reads and parses to wake, to take one more lead and to confirm a hold. The result is a file with
// which an installation begins (local/past.ts): its own code appends it to the log, and makes the objects from there.
import { writeFileSync } from "node:fs";
import { shipmentOf } from "../domain/contact/ship.ts";
import { ingestMessage } from "../domain/ingest-message.ts";
import { openHold } from "../domain/contact/state.ts";
import type { StreamStore } from "../domain/contact/stream.ts";
import type { Past } from "../local/past.ts";
import { beginning } from "../schema/cause.ts";
import { DeskWish } from "../schema/commands.ts";
import { commandIdOf, type ContactId, type HoldId } from "../schema/ids.ts";
import { performOne } from "../schema/only-answer.ts";
import { DAY_MS, MINUTE_MS } from "../schema/time.ts";
import { AS_DRAWN } from "../testing/contact/scenario.ts";
import { aDeployment } from "../testing/memory/deployment.ts";
import { keptWrites } from "../testing/memory/kept-writes.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { median } from "./results.ts";

/** What a step costs. */
export interface Counted {
  /** Events that the object read from its storage. */
  readonly rowsRead: number;
  /** Texts that were parsed as JSON, by object and stages together. */
  readonly parsed: number;
  readonly milliseconds: number;
}

export interface GrownContact {
  readonly contactId: ContactId;
  readonly email: string;
  /** The number of events when the steps were counted. */
  readonly events: number;
  readonly wake: Counted;
  readonly append: Counted;
  readonly decide: Counted;
}

/** The past begins so long ago. A hold that is open at its end expires after three days. */
const LENGTH_MS = 2 * DAY_MS;
const TRIES = 3;

/**
 * Grows a contact to each of these numbers of events, and writes the file. When growing has taken longer than the limit, the contact remains as large
 * as it is.
 */
export async function growContacts(
  sizes: readonly number[],
  { file, limitMilliseconds }: { readonly file: string; readonly limitMilliseconds: number },
): Promise<readonly GrownContact[]> {
  const { contacts, receipts, written } = keptWrites();
  let rowsRead = 0;
  const counting = (store: StreamStore): StreamStore => ({
    ...store,
    load: () => {
      const loaded = store.load();
      rowsRead += loaded.rows.length;
      return loaded;
    },
  });
  const deployment = aDeployment({
    start: Date.now() - LENGTH_MS,
    around: (parts) => ({ ...parts, crm: written(parts.crm) }),
    inside: (ports) => ({ ...ports, store: counting(ports.store) }),
  });
  const { systemKey, streamOf, storeOf, waiting, deliver, desk } = deployment;

  /** Counts what the work reads and parses. */
  async function counted(work: () => Promise<void>): Promise<Counted> {
    const [parse, rowsBefore, at] = [JSON.parse, rowsRead, performance.now()];
    let parsed = 0;
    JSON.parse = (...given: Parameters<typeof parse>): unknown => {
      parsed += 1;
      return parse(...given) as unknown;
    };
    try {
      await work();
    } finally {
      JSON.parse = parse;
    }
    return { rowsRead: rowsRead - rowsBefore, parsed, milliseconds: performance.now() - at };
  }
  const tried = async (work: () => Promise<Counted>): Promise<Counted> => {
    const all: Counted[] = [];
    for (let at = 0; at < TRIES; at += 1) all.push(await work());
    const of = (name: keyof Counted) => median(all.map((one) => one[name]));
    return { rowsRead: of("rowsRead"), parsed: of("parsed"), milliseconds: of("milliseconds") };
  };

  const settle = async (): Promise<void> => {
    for (let message = waiting.shift(); message; message = waiting.shift()) {
      const { isHandled, lines } = await deliver(message);
      if (!isHandled) throw new Error(`a message of ${message.queue} was not handled: ${JSON.stringify(lines)}`);
    }
  };
  let leads = 0;
  const lead = async (email: string): Promise<void> => {
    leads += 1;
    const signal = { kind: "lead", email, name: "Ada", company: "Engine", text: `A quote for ${leads} vans.` } as const;
    const at = deployment.now();
    const mapped = { source: "website", signal, providerId: `grown_${leads}`, signedMs: at, at: new Date(at) };
    const message = ingestMessage(mapped, {
      systemKey,
      policy: samplePolicy.ingest,
      sender: samplePolicy.compose.sender.address,
    });
    await deployment.send([message]);
    await settle();
    deployment.pass(MINUTE_MS);
  };
  const previewOf = (contactId: ContactId): HoldId => {
    const holdId = openHold(streamOf(contactId).contact)?.holdId;
    if (!holdId) throw new Error("no preview is open");
    return holdId;
  };
  /** Opens the hold as the desk does, and confirms what was shown. */
  const confirm = async (contactId: ContactId, holdId: HoldId): Promise<void> => {
    const cause = beginning(commandIdOf("ConfirmPreview", contactId, holdId));
    const common = { ...cause, contactId, by: "grace", why: "" };
    const wish = DeskWish.parse({ type: "ConfirmPreview", ...common, holdId, digest: AS_DRAWN });
    const { refusal } = await performOne(desk, wish);
    if (refusal) throw new Error(`the preview was not confirmed: ${refusal.reason}`);
  };

  const startedAt = performance.now();
  const grown: GrownContact[] = [];
  for (const [index, size] of sizes.entries()) {
    const email = `grown${index}@engine.example`;
    const contactId = deployment.idOf(email);
    const events = () => storeOf(contactId).load().rows.length;
    while (events() < size && performance.now() - startedAt < limitMilliseconds) await lead(email);
    const reached = events();
    const wake = await tried(() => {
      deployment.evict();
      return counted(async () => void deployment.host(contactId));
    });
    const append = await tried(() => counted(() => lead(email)));
    const decide = await tried(async () => {
      const holdId = previewOf(contactId);
      const cost = await counted(() => confirm(contactId, holdId));
      await settle();
      // The next one needs a preview; after the last one, too, the contact rests with an open preview.
      await lead(email);
      return cost;
    });
    grown.push({ contactId, email, events: reached, wake, append, decide });
  }
  const past: Past = {
    shipments: deployment.streams().map((id) => shipmentOf(id, streamOf(id), 0)),
    contacts,
    receipts,
    outbox: [],
  };
  writeFileSync(file, JSON.stringify(past));
  return grown;
}
