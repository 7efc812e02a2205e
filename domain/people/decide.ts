// Turns a command of `ad_people` into events or a refusal. Pure: no clock, no random ids, no I/O. The stream has one writer, so two admins who take the
// role from each other at the same time cannot both succeed.
import type { PeopleCommand } from "../../schema/commands.ts";
import type { Writer } from "../../schema/lists.ts";
import { isTokenIdentity, PEOPLE_STREAM } from "../../schema/people.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { certain, type Decided } from "../contact/decision.ts";
import { byPerson, configuredEvidence, eventEvidence } from "../evidence.ts";
import { adminsOf, hasLiveName, type People, roleOf } from "./people.ts";

type Events = Result<readonly Decided[], Refusal>;
const nothing: Events = ok([]);
type CommandOf<T extends PeopleCommand["type"]> = Extract<PeopleCommand, { type: T }>;

/** The events of a command; none where it says what is so already. `at` is the time of its events. Only an admin may change anything here. */
export function decidePeople(command: PeopleCommand, people: People, writer: Writer, at: string): Events {
  if (roleOf(people, command.configured, command.by) !== "admin") return err({ reason: "role_needed", role: "admin" });
  switch (command.type) {
    case "ChangeRole":
      return changeRole(command, people, writer);
    case "IssueToken":
      return issueToken(command, people, writer, at);
    case "RevokeToken":
      return revokeToken(command, people, writer);
  }
}

function changeRole(command: CommandOf<"ChangeRole">, people: People, writer: Writer): Events {
  const { identity, role, by, configured } = command;
  // Events name the deeds of tokens under such names.
  if (isTokenIdentity(identity)) return err({ reason: "invalid", field: "identity" });
  const before = roleOf(people, configured, identity) ?? "none";
  if (before === role)
    return people.people.has(identity) || role !== "none" ? nothing : err({ reason: "unknown", what: "person" });
  const others = adminsOf(people, configured).filter((admin) => admin !== identity);
  if (role !== "admin" && others.length === 0) return err({ reason: "last_admin", identity });
  const why = certain("role_changed", byPerson(by), actorOf(command, people));
  return ok([{ type: "RoleChanged", writer, payload: { identity, role, by }, why, policy: null }]);
}

function issueToken(command: CommandOf<"IssueToken">, people: People, writer: Writer, at: string): Events {
  const { tokenId, name, digest, scopes, expiresAt, by } = command;
  if (hasLiveName(people, name, at)) return err({ reason: "name_taken", name });
  const why = certain("token_issued", byPerson(by), actorOf(command, people));
  const payload = { tokenId, name, digest, scopes: [...new Set(scopes)], expiresAt, by };
  return ok([{ type: "TokenIssued", writer, payload, why, policy: null }]);
}

function revokeToken(command: CommandOf<"RevokeToken">, people: People, writer: Writer): Events {
  const { tokenId, by } = command;
  const issued = people.tokens.get(tokenId);
  if (!issued) return err({ reason: "unknown", what: "token" });
  if (issued.revoked) return nothing;
  const why = certain("token_revoked", byPerson(by), actorOf(command, people));
  return ok([{ type: "TokenRevoked", writer, payload: { tokenId, by }, why, policy: null }]);
}

/** What made the acting person an admin: the event that says so, or the desk's configuration. */
function actorOf({ by }: PeopleCommand, { people }: People) {
  const version = people.get(by)?.version;
  const columns = { identity: by, role: "admin" };
  return version === undefined ? configuredEvidence(columns) : eventEvidence(PEOPLE_STREAM, version, columns);
}
