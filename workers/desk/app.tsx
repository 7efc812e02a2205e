// The desk as a function of its dependencies. `index.tsx` passes the platform's; tests pass their own.
import { Hono } from "hono";
import { RECEIPT_CSS } from "../../replay/receipt-css.ts";
import { sha256 } from "../../schema/canonical.ts";
import { addApiRoutes } from "./api-routes.ts";
import { answerTrouble } from "./answer-page.tsx";
import { icon, KEEP } from "./assets.ts";
import { addClickRoutes } from "./click-routes.tsx";
import { addContactRoutes } from "./contact-routes.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { HEALTH_PATH, healthResponse } from "../stage/health.ts";
import { addDispatchRoutes } from "./dispatch-routes.tsx";
import { addOperatorRoutes } from "./operator-routes.ts";
import { addPeopleRoutes } from "./people-routes.tsx";
import { permitting } from "./permit.ts";
import { addPageRoutes } from "./page-routes.tsx";
import { addImportRoutes } from "./import/routes.tsx";
import { addExportRoutes } from "./export-routes.tsx";
import { fillSecurityHeaders } from "./security-headers.ts";
import { keyTrouble } from "./refusals.ts";
import { addRequestRoutes } from "./request-routes.tsx";
import { addSignInRoutes } from "./sign-in-routes.tsx";
import { addPolicyRoutes } from "./policy-routes.tsx";
import { addSourceRoutes } from "./source-routes.tsx";
import { addSuppressionRoutes } from "./suppression-routes.tsx";
import * as troubles from "./troubles.ts";
import { unreadableTrouble } from "./unreadable.ts";

/** Enough of an error's message to recognise it; the complete error is in another Worker's log. */
const CAUSE_CHARACTERS = 300;

export function deskApp(desk: Desk): Hono<DeskContext> {
  const app = new Hono<DeskContext>();
  const stylesheets = { desk: desk.stylesheet, receipt: RECEIPT_CSS };
  const styleVersion = sha256(...Object.values(stylesheets)).slice(0, 12);

  app.use(async (c, next) => {
    c.set("styleVersion", styleVersion);
    c.set("by", null);
    c.set("caller", null);
    await next();
    fillSecurityHeaders(c.res.headers);
  });
  app.use(permitting(desk));

  // Without identities nobody can sign in, which is all that the desk can know of itself.
  app.get(HEALTH_PATH, () => healthResponse(desk.identities !== null));
  for (const path of ["/webhooks/*", "/u/*"]) {
    // The headers of another Worker's response are immutable; those of a copy are not.
    app.all(path, async (c) => copyOf(await desk.ingest.fetch(c.req.raw)));
  }
  for (const [name, text] of Object.entries(stylesheets)) {
    app.get(`/assets/${name}.css`, (c) =>
      c.body(text, 200, { "content-type": "text/css; charset=utf-8", "cache-control": KEEP }),
    );
  }
  app.get("/assets/icon.svg", (c) => c.body(icon, 200, { "content-type": "image/svg+xml", "cache-control": KEEP }));
  app.get("/favicon.ico", (c) => c.redirect("/assets/icon.svg", 301));

  addSignInRoutes(app, desk);
  addPageRoutes(app, desk);
  addSuppressionRoutes(app, desk);
  addDispatchRoutes(app, desk);
  addExportRoutes(app, desk);
  addImportRoutes(app, desk);
  addSourceRoutes(app, desk);
  addContactRoutes(app, desk);
  addClickRoutes(app, desk);
  addPolicyRoutes(app, desk);
  addApiRoutes(app, desk);
  addOperatorRoutes(app, desk);
  addPeopleRoutes(app, desk);
  addRequestRoutes(app, desk);
  refuseOtherMethods(app, desk);

  app.notFound((c) => answerTrouble(desk, c, troubles.notFound));
  app.onError((error, c) => {
    const trouble =
      unreadableTrouble(error) ??
      keyTrouble(error) ??
      (c.req.method === "POST" ? troubles.unreachable : troubles.unreadable);
    return answerTrouble(desk, c, { ...trouble, cause: error.message.slice(0, CAUSE_CHARACTERS) });
  });
  return app;
}

const copyOf = (response: Response): Response => new Response(response.body, response);

/** Answers 405 with an `allow` header for each method that a path does not list. */
function refuseOtherMethods(app: Hono<DeskContext>, desk: Desk): void {
  const listed = Map.groupBy(
    app.routes.filter((route) => route.method !== "ALL"),
    (route) => route.path,
  );
  for (const [path, routes] of listed) {
    const methods = routes.map((route) => route.method);
    const allow = [...methods, ...(methods.includes("GET") ? ["HEAD"] : [])].toSorted().join(", ");
    app.all(path, (c) => {
      c.header("allow", allow);
      return answerTrouble(desk, c, troubles.methodNotAllowed);
    });
  }
}
