// Makes a token for a program: random, told once, and known to the log by a keyed digest alone.
import type * as z from "zod";
import type { Random } from "../../domain/contact/seal.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import { beginning } from "../../schema/cause.ts";
import { type AdminCommand, IssueToken } from "../../schema/commands.ts";
import type { MakeToken } from "../../schema/desk-commands.ts";
import { commandIdOf, tokenDigestOf, tokenIdOf } from "../../schema/ids.ts";
import { type IssuedToken, PEOPLE_STREAM } from "../../schema/people.ts";
import { DAY_MS } from "../../schema/time.ts";

interface Ports {
  readonly systemKey: string;
  readonly random: Random;
  readonly now: () => Date;
  readonly record: (command: AdminCommand) => Promise<ClickAnswer>;
}

const TOKEN_BYTES = 32;

/**
 * The token, or the refusal. A repeat makes no second token of the name: it is refused, because the first cannot be told again. Nothing is told before
 * the log has the token: one that is not there could not be used.
 */
export async function makeToken(
  { name, scopes, days, by, configured }: z.infer<typeof MakeToken>,
  { systemKey, random, now, record }: Ports,
): Promise<ClickAnswer & { readonly issued: IssuedToken | null }> {
  const token = `hp_${Buffer.from(random(TOKEN_BYTES)).toString("base64url")}`;
  const digest = tokenDigestOf(systemKey, token);
  const tokenId = tokenIdOf(digest);
  const expiresAt = new Date(now().getTime() + days * DAY_MS).toISOString();
  const command = IssueToken.parse({
    type: "IssueToken",
    ...beginning(commandIdOf("IssueToken", tokenId)),
    streamId: PEOPLE_STREAM,
    tokenId,
    name,
    digest,
    scopes,
    expiresAt,
    by,
    configured,
  });
  const answer = await record(command);
  return { ...answer, issued: answer.refusal === null && answer.logged ? { token, tokenId, expiresAt } : null };
}
