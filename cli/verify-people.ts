// Compares the people and tokens in the databases with the events of `ad_people`: a row that was changed by hand would give a role that no event gives.
import { foldPeople } from "../domain/people/people.ts";
import { type Fault, faultAt } from "../replay/faults.ts";
import { canonicalJson } from "../schema/canonical.ts";
import { eventInRow } from "../schema/events.ts";
import { GivenRole, PEOPLE_STREAM } from "../schema/people.ts";
import type { OpenedSource } from "./sources/opened-source.ts";
import { type PeopleRows, peopleRows, StoredToken } from "./sources/people-rows.ts";

/** A remote system may be working. Roles change a few times a day at most, so a second read sees rows and events of the same moment. */
const READS = 3;

export async function peopleFaults({ log, databases }: OpenedSource): Promise<readonly Fault[]> {
  let faults: readonly Fault[] = [];
  for (let read = 0; read < READS; read += 1) {
    const stored = new Map<string, string>();
    for (const rows of await Promise.all(databases.map(peopleRows)))
      for (const [key, row] of textsOf(rows)) stored.set(key, row);
    const made = new Map(textsOf(await rowsOfLog(log)));
    faults = [...new Set([...stored.keys(), ...made.keys()])]
      .filter((key) => stored.get(key) !== made.get(key))
      .map((field) =>
        faultAt(PEOPLE_STREAM, null, {
          name: "read_model_differs",
          field,
          expected: made.get(field) ?? "no row",
          found: stored.get(field) ?? "no row",
        }),
      );
    if (faults.length === 0) break;
  }
  return faults;
}

/** The rows that follow from the events. */
async function rowsOfLog(log: OpenedSource["log"]): Promise<PeopleRows> {
  for await (const { rows } of log.streams({ ids: [PEOPLE_STREAM] })) {
    const { people, tokens } = foldPeople(rows.map((row) => eventInRow(row)));
    return {
      people: [...people.values()],
      tokens: [...tokens.values()].map(({ by, at, scopes, revoked, ...issued }) =>
        StoredToken.parse({
          ...issued,
          scopes: JSON.stringify(scopes),
          issuedBy: by,
          issuedAt: at,
          revokedBy: revoked?.by ?? null,
          revokedAt: revoked?.at ?? null,
        }),
      ),
    };
  }
  return { people: [], tokens: [] };
}

/** Each row as a text under its table and key. A role that this release does not know gives none. */
const textsOf = ({ people, tokens }: PeopleRows): readonly (readonly [string, string])[] => [
  ...people.map((row) => {
    const role = GivenRole.catch("none").parse(row.role);
    return [`people.${row.identity}`, canonicalJson({ ...row, role })] as const;
  }),
  ...tokens.map((row) => [`desk_tokens.${row.tokenId}`, canonicalJson(row)] as const),
];
