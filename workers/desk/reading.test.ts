// Tests that the desk names the reader wherever it shows personal words: each page and each answer of the API at most once, and never
// another name than that of the session or the token.
import { describe, it } from "vitest";
import { GRACE, LINUS, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";
import type { Desk } from "./desk.ts";

/** A desk that lists who its port and its reads were told to note. */
function watched() {
  const installation = sampleInstallation();
  const { desk } = installation;
  const noted: string[] = [];
  const note = (by: unknown, what: string): void => {
    if (typeof by === "string") noted.push(`${by} ${what}`);
  };
  const reads = Object.fromEntries(
    Object.entries(desk.reads).map(([method, read]) => [
      method,
      (...args: unknown[]) => {
        if (args.length > 1) note(args[1], method);
        return (read as (...args: unknown[]) => unknown)(...args);
      },
    ]),
  ) as unknown as Desk["reads"];
  const port: Desk["port"] = {
    ...desk.port,
    ask: (queries) => {
      for (const query of queries) if ("by" in query) note(query.by, query.type);
      return desk.port.ask(queries);
    },
  };
  const hold = installation.holdOf("ada");
  const [message] = installation.outbox;
  const letter = installation.deadLetters[0]?.id ?? "";
  const refused = installation.refused[0]?.row.id ?? "";
  return { app: deskApp({ ...desk, reads, port }), noted, hold, letter, refused, key: message?.idempotencyKey ?? "" };
}

/** Each place with words, on pages and in the API, and the one call that notes its reader. */
const PLACES: readonly (readonly [path: string, call: string])[] = [
  ["/", "openHolds"],
  ["/tasks", "contactCards"],
  ["/contacts", "contacts"],
  ["/holds", "endedHolds"],
  ["/outbox", "outbox"],
  ["/plans", "contactCards"],
  ["/plans/shadow", "contactCards"],
  ["/api/v1/plans", "contactCards"],
  ["/not-written", "contactCards"],
  ["/under-way", "contactCards"],
  ["/api/v1/under-way", "contactCards"],
  ["/work-list", "contactCards"],
  ["/api/v1/work-list", "contactCards"],
  ["/holds/HOLD", "Hold"],
  ["/contacts/CONTACT", "Timeline"],
  ["/contacts/CONTACT/erase", "Timeline"],
  ["/contacts/CONTACT/receipt", "Timeline"],
  ["/contacts/CONTACT/verify", "Timeline"],
  ["/contacts/CONTACT/what-if", "Timeline"],
  ["/outbox/MESSAGE", "outboxMessage"],
  ["/dead-letters/LETTER", "Letter"],
  ["/dead-letters/REFUSED", "Letter"],
  ["/api/v1/holds", "openHolds"],
  ["/api/v1/holds?state=ended", "endedHolds"],
  ["/api/v1/contacts", "contacts"],
  ["/api/v1/outbox", "outbox"],
  ["/api/v1/holds/HOLD", "Hold"],
  ["/api/v1/contacts/CONTACT", "Timeline"],
  ["/api/v1/contacts/CONTACT/receipt", "Timeline"],
  ["/api/v1/contacts/CONTACT/verify", "Timeline"],
  ["/api/v1/outbox/MESSAGE", "outboxMessage"],
  ["/api/v1/dead-letters/LETTER", "Letter"],
];
const WITHOUT_WORDS = [
  "/suppressions",
  "/policy",
  "/administration",
  "/api/v1/administration",
  "/system",
  "/api/v1/system",
  "/dead-letters",
  "/api/v1/dead-letters",
  "/dead-letters/refused",
  "/api/v1/dead-letters/refused",
  "/api/v1/dead-letters/sources",
  "/api/v1/tasks",
  "/api/v1/sources",
];

const fill = (path: string, { hold, letter, refused, key }: ReturnType<typeof watched>): string =>
  path
    .replace("LETTER", letter)
    .replace("REFUSED", refused)
    .replace("HOLD", hold.holdId)
    .replace("CONTACT", hold.streamId)
    .replace("MESSAGE", key);

async function open(path: string, desk: ReturnType<typeof watched>): Promise<Response> {
  const address = fill(path, desk);
  if (!path.startsWith("/api/")) return (await signIn(desk.app, GRACE)).get(address);
  return desk.app.request(`${ORIGIN}${address}`, { headers: { authorization: `Bearer ${LINUS.token}` } });
}

describe("what shows personal words", () => {
  it.for(PLACES)("names its reader, once: %s", async ([path, call], { expect }) => {
    const desk = watched();
    expect((await open(path, desk)).status).toBe(200);
    expect(desk.noted).toEqual([`${path.startsWith("/api/") ? LINUS.identity : GRACE.identity} ${call}`]);
  });

  it.for(WITHOUT_WORDS)("is not %s, which names none", async (path, { expect }) => {
    const desk = watched();
    expect((await open(path, desk)).status).toBe(200);
    expect(desk.noted).toEqual([]);
  });

  it("is shown to nobody without a name", async ({ expect }) => {
    const desk = watched();
    for (const [path] of PLACES) {
      const { status } = await desk.app.request(`${ORIGIN}${fill(path, desk)}`);
      expect([path, status]).toEqual([path, path.startsWith("/api/") ? 401 : 303]);
    }
    expect(desk.noted).toEqual([]);
  });
});
