// Tests that a large file of contacts is accounted for row by row when the command line imports it, that what was applied changes nothing again, and that every
// address of a person who opts out is silenced. The desk and the webhook are a store in memory: 3,000 rows, and 100,000 in the full run.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { contactIdOf } from "../schema/ids.ts";
import { aFolder, holdpoint } from "../testing/command-line.ts";
import { isFull } from "../testing/full.ts";
import { SYSTEM_KEY } from "../testing/people.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";

const ROWS = isFull ? 100_000 : 3_000;
/** Of so many rows in a row, one repeats an earlier one, one cannot be read, and one opts out at two addresses. */
const CYCLE = 10;

const rowAt = (index: number): string => {
  const email = `p${index}@large.example`;
  switch (index % CYCLE) {
    case 3:
      return `p${index - 1}@large.example,,Person ${index - 1},no`;
    case 5:
      return `nobody at large,,Nobody,no`;
    case 7:
      return `${email},also${index}@large.example,Person ${index},yes`;
    default:
      return `${email},,Person ${index},no`;
  }
};

interface Stored {
  readonly name: string | null;
  readonly flags: readonly string[];
}

/** A store that answers as the desk and the webhook of a source do. */
function aStore() {
  const contacts = new Map<string, Stored>();
  let posted = 0;
  const json = (value: object): Response => Response.json(value);
  const fetch = async (url: string, init?: RequestInit): Promise<Response> => {
    const path = new URL(url).pathname;
    const body = JSON.parse(String(init?.body)) as {
      ids?: string[];
      entries?: object[];
      data?: Stored & { email: string };
    };
    if (path.endsWith("/known-contacts"))
      return json({
        items: (body.ids ?? []).flatMap((id) => {
          const found = contacts.get(id);
          return found ? [{ id, company: null, title: null, ...found }] : [];
        }),
      });
    if (path.endsWith("/suppressions/listed")) return json({ items: (body.entries ?? []).map(() => ({ is: "new" })) });
    posted++;
    const { email = "", name, flags = [] } = body.data ?? {};
    const id = contactIdOf(SYSTEM_KEY, email);
    const before = contacts.get(id);
    contacts.set(id, { name: name ?? before?.name ?? null, flags: [...new Set([...(before?.flags ?? []), ...flags])] });
    return json({});
  };
  return { contacts, fetch, posted: () => posted };
}

it(
  "accounts for every row, and applies nothing again",
  async ({ expect }) => {
    const file = join(aFolder(), "large.csv");
    const rows = Array.from({ length: ROWS }, (_, index) => rowAt(index));
    writeFileSync(file, `Email,Additional email addresses,Name,Unsubscribed\n${rows.join("\n")}\n`);
    const store = aStore();
    const run = async () => {
      const { out } = await holdpoint(
        ["contacts", "import", file, "--apply", "--json", "--desk", "http://localhost:8787"],
        {
          env: {
            SYSTEM_KEY,
            HOLDPOINT_SOURCE_SECRET: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            HOLDPOINT_DESK_TOKEN: "t",
          },
          fetch: store.fetch,
        },
      );
      const { counts, optedOut } = JSON.parse(out) as { counts: Record<string, number>; optedOut: number };
      return { counts, optedOut };
    };
    const tenth = ROWS / CYCLE;
    expect(await run()).toEqual({
      counts: { added: 8 * tenth, changed: 0, same: tenth, refused: tenth },
      optedOut: tenth,
    });
    const [size, posted] = [store.contacts.size, store.posted()];
    expect(size).toBe(9 * tenth);
    const flagged = [...store.contacts.values()].filter(({ flags }) => flags.includes("unsubscribed"));
    expect(flagged).toHaveLength(2 * tenth);
    expect(await run()).toEqual({ counts: { added: 0, changed: 0, same: 9 * tenth, refused: tenth }, optedOut: tenth });
    expect([store.contacts.size, store.posted()]).toEqual([size, posted]);
  },
  LONG_MILLISECONDS,
);
