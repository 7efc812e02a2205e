// What the desk tells the port of who performs an action that needs a second person where there are two, and the requests that wait for one.
import type { RequestId } from "../../schema/ids.ts";
import { askOne } from "../../schema/only-answer.ts";
import type { ConfiguredAdmins, Performer, RequestsAnswer } from "../../schema/second-person.ts";
import type { Desk } from "./desk.ts";

/**
 * The admins of the desk's configuration. Without Cloudflare Access they are those of `DESK_TOKENS`: whoever has that file has all of these logins, so they are one
 * person.
 */
export async function configuredAdmins(desk: Desk): Promise<ConfiguredAdmins> {
  const { configured } = await desk.people.read({ isClick: false });
  return { configured, isOnePerson: desk.access === null };
}

/** Who performs an action, with the request that they name; null: the newest one for exactly this action. */
export const performerOf = async (desk: Desk, by: string, request: RequestId | null = null): Promise<Performer> => ({
  ...(await configuredAdmins(desk)),
  by,
  request,
});

export const readRequests = async (desk: Desk): Promise<RequestsAnswer> =>
  askOne(desk.port, { type: "Requests", ...(await configuredAdmins(desk)) });
