// Sign-in and sign-out. The link opens a page with a button; only the button's POST signs in.
import type { Context, Hono } from "hono";
import { answerPage, answerTrouble } from "./answer-page.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { SignInPage } from "./pages/sign-in-page.tsx";
import { formFields } from "./request-fields.ts";
import { isSameOrigin, safeNext } from "./same-origin.ts";
import { isStamped } from "./session.ts";
import { endSession, sessionOf, startSession } from "./signed-in.ts";
import * as troubles from "./troubles.ts";

export function addSignInRoutes(app: Hono<DeskContext>, desk: Desk): void {
  app.get("/login", (c) =>
    desk.identities
      ? answerPage(
          c,
          <SignInPage
            styleVersion={c.var.styleVersion}
            token={c.req.query("token")}
            next={safeNext(c.req.query("next"))}
          />,
        )
      : answerTrouble(desk, c, troubles.closed, "/login"),
  );
  app.post("/login", (c) => signIn(desk, c));
  app.get("/logout", (c) => c.redirect("/", 303));
  app.post("/logout", (c) => signOut(desk, c));
}

async function signIn(desk: Desk, c: Context<DeskContext>): Promise<Response> {
  const { identities } = desk;
  if (!identities) return answerTrouble(desk, c, troubles.closed, "/login");
  if (!isSameOrigin(c.req.raw)) return answerTrouble(desk, c, troubles.foreignRequest, "/login");
  const fields = await formFields(c.req.raw);
  if (!fields.ok) return answerTrouble(desk, c, fields.error, "/login");
  const { token, next } = fields.value;
  const who = typeof token === "string" ? identities.byToken(token) : null;
  if (!who) return answerTrouble(desk, c, troubles.wrongToken, "/login");
  await startSession(desk, identities, c, who);
  return c.redirect(safeNext(typeof next === "string" ? next : undefined), 303);
}

async function signOut(desk: Desk, c: Context<DeskContext>): Promise<Response> {
  if (!isSameOrigin(c.req.raw)) return answerTrouble(desk, c, troubles.foreignRequest);
  const session = await sessionOf(desk, c);
  if (!session || !desk.identities) return c.redirect("/login", 303);
  const fields = await formFields(c.req.raw);
  if (!fields.ok) return answerTrouble(desk, c, fields.error);
  const isOurs = isStamped(desk.identities, session, { path: c.req.path }, String(fields.value["stamp"] ?? ""));
  if (!isOurs) return answerTrouble(desk, c, troubles.wrongStamp);
  endSession(c);
  return c.redirect("/login", 303);
}
