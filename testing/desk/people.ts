// The people and tokens of a sample installation: the real decisions of `ad_people`, over events that are kept in memory.
import { decidePeople } from "../../domain/people/decide.ts";
import { foldPeople, tokenRowOf } from "../../domain/people/people.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import { beginning } from "../../schema/cause.ts";
import { ChangeRole, IssueToken, type PeopleCommand, RevokeToken } from "../../schema/commands.ts";
import type { StoredEvent } from "../../schema/events.ts";
import { commandIdOf, tokenDigestOf, tokenIdOf } from "../../schema/ids.ts";
import { type IssuedToken, PEOPLE_STREAM, type PeopleAnswer, type TokenRow } from "../../schema/people.ts";
import type { PortCommandOf } from "../../schema/ports.ts";
import { DAY_MS } from "../../schema/time.ts";
import { SYSTEM_KEY } from "../people.ts";
import { NOW } from "./leads.ts";

type Wish<T extends PortCommandOf<"desk">["type"]> = Extract<PortCommandOf<"desk">, { type: T }>;

export interface SamplePeople {
  list(): PeopleAnswer;
  token(token: string): TokenRow | null;
  record(wish: Wish<"GiveRole" | "EndToken">): ClickAnswer;
  make(wish: Wish<"MakeToken">): ClickAnswer & { readonly issued: IssuedToken | null };
}

export function samplePeople(): SamplePeople {
  const events: StoredEvent[] = [];
  const state = () => foldPeople(events);

  function decided(command: PeopleCommand): ClickAnswer {
    const answer = decidePeople(command, state(), "desk", NOW);
    if (!answer.ok) return { logged: true, version: events.length, refusal: answer.error };
    for (const { type, payload } of answer.value)
      events.push({ type, payload, version: events.length + 1, at: NOW } as unknown as StoredEvent);
    return { logged: true, version: events.length, refusal: null };
  }
  const ids = (...cause: readonly [string, ...string[]]) => ({
    ...beginning(commandIdOf(...cause)),
    streamId: PEOPLE_STREAM,
  });

  return {
    list: () => {
      const { people, tokens } = state();
      return { people: [...people.values()], tokens: [...tokens.values()].map(tokenRowOf) };
    },
    token: (token) => {
      const issued = state().tokens.get(tokenIdOf(tokenDigestOf(SYSTEM_KEY, token)));
      return issued ? tokenRowOf(issued) : null;
    },
    record: (wish) => {
      if (wish.type === "EndToken") {
        const { type: _, ...fields } = wish;
        return decided(RevokeToken.parse({ type: "RevokeToken", ...ids("RevokeToken", wish.tokenId), ...fields }));
      }
      const { type: _, seen, ...fields } = wish;
      return decided(
        ChangeRole.parse({ type: "ChangeRole", ...ids("ChangeRole", wish.identity, String(seen)), ...fields }),
      );
    },
    make: ({ name, scopes, days, by, configured }) => {
      const token = `hp_${`${name}-${events.length}`.padEnd(43, "0")}`;
      const digest = tokenDigestOf(SYSTEM_KEY, token);
      const tokenId = tokenIdOf(digest);
      const expiresAt = new Date(Date.parse(NOW) + days * DAY_MS).toISOString();
      const fields = { tokenId, name, digest, scopes, expiresAt, by, configured };
      const answer = decided(IssueToken.parse({ type: "IssueToken", ...ids("IssueToken", tokenId), ...fields }));
      return { ...answer, issued: answer.refusal ? null : { token, tokenId, expiresAt } };
    },
  };
}
