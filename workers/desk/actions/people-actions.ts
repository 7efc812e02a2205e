// Clicks on the people of the desk and on the tokens of programs. What may be changed, and by whom, is decided by the stream `ad_people`.
import * as z from "zod";
import { TokenId } from "../../../schema/ids.ts";
import { performOne } from "../../../schema/only-answer.ts";
import { DeskIdentity, GivenRole } from "../../../schema/people.ts";
import { type ClickDefinition, type ClickOutcome, defineClick, outcomeOfClick } from "./action.ts";

/** A person as an admin names them. An address is in lower case, as Cloudflare Access names its person. */
export const NamedPerson = z
  .string()
  .trim()
  .transform((name) => (name.includes("@") ? name.toLowerCase() : name))
  .pipe(DeskIdentity);

// The table of permissions has just asked the port about this click, so what is known is as new as the click.

/** Invites a person, changes the role of one, or with `none` takes it away. */
const giveRole = defineClick({
  path: "/people",
  notice: "role_changed",
  back: () => "/people",
  fields: z.strictObject({ identity: NamedPerson, role: GivenRole }),
  act: async ({ desk, by, input: { identity, role } }): Promise<ClickOutcome> => {
    const { people, configured } = await desk.people.read({ isClick: false });
    const seen = people.find((person) => person.identity === identity)?.version ?? 0;
    const answer = await performOne(desk.port, { type: "GiveRole", identity, role, by, configured, seen });
    desk.people.forget();
    return outcomeOfClick(answer);
  },
});

const revokeToken = defineClick({
  path: "/tokens/revoke",
  notice: "token_revoked",
  back: () => "/people",
  fields: z.strictObject({ tokenId: TokenId }),
  act: async ({ desk, by, input: { tokenId } }): Promise<ClickOutcome> => {
    const { configured } = await desk.people.read({ isClick: false });
    const answer = await performOne(desk.port, { type: "EndToken", tokenId, by, configured });
    desk.people.forget();
    return outcomeOfClick(answer);
  },
});

export const peopleActions: readonly ClickDefinition[] = [giveRole, revokeToken];
