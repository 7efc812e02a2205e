// The page of the requests for a second person, and its JSON. The clicks are in actions/request-actions.ts.
import type { Hono } from "hono";
import { answerTrouble } from "./answer-page.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { RequestsPage } from "./pages/second-person.tsx";
import { readRequests } from "./second-person.ts";
import { signedPage } from "./signed-page.tsx";
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
  app.get(`/api/v1${PATH}`, async (c) => {
    if (callerOf(c) === null) return answerTrouble(desk, c, troubles.notSignedIn);
    const { isNeeded, requests } = await readRequests(desk);
    return c.json({ isNeeded, items: requests });
  });
}
