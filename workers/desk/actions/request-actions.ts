// Clicks on the requests for a second person: agree, decline, and adopt the policy that two people agreed on. What is allowed is decided by the stream `ad_people`.
import * as z from "zod";
import { RequestId } from "../../../schema/ids.ts";
import { performOne } from "../../../schema/only-answer.ts";
import type { Desk } from "../desk.ts";
import { suppressionField } from "../fields.ts";
import { configuredAdmins, performerOf, readRequests } from "../second-person.ts";
import { type ClickDefinition, type ClickOutcome, defineClick, outcomeOfClick, unknown } from "./action.ts";

const back = (): string => "/requests";

/** What both decisions on a request say; null where the id is none of a request. */
async function wishOf(desk: Desk, by: string, id: string) {
  const requestId = RequestId.safeParse(id);
  return requestId.success ? { requestId: requestId.data, by, ...(await configuredAdmins(desk)) } : null;
}

const agree = defineClick({
  path: "/requests/:id/agree",
  notice: "agreed",
  back,
  /** `value`: of a lift, what the person means. */
  fields: z.strictObject({ value: z.string().trim().max(suppressionField.characters).optional() }),
  act: async ({ desk, by, id, input: { value } }): Promise<ClickOutcome> => {
    const wish = await wishOf(desk, by, id);
    if (wish === null) return unknown("request");
    return outcomeOfClick(await performOne(desk.port, { type: "Agree", ...wish, ...(value ? { value } : {}) }));
  },
});

const decline = defineClick({
  path: "/requests/:id/decline",
  notice: "declined",
  back,
  fields: z.strictObject({}),
  act: async ({ desk, by, id }): Promise<ClickOutcome> => {
    const wish = await wishOf(desk, by, id);
    return wish === null
      ? unknown("request")
      : outcomeOfClick(await performOne(desk.port, { type: "Decline", ...wish }));
  },
});

/** Adopts the policy of a request, as it was asked for. */
const adopt = defineClick({
  path: "/requests/:id/adopt",
  notice: "policy_adopted",
  back,
  fields: z.strictObject({}),
  act: async ({ desk, by, id }): Promise<ClickOutcome> => {
    const { requests } = await readRequests(desk);
    const request = requests.find(({ requestId }) => requestId === id);
    if (!request || request.action.action !== "adopt_policy" || !request.policy) return unknown("request");
    const { requestId, policy, whatIf, reason, why } = request;
    const performer = await performerOf(desk, by, requestId);
    const wish = {
      policy,
      replaces: request.action.replaces,
      by,
      reason,
      why: why ?? "",
      performer,
      ...(whatIf ? { whatIf } : {}),
    };
    return outcomeOfClick(await performOne(desk.port, { type: "AdoptPolicy", ...wish }));
  },
});

export const requestActions: readonly ClickDefinition[] = [agree, decline, adopt];
