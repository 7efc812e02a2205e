// Tests the page of the system, and its answer for programs: how full each database is, and what is said from 70 % on.
import { it } from "vitest";
import { DATABASE_BYTES, databaseSize, type DatabaseSize, WARN_SHARE } from "../../schema/database-size.ts";
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
