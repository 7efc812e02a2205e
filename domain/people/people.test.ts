// Tests who may change roles and tokens, and that no sequence of changes leaves an installation without an admin.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { sentenceOf } from "../../replay/sentences.ts";
import { beginning } from "../../schema/cause.ts";
import { ChangeRole, IssueToken, type PeopleCommand, RevokeToken } from "../../schema/commands.ts";
import type { StoredEvent } from "../../schema/events.ts";
import { commandIdOf, tokenIdOf } from "../../schema/ids.ts";
import { GivenRole, PEOPLE_STREAM } from "../../schema/people.ts";
import { runs } from "../../testing/properties.ts";
import { decidePeople } from "./decide.ts";
import { adminsOf, foldPeople, roleOf } from "./people.ts";

const AT = "2026-11-22T12:00:00.000Z";
const ids = { ...beginning(commandIdOf("ChangeRole", "x")), streamId: PEOPLE_STREAM };
const digest = "d".repeat(22);
const tokenId = tokenIdOf(digest);

const change = (by: string, identity: string, role: GivenRole, configured: readonly string[] = ["grace"]) =>
  ChangeRole.parse({ type: "ChangeRole", ...ids, identity, role, by, configured });
const issue = (by: string, expiresAt = "2026-12-22T12:00:00.000Z") =>
  IssueToken.parse({
    type: "IssueToken",
    ...ids,
    tokenId,
    name: "crm",
    digest,
    scopes: ["read", "read"],
    expiresAt,
    by,
    configured: ["grace"],
  });
const revoke = (by: string) => RevokeToken.parse({ type: "RevokeToken", ...ids, tokenId, by, configured: ["grace"] });

/** Performs commands in order, and returns the events and the answers. */
function after(...commands: readonly PeopleCommand[]) {
  const events: StoredEvent[] = [];
  const answers = commands.map((command) => {
    const decided = decidePeople(command, foldPeople(events), "desk", AT);
    if (!decided.ok) return decided.error;
    for (const { type, payload, why } of decided.value)
      events.push({ type, payload, version: events.length + 1, at: AT, provenance: why } as unknown as StoredEvent);
    return decided.value.length;
  });
  return { events, answers, people: foldPeople(events) };
}

describe("a role", () => {
  it("is an admin's by the configuration, until an event says otherwise", ({ expect }) => {
    const { people, answers } = after(change("grace", "linus", "admin"), change("linus", "grace", "viewer"));
    expect(answers).toEqual([1, 1]);
    expect(["grace", "linus", "ada"].map((name) => roleOf(people, ["grace"], name))).toEqual(["viewer", "admin", null]);
  });

  it("is changed by admins only, and not upwards by its own person", ({ expect }) => {
    const { answers } = after(
      change("grace", "linus", "approver"),
      change("linus", "linus", "admin"),
      change("linus", "grace", "none"),
      change("nobody", "nobody", "admin"),
    );
    const refused = { reason: "role_needed", role: "admin" };
    expect(answers).toEqual([1, refused, refused, refused]);
  });

  it("stays where nobody else is an admin", ({ expect }) => {
    const last = { reason: "last_admin", identity: "grace" };
    const { answers } = after(
      change("grace", "grace", "viewer"),
      change("grace", "grace", "none"),
      change("grace", "linus", "admin"),
      change("grace", "grace", "viewer"),
    );
    expect(answers).toEqual([last, last, 1, 1]);
  });

  it("is recorded once, and is nobody's whom nobody knows", ({ expect }) => {
    const { answers } = after(
      change("grace", "linus", "viewer"),
      change("grace", "linus", "viewer"),
      change("grace", "ada", "none"),
      change("grace", "token:crm", "admin"),
    );
    expect(answers).toEqual([1, 0, { reason: "unknown", what: "person" }, { reason: "invalid", field: "identity" }]);
  });

  it("cites what made its giver an admin", ({ expect }) => {
    const { events } = after(change("grace", "linus", "admin"), change("linus", "ada", "viewer"));
    expect(events.map(({ provenance }) => provenance.evidence[0]?.id)).toEqual(["desk-configuration", "ad_people@1"]);
  });

  it("is somebody's, whatever admins do to each other", ({ expect }) => {
    const name = fc.constantFrom("grace", "linus", "ada", "mary");
    const configured = fc.subarray(["grace", "linus"], { minLength: 1 });
    const changes = fc.array(fc.tuple(name, name, fc.constantFrom(...GivenRole.options)), { maxLength: 30 });
    fc.assert(
      fc.property(configured, changes, (named, all) => {
        const { people } = after(...all.map(([by, identity, role]) => change(by, identity, role, named)));
        expect(adminsOf(people, named)).not.toEqual([]);
      }),
      runs(200),
    );
  });
});

describe("a token", () => {
  it("has each scope once, one name at a time, and ends once", ({ expect }) => {
    const { answers, people } = after(issue("grace"), issue("grace"), revoke("grace"), revoke("grace"), issue("grace"));
    expect(answers).toEqual([1, { reason: "name_taken", name: "crm" }, 1, 0, 1]);
    expect(people.tokens.get(tokenId)?.scopes).toEqual(["read"]);
  });

  it("frees its name when it has expired", ({ expect }) => {
    expect(after(issue("grace", AT), issue("grace")).answers).toEqual([1, 1]);
  });

  it("is made and revoked by admins only, and not where there is none", ({ expect }) => {
    const refused = { reason: "role_needed", role: "admin" };
    expect(after(issue("linus"), revoke("linus")).answers).toEqual([refused, refused]);
    expect(after(revoke("grace")).answers).toEqual([{ reason: "unknown", what: "token" }]);
  });
});

it("is told in sentences", ({ expect }) => {
  const { events } = after(
    change("grace", "linus", "approver"),
    change("grace", "linus", "none"),
    issue("grace"),
    revoke("grace"),
  );
  expect(events.map(sentenceOf)).toEqual([
    "linus became approver, by grace.",
    "linus has no role any more, by grace.",
    "The token crm was issued for read until 2026-12-22T12:00:00.000Z, by grace.",
    `The token ${tokenId} was revoked by grace.`,
  ]);
});
