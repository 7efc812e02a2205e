// The end of a world, for comparing it with another one: what happened to each contact, without what a fault may change. A fault may make
// something later, and it may put a score before or after a step.
import type { Stream } from "../domain/contact/stream.ts";
import { canonicalJson } from "../schema/canonical.ts";
import type { StoredEvent } from "../schema/events.ts";
import type { StreamId } from "../schema/ids.ts";
import type { World } from "./world.ts";

/**
 * The types and payloads of all events of each stream in their order, with the words that they seal and the events that they cite; and apart, the
 * contact's last score. A score is beside the pipeline: its event may fall between any two steps, and a signal whose score was late shares it with
 * the next signal.
 */
export const endOf = (world: World): string =>
  canonicalJson(Object.fromEntries(world.ledger.streams().map((id) => [id, endOfStream(world, id)])));

function endOfStream({ ledger, objects }: World, id: StreamId): object {
  const { events } = ledger.of(id);
  const steps = events.filter(isStep);
  const { open } = objects.streamOf(id);
  const names = new Map<string, string>();
  /** How many steps there are up to this version: a score shifts versions, and not the places of steps. */
  const placeOf = (version: number): number => steps.filter((step) => step.version <= version).length;
  const normal = (field: string, value: unknown): unknown => {
    if (field === "vetoedAt") return placeOf(Number(value));
    if (!NAMED.has(field) || typeof value !== "string") return value;
    const name = names.get(value) ?? `${field} ${names.size}`;
    names.set(value, name);
    return name;
  };
  return {
    steps: steps.map(({ type, version, payload, provenance }) => [
      type,
      Object.fromEntries(
        Object.entries(payload).flatMap(([field, value]) => (TIMES.has(field) ? [] : [[field, normal(field, value)]])),
      ),
      wordsOf(open(version)),
      provenance.evidence.map(({ table, id: cited }) =>
        table === "events" ? placeOf(Number(cited.split("@")[1])) : `${table} ${cited}`,
      ),
    ]),
    score: withoutDecay(events.findLast((event) => !isStep(event))),
  };
}

/** The salt of a draft is made of its versions. */
const wordsOf = (sealed: ReturnType<Stream["open"]>): object =>
  Object.fromEntries(Object.entries(sealed ?? {}).filter(([field]) => field !== "salt"));

const isStep = ({ type }: StoredEvent): boolean => type !== "ContactScored";

const TIMES: ReadonlySet<string> = new Set(["expiresAt", "until"]);

/** They are made of the events that a draft cites, by version. The words and the cited steps are compared themselves. */
const NAMED: ReadonlySet<string> = new Set(["digest", "replaces", "approvalId", "idempotencyKey", "providerMessageId"]);

/**
 * A score made later has other points for its signals, which decayed meanwhile, and so another composite, maybe another tier, and another time to
 * be made again. All of it follows from the signals and the time, which I19 checks. What is left is what was found out about the contact.
 */
function withoutDecay(event: StoredEvent | undefined): object | null {
  if (event?.type !== "ContactScored") return null;
  const { vertical, terms, weights, shares, roleFit } = event.payload;
  const points = Object.entries(terms).map(([term, { basisPoints, rows }]) => [
    term,
    term === "propensity" ? { rows } : { rows, basisPoints },
  ]);
  return { vertical, terms: Object.fromEntries(points) as object, weights, shares, roleFit };
}
