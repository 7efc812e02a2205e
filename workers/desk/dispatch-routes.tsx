// The page of the stop switch, and its state in the JSON API. The clicks are in actions/dispatch-actions.ts.
import type { Hono } from "hono";
import { type ContactId, DISPATCH_STREAM } from "../../schema/ids.ts";
import type { Desk, DeskContext } from "./desk.ts";
import { cardsOf, readAdministration } from "./list-queries.ts";
import { DispatchPage } from "./pages/dispatch-page.tsx";
import { signedPage } from "./signed-page.tsx";

/** The page belongs to the outbox, where people look for what was sent. */
const SECTION = "/outbox";

export function addDispatchRoutes(app: Hono<DeskContext>, desk: Desk): void {
  app.get("/dispatch", (c) =>
    signedPage(desk, c, SECTION, async (view) => {
      const [history, cards] = await Promise.all([
        readAdministration(desk, { stream: DISPATCH_STREAM }),
        cardsOf(
          desk,
          view.session.identity,
          view.dispatching.waiting.map(({ contactId }) => contactId),
        ),
      ]);
      const nameOf = (id: ContactId) => cards.get(id)?.name ?? null;
      return <DispatchPage view={view} history={history} nameOf={nameOf} />;
    }),
  );
}
