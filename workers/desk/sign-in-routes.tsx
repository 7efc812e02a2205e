// Sign-in and sign-out, and the API call that makes a one-time code. The link with the code opens a page with a button; only the button's
// POST signs in. A token is never read from an address, where it would stay in histories and logs.
import type { Context, Hono } from "hono";
import * as z from "zod";
import { invalidIn } from "./actions/action.ts";
import { ACCESS_LOGOUT } from "./access.ts";
import { answerPage, answerTrouble } from "./answer-page.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { SignInPage } from "./pages/sign-in-page.tsx";
import { troubleOf } from "./refusals.ts";
import { formFields, jsonFields } from "./request-fields.ts";
import { isSameOrigin, safeNext } from "./same-origin.ts";
import { isStamped } from "./session.ts";
import { codeIn } from "./sign-in-codes.ts";
import { callerOf, endSession, ownSession, startSession } from "./signed-in.ts";
import * as troubles from "./troubles.ts";

export function addSignInRoutes(app: Hono<DeskContext>, desk: Desk): void {
  app.get("/login", (c) => {
    if (desk.access) return answerTrouble(desk, c, troubles.signInElsewhere);
    return desk.identities
      ? answerPage(
          c,
          <SignInPage
            styleVersion={c.var.styleVersion}
            code={codeIn(c.req.query("code") ?? "")}
            next={safeNext(c.req.query("next"))}
          />,
        )
      : answerTrouble(desk, c, troubles.closed, "/login");
  });
  app.post("/login", (c) => signIn(desk, c));
  app.get("/logout", (c) => c.redirect("/", 303));
  app.post("/logout", (c) => signOut(desk, c));
  app.post("/api/v1/sign-in-codes", (c) => makeCode(desk, c));
}

async function signIn(desk: Desk, c: Context<DeskContext>): Promise<Response> {
  const { identities } = desk;
  if (desk.access) return answerTrouble(desk, c, troubles.signInElsewhere);
  if (!identities) return answerTrouble(desk, c, troubles.closed, "/login");
  if (!isSameOrigin(c.req.raw)) return answerTrouble(desk, c, troubles.foreignRequest, "/login");
  const fields = await formFields(c.req.raw);
  if (!fields.ok) return answerTrouble(desk, c, fields.error, "/login");
  const { code, token, next } = fields.value;
  // The page's field is `code` and takes both. A program may post its token as `token`.
  const typed = String(code ?? token ?? "");
  const who = identities.byToken(typed) ?? desk.signInCodes.spend(typed);
  if (!who) {
    const trouble = codeIn(typed) === null ? troubles.wrongToken : troubles.wrongCode;
    return answerTrouble(desk, c, trouble, "/login");
  }
  await startSession(desk, identities, c, who);
  return c.redirect(safeNext(typeof next === "string" ? next : undefined), 303);
}

const NoFields = z.strictObject({});

/** Makes a one-time code that signs in the caller's own identity, by the caller's own token. */
async function makeCode(desk: Desk, c: Context<DeskContext>): Promise<Response> {
  if (callerOf(c) === null) return answerTrouble(desk, c, troubles.notSignedIn);
  const who = c.var.caller?.credential;
  if (!who) return answerTrouble(desk, c, troubles.signInElsewhere);
  const body = await jsonFields(c.req.raw);
  if (!body.ok) return answerTrouble(desk, c, body.error);
  const fields = NoFields.safeParse(body.value);
  if (!fields.success) return answerTrouble(desk, c, troubleOf(invalidIn(fields.error)));
  const { code, expiresAt } = desk.signInCodes.make(who);
  return c.json({ code, expiresAt: expiresAt.toISOString() });
}

async function signOut(desk: Desk, c: Context<DeskContext>): Promise<Response> {
  if (!isSameOrigin(c.req.raw)) return answerTrouble(desk, c, troubles.foreignRequest);
  const session = await ownSession(desk, c);
  const left = desk.access ? ACCESS_LOGOUT : "/login";
  if (!session || !desk.identities) return c.redirect(left, 303);
  const fields = await formFields(c.req.raw);
  if (!fields.ok) return answerTrouble(desk, c, fields.error);
  const isOurs = isStamped(desk.identities, session, { path: c.req.path }, String(fields.value["stamp"] ?? ""));
  if (!isOurs) return answerTrouble(desk, c, troubles.wrongStamp);
  await endSession(desk, c, session);
  return c.redirect(left, 303);
}
