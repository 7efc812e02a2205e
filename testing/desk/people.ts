// The people and tokens of a sample installation: the real decisions of `ad_people`, over events that are kept in memory.
import { decidePeople } from "../../domain/people/decide.ts";
import { foldPeople, tokenRowOf } from "../../domain/people/people.ts";
import { foldStanding, needsSecondPerson, stateOf } from "../../domain/people/requests.ts";
import { decideGuard, decideRequest } from "../../domain/people/second-person.ts";
import type { Decided } from "../../domain/contact/decision.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import { beginning } from "../../schema/cause.ts";
import {
  AgreeToAction,
  ChangeRole,
  DeclineAction,
  IssueToken,
  type PeopleCommand,
  RevokeToken,
} from "../../schema/commands.ts";
import type { StoredEvent } from "../../schema/events.ts";
import { commandIdOf, tokenDigestOf, tokenIdOf } from "../../schema/ids.ts";
import { type IssuedToken, PEOPLE_STREAM, type PeopleAnswer, type TokenRow } from "../../schema/people.ts";
import type { PortCommandOf } from "../../schema/ports.ts";
import type { Refusal } from "../../schema/refusals.ts";
import type { Result } from "../../schema/result.ts";
import type { ConfiguredAdmins, GuardAnswer, GuardWish, RequestsAnswer } from "../../schema/second-person.ts";
import { DAY_MS } from "../../schema/time.ts";
import { SYSTEM_KEY } from "../people.ts";
import { NOW } from "./leads.ts";

type Wish<T extends PortCommandOf<"desk">["type"]> = Extract<PortCommandOf<"desk">, { type: T }>;

export interface SamplePeople {
  list(): PeopleAnswer;
  token(token: string): TokenRow | null;
  record(wish: Wish<"GiveRole" | "EndToken">): ClickAnswer;
  requests(admins: ConfiguredAdmins): RequestsAnswer;
  /** Agrees to a request, or declines one. The value of a lift is taken for the one that was asked for. */
  decide(wish: Wish<"Agree" | "Decline">): ClickAnswer;
  guard(wish: GuardWish): GuardAnswer;
  make(wish: Wish<"MakeToken">): ClickAnswer & { readonly issued: IssuedToken | null };
}

export function samplePeople(): SamplePeople {
  const events: StoredEvent[] = [];
  const state = () => foldPeople(events);

  function record(decided: readonly Decided[]): void {
    for (const { type, payload } of decided)
      events.push({ type, payload, version: events.length + 1, at: NOW, commandId: "cmd_1" } as unknown as StoredEvent);
  }
  const decided = (command: PeopleCommand): ClickAnswer => answered(decidePeople(command, state(), "desk", NOW));
  function answered(answer: Result<readonly Decided[], Refusal>): ClickAnswer {
    if (!answer.ok) return { logged: true, version: events.length, refusal: answer.error };
    record(answer.value);
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
    requests: (admins) => {
      const { people, requests } = foldStanding(events);
      return {
        isNeeded: needsSecondPerson(people, admins),
        requests: [...requests.values()].toReversed().map((one) => ({
          requestId: one.requestId,
          action: one.action,
          by: one.by,
          at: one.at,
          expiresAt: one.expiresAt,
          reason: one.reason,
          why: "",
          agreed: one.agreed,
          state: stateOf(one, people, admins, NOW),
          endedBy: one.ended?.by ?? one.taken?.by ?? null,
          policy: one.policy,
          whatIf: one.whatIf,
        })),
      };
    },
    decide: (wish) => {
      const standing = foldStanding(events);
      const { requestId, by, configured, isOnePerson } = wish;
      const action = standing.requests.get(requestId)?.action;
      const fields = { requestId, by, configured, isOnePerson };
      const command =
        wish.type === "Decline"
          ? DeclineAction.parse({ type: "DeclineAction", ...ids("DeclineAction", requestId, by), ...fields })
          : AgreeToAction.parse({
              type: "AgreeToAction",
              ...ids("AgreeToAction", requestId, by),
              ...fields,
              ...(action?.action === "lift" ? { digests: action.digests } : {}),
            });
      return answered(decideRequest(command, standing, NOW));
    },
    guard: (wish) => {
      const { events: decidedOnes, refusal, eyes } = decideGuard(wish, foldStanding(events), NOW);
      record(decidedOnes);
      return { refusal, eyes };
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
