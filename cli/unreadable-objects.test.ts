// Tests that `holdpoint verify` names the objects that the installation could not read, which are no fault of the log.
import { describe, it } from "vitest";
import { readModelsOf } from "../replay/read-models.ts";
import { memorySource } from "../replay/source.ts";
import { deploymentAfter, FULL_STORY } from "../testing/honest-log.ts";
import { databasesOf, holdpoint, insertReadModels, queryOf } from "../testing/command-line.ts";
import { insertStoredRows } from "../testing/stored-rows.ts";
import { ADA, idOf } from "../testing/people.ts";

const deployment = await deploymentAfter(FULL_STORY);
const contact = idOf(ADA);

/** Runs `verify` on a log in a database, after these statements. */
async function verify(statements: readonly string[], ...args: readonly string[]) {
  const [database] = databasesOf(deployment.rows(), 1);
  if (!database) throw new Error("no database");
  for await (const stream of memorySource(deployment.rows()).streams({ prefix: "ct_" })) {
    insertReadModels(database, readModelsOf(stream, deployment.keys));
  }
  await insertStoredRows(deployment.rows(), { first: database });
  for (const statement of statements) database.exec(statement);
  return holdpoint(["verify", "--from", "remote", "--database", "db-0", ...args], {
    env: { CLOUDFLARE_ACCOUNT_ID: "an-account", CLOUDFLARE_API_TOKEN: "a-token" },
    fetch: async (_, { body }) => {
      const { sql, params } = JSON.parse(String(body));
      try {
        return Response.json({ success: true, result: [{ results: await queryOf(database)(sql, params) }] });
      } catch (cause) {
        return Response.json({ success: false, errors: [{ message: String(cause) }] }, { status: 400 });
      }
    },
  });
}
const noted = (streamId: string): string =>
  `INSERT INTO unreadable_objects VALUES ('${streamId}', 'event 3', '1', '1')`;
const line = (streamId: string): string =>
  `The object of ${streamId} differs from what it recorded (object_differs, event 3): npx holdpoint rebuild --object ${streamId}`;

describe("holdpoint verify", () => {
  it("names each object that cannot be read, with the command, and holds", async ({ expect }) => {
    const { code, out } = await verify([noted(contact), noted("ad_policy")]);
    expect(out).toContain("Holds: the remote log.");
    for (const streamId of [contact, "ad_policy"]) expect(out).toContain(line(streamId));
    expect(code).toBe(0);
  });

  it("names only the object of the contact that it verifies", async ({ expect }) => {
    const { out } = await verify([noted(contact), noted("ct_another")], "--contact", contact, "--json");
    expect(JSON.parse(out)).toMatchObject({ holds: true, unreadable: [{ streamId: contact, detail: "event 3" }] });
  });

  it("names the rows that differ from their object, with the command that makes them again", async ({ expect }) => {
    const note = `INSERT INTO unreadable_objects VALUES ('${contact}', 'read_model_differs holds.hd_1 shown', '1', '1')`;
    const { out } = await verify([note]);
    const says = `The rows of ${contact} are not what its object says (read_model_differs holds.hd_1 shown)`;
    expect(out).toContain(`${says}: npx holdpoint rebuild --read-models`);
  });

  it("names none in a log without their table, whose schema is a fault", async ({ expect }) => {
    const { code, out } = await verify(["DROP TABLE unreadable_objects"], "--json");
    expect(JSON.parse(out)).toMatchObject({ faultsByName: { schema_differs: 1 }, unreadable: [] });
    expect(code).toBe(1);
  });
});
