// Ranks the scored contacts of a vertical: the best composite first, equal ones in ascending order of their ids, whatever the order in which they
// were added. A bucket for each basis point instead of a sort, and a few dozen bytes for each contact, so that the time for one more contact and
// its memory do not grow with their number.
import type { ContactId } from "../../schema/ids.ts";
import { Tier } from "../../schema/lists.ts";
import { RoleFitBy } from "../../schema/score-lists.ts";
import { WHOLE } from "./score-terms.ts";

export interface RankedContact {
  readonly contactId: ContactId;
  /** In basis points, at most 10,000. */
  readonly composite: number;
  readonly tier: Tier;
  /** Where the role fit comes from; null without that term. */
  readonly roleFit: RoleFitBy | null;
  /** The time of the score, an ISO time. */
  readonly asOf: string;
}

export interface Ranking {
  add(contact: RankedContact): void;
  readonly size: number;
  /** The contacts in order, one at a time. */
  contacts(): Generator<RankedContact>;
}

/** The contacts in order. */
export function* rank(contacts: Iterable<RankedContact>): Generator<RankedContact> {
  const ranking = openRanking();
  for (const contact of contacts) ranking.add(contact);
  yield* ranking.contacts();
}

const NONE = -1;

export function openRanking(): Ranking {
  const ids: ContactId[] = [];
  /** The contact that was added last with each composite, and for each contact the one of the same composite before it. */
  const last = new Int32Array(WHOLE + 1).fill(NONE);
  const before = growing((length) => new Int32Array(length));
  const times = growing((length) => new Float64Array(length));
  const marks = growing((length) => new Uint8Array(length));

  const contactAt = (place: number, composite: number): RankedContact => ({
    contactId: idAt(place),
    composite,
    ...marksIn(marks.at(place)),
    asOf: new Date(times.at(place)).toISOString(),
  });
  const idAt = (place: number): ContactId => ids[place] as ContactId;
  /** The places of all contacts with this composite, in ascending order of their ids. */
  function placesOf(composite: number): readonly number[] {
    const places: number[] = [];
    for (let place = last[composite] ?? NONE; place !== NONE; place = before.at(place)) places.push(place);
    return places.toSorted((a, b) => (idAt(a) < idAt(b) ? -1 : 1));
  }

  return {
    add: ({ contactId, composite, asOf, ...marked }) => {
      if (!Number.isInteger(composite) || composite < 0 || composite > WHOLE)
        throw new RangeError(`a composite is in basis points: ${composite}`);
      const place = ids.push(contactId) - 1;
      before.set(place, last[composite] ?? NONE);
      times.set(place, Date.parse(asOf));
      marks.set(place, marksOf(marked));
      last[composite] = place;
    },
    get size() {
      return ids.length;
    },
    *contacts() {
      for (let composite = WHOLE; composite >= 0; composite -= 1)
        for (const place of placesOf(composite)) yield contactAt(place, composite);
    },
  };
}

type Marks = Pick<RankedContact, "tier" | "roleFit">;

/** Tier and origin of the role fit in one byte. */
const marksOf = ({ tier, roleFit }: Marks): number =>
  Tier.options.indexOf(tier) * MARK + (roleFit === null ? 0 : RoleFitBy.options.indexOf(roleFit) + 1);
const MARK = RoleFitBy.options.length + 1;
const marksIn = (mark: number): Marks => ({
  tier: Tier.options[Math.floor(mark / MARK)] ?? "D",
  roleFit: RoleFitBy.options[(mark % MARK) - 1] ?? null,
});

type Numbers = Int32Array | Float64Array | Uint8Array;

/** An array of numbers of a fixed size, which doubles its length when it is full. */
function growing(make: (length: number) => Numbers) {
  let numbers = make(1_024);
  return {
    at: (place: number): number => numbers[place] ?? 0,
    set: (place: number, value: number): void => {
      if (place >= numbers.length) {
        const longer = make(numbers.length * 2);
        longer.set(numbers);
        numbers = longer;
      }
      numbers[place] = value;
    },
  };
}
