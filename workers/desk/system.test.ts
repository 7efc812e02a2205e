// Tests the page of the system with its gauges, and its answer for programs: how full each database is, and what is said from 70 % on.
import { it } from "vitest";
import { DATABASE_BYTES, databaseSize, type DatabaseSize, WARN_SHARE } from "../../schema/database-size.ts";
import { RELEASE } from "../../schema/release.ts";
import { NOW } from "../../testing/desk/leads.ts";
import { GRACE, sampleInstallation } from "../../testing/desk/installation.ts";
import { ORIGIN, signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";

/** The page over these databases, as text, and the answer for programs. */
async function shown(...databases: readonly DatabaseSize[]) {
  const { desk } = sampleInstallation();
  const app = deskApp({ ...desk, reads: { ...desk.reads, databaseSizes: async () => databases } });
  const page = await (await (await signIn(app)).get("/system")).text();
  const answer = await app.request(`${ORIGIN}/api/v1/system`, { headers: { authorization: `Bearer ${GRACE.token}` } });
  return { text: page.replaceAll(/\s+/g, " "), answer: await answer.json() };
}

const LIMIT = DATABASE_BYTES * WARN_SHARE;
const CRM = databaseSize("CRM", 4_096_000);

it("has a bar for each database, with its size in words", async ({ expect }) => {
  const { text } = await shown(databaseSize("EVENTS_0", 241_565_696), CRM);
  expect(text.match(/<meter/g)).toHaveLength(2);
  expect(text).toContain("242 MB, 2.4 % full");
  expect(text).toContain("4.1 MB, under 0.1 % full");
  expect(text).toContain("A database stores at most 10 GB.");
  expect(text).not.toContain('role="alert"');
});

it("warns from 70 % on, for the database that is so full", async ({ expect }) => {
  expect((await shown(databaseSize("EVENTS_0", LIMIT - 1), CRM)).text).not.toContain('role="alert"');
  const { text } = await shown(databaseSize("EVENTS_0", 20_000), databaseSize("EVENTS_1", LIMIT), CRM);
  expect(text.match(/role="alert"/g)).toHaveLength(1);
  expect(text).toContain("<strong>EVENTS_1 is 70 % full</strong>: when it is full, nothing more is decided or sent");
  expect((await shown(databaseSize("CRM", LIMIT))).text).toContain("when it is full, no further lead is recorded");
  expect((await shown(databaseSize("EVENTS_0", DATABASE_BYTES))).text).toContain("room for about 0 more leads");
});

it("names a database that does not answer, and shows the others", async ({ expect }) => {
  const { text, answer } = await shown(databaseSize("EVENTS_0", null), CRM);
  expect(text).toContain("EVENTS_0 did not answer just now");
  expect(text).toContain("4.1 MB");
  expect(text.match(/<meter/g)).toHaveLength(1);
  expect(answer).toEqual({
    mostBytes: 10_000_000_000,
    warnShare: 0.7,
    databases: [
      { name: "EVENTS_0", bytes: null, share: null },
      { name: "CRM", bytes: 4_096_000, share: 0.0004 },
    ],
  });
});

it("tells programs the gauges with their limits and states, and the worst state", async ({ expect }) => {
  const app = deskApp(sampleInstallation().desk);
  const ask = (headers: Record<string, string>) => app.request(`${ORIGIN}/api/v1/gauges`, { headers });
  expect((await ask({})).status).toBe(401);
  const answer = await (await ask({ authorization: `Bearer ${GRACE.token}` })).json();
  expect(answer).toMatchObject({ at: NOW, release: RELEASE, state: "bad" });
  expect((answer as { gauges: readonly object[] }).gauges).toEqual(
    expect.arrayContaining([
      { name: "database", of: "EVENTS_0", ...bytes, value: 7_318_204_416, state: "warn" },
      { name: "database", of: "EVENTS_2", ...bytes, value: null, state: "warn" },
      { name: "queue", of: "plan", unit: "seconds", value: 720, limit: null, warn: 300, bad: 3_600, state: "warn" },
      {
        name: "queue",
        of: "dispatch",
        unit: "seconds",
        value: null,
        limit: null,
        warn: 300,
        bad: 3_600,
        state: "warn",
      },
      {
        name: "hold",
        of: null,
        unit: "seconds",
        value: 288_000,
        limit: null,
        warn: 86_400,
        bad: 259_200,
        state: "bad",
      },
    ]),
  );
});
const bytes = { unit: "bytes", limit: 10_000_000_000, warn: 7_000_000_000, bad: 9_000_000_000 };

it("shows the gauges in words", async ({ expect }) => {
  const { text } = await shown(CRM);
  const words = text.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
  expect(words).toContain("Oldest message that waits to be planned 12 minutes 5 minutes 1 hour look");
  expect(words).toContain("Oldest message that waits to be sent not known");
  expect(words).toContain("Longest wait for a person 3 days 24 hours 3 days act");
  expect(words).toContain("Oldest message that waits to be graded nothing waits 5 minutes 1 hour well");
  expect(words).toContain("Contacts that cannot be read 0 1 10 well");
  expect(words).toContain("Model, of today’s budget scores of roles 420,000 tokens");
});
