// The page of the requests for a second person, and its JSON. The clicks are in actions/request-actions.ts.
import type { Hono } from "hono";
import { answerPage, answerTrouble } from "./answer-page.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { RequestLookPage, RequestsPage } from "./pages/second-person.tsx";
import { lookedBack } from "./policy/looked-back.ts";
import { readRequests } from "./second-person.ts";
import { signedPage, viewOf } from "./signed-page.tsx";
import { stampedForm } from "./stamped-form.ts";
import { callerOf } from "./signed-in.ts";
import * as troubles from "./troubles.ts";

const PATH = "/requests";

export function addRequestRoutes(app: Hono<DeskContext>, desk: Desk): void {
  app.get(PATH, (c) =>
    signedPage(desk, c, PATH, async (view) => {
      const [answer, policy] = await Promise.all([readRequests(desk), desk.policy()]);
      return <RequestsPage view={view} {...answer} policy={policy} />;
    }),
  );
  // What a policy would change, for the person who is to agree to it.
  const look = `${PATH}/:id/look`;
  app.get(look, (c) => c.redirect(PATH, 303));
  app.post(look, async (c) => {
    const form = await stampedForm(desk, c, PATH);
    if (!form.ok) return form.error;
    const [{ requests }, policy] = await Promise.all([readRequests(desk), desk.policy()]);
    const request = requests.find(({ requestId }) => requestId === c.req.param("id"));
    if (!request?.policy) return answerTrouble(desk, c, troubles.notFound, PATH);
    const compared = { candidate: { ...policy, ...request.policy }, inForce: policy };
    const { shown } = await lookedBack(desk, form.value, compared, look);
    const view = await viewOf(desk, form.value.identities, form.value.session, c, PATH);
    return answerPage(c, <RequestLookPage view={view} request={request} policy={policy} look={shown} />);
  });
  app.get(`/api/v1${PATH}`, async (c) => {
    if (callerOf(c) === null) return answerTrouble(desk, c, troubles.notSignedIn);
    const { isNeeded, requests } = await readRequests(desk);
    return c.json({ isNeeded, items: requests });
  });
}
