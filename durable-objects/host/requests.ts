// The errands of requests for a second person: shows them, and records that a person agrees. The object of `ad_people` decides (domain/people/).
import type * as z from "zod";
import type { AskedAction } from "../../domain/people/requests.ts";
import type { ClickAnswer } from "../../schema/answers.ts";
import { beginning } from "../../schema/cause.ts";
import { type AdminCommand, AgreeToAction } from "../../schema/commands.ts";
import type { Agree, RequestsQuery } from "../../schema/desk-commands.ts";
import { commandIdOf, type StreamId } from "../../schema/ids.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import { PEOPLE_STREAM } from "../../schema/people.ts";
import type { RequestsAnswer, RequestState, ShownRequest } from "../../schema/second-person.ts";
import type { ObjectVerbs } from "./object.ts";
import { liftedDigestsOf } from "./suppress.ts";

export interface RequestPorts {
  readonly object: (streamId: StreamId) => Pick<ObjectVerbs, "ask">;
  /** Opens the note of a request; null when that cannot be done. */
  readonly open: (request: Pick<AskedAction, "commandId" | "note">) => Promise<string | null>;
}

/** The most requests that are shown: those that wait, and the newest of the others. */
const MOST_SHOWN = 100;

const isOpen = ({ state }: { readonly state: RequestState }): boolean => state === "waiting" || state === "agreed";

/** The requests, the newest first. */
export async function shownRequests(
  { configured, isOnePerson }: z.infer<typeof RequestsQuery>,
  { object, open }: RequestPorts,
): Promise<RequestsAnswer> {
  const query = { type: "Requests" as const, configured, isOnePerson };
  const { isNeeded, requests } = onlyAnswer(await object(PEOPLE_STREAM).ask([query]));
  const newest = requests.toReversed();
  const shown = [...newest.filter(isOpen), ...newest.filter((one) => !isOpen(one))].slice(0, MOST_SHOWN);
  return { isNeeded, requests: await Promise.all(shown.map((one) => shownRequest(one, open))) };
}

async function shownRequest(
  request: AskedAction & { readonly state: RequestState },
  open: RequestPorts["open"],
): Promise<ShownRequest> {
  const { requestId, action, by, at, expiresAt, reason, note, policy, whatIf, agreed, ended, taken, state } = request;
  const why = note ? await open(request).catch(() => null) : "";
  const endedBy = ended?.by ?? taken?.by ?? null;
  return { requestId, action, by, at, expiresAt, reason, why, agreed, state, endedBy, policy, whatIf };
}

/** Records that a person agrees. Of a lift, the log has digests alone: the value that the person means must have the same. */
export async function agree(
  { requestId, value, by, configured, isOnePerson }: z.infer<typeof Agree>,
  {
    systemKey,
    object,
    record,
  }: Pick<RequestPorts, "object"> & {
    readonly systemKey: string;
    readonly record: (command: AdminCommand) => Promise<ClickAnswer>;
  },
): Promise<ClickAnswer> {
  const query = { type: "Requests" as const, configured, isOnePerson };
  const { requests } = onlyAnswer(await object(PEOPLE_STREAM).ask([query]));
  const action = requests.find((one) => one.requestId === requestId)?.action;
  const digests = action?.action === "lift" ? liftedDigestsOf(systemKey, action.kind, value ?? "") : undefined;
  return record(
    AgreeToAction.parse({
      type: "AgreeToAction",
      ...beginning(commandIdOf("AgreeToAction", requestId, by)),
      streamId: PEOPLE_STREAM,
      requestId,
      by,
      configured,
      isOnePerson,
      ...(digests ? { digests } : {}),
    }),
  );
}
