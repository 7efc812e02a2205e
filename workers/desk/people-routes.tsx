// The page of the people, and what is shown once: a new token, and a code with which another person signs in. Changing roles is in actions/people-actions.ts.
import type { Context, Hono } from "hono";
import * as z from "zod";
import { performOne } from "../../schema/only-answer.ts";
import { Scope, TOKEN_DAYS, TokenName } from "../../schema/people.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { invalid, invalidIn, refused } from "./actions/action.ts";
import { NamedPerson } from "./actions/people-actions.ts";
import { answerPage, answerTrouble } from "./answer-page.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { PeoplePage, ShownOncePage } from "./pages/people-page.tsx";
import { type Trouble, troubleOf } from "./refusals.ts";
import { type Fields, jsonFields } from "./request-fields.ts";
import { signedPage, viewOf } from "./signed-page.tsx";
import { callerOf } from "./signed-in.ts";
import { stampedForm } from "./stamped-form.ts";
import * as troubles from "./troubles.ts";

const PATH = "/people";
const API = "/api/v1";

/** Each scope is a tick of the form. A program sends a list. */
const ticks = Object.fromEntries(Scope.options.map((scope) => [`scope_${scope}`, z.literal("true").optional()]));
const TokenFields = z.strictObject({
  name: z.string().trim().toLowerCase().pipe(TokenName),
  scopes: z.array(Scope).default([]),
  days: z.coerce.number().int().min(1).max(TOKEN_DAYS.most).default(TOKEN_DAYS.usual),
  ...ticks,
});
const CodeFields = z.strictObject({ identity: NamedPerson });

interface MadeToken {
  readonly name: string;
  readonly token: string;
  readonly tokenId: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: string;
}
interface MadeCode {
  readonly identity: string;
  readonly code: string;
  readonly expiresAt: string;
}

export function addPeopleRoutes(app: Hono<DeskContext>, desk: Desk): void {
  app.get(PATH, (c) =>
    signedPage(desk, c, PATH, async (view) => (
      <PeoplePage view={view} known={await desk.people.read({ isClick: false })} hasCodes={desk.access === null} />
    )),
  );
  app.get(`${API}${PATH}`, async (c) => {
    if (callerOf(c) === null) return answerTrouble(desk, c, troubles.notSignedIn);
    const { people, configured, roleOf } = await desk.people.read({ isClick: false });
    const unrecorded = configured.filter((identity) => !people.some((person) => person.identity === identity));
    const items = [
      ...people,
      ...unrecorded.map((identity) => ({ identity, role: roleOf(identity), version: 0, changedBy: null, at: null })),
    ];
    return c.json({ items });
  });
  app.get(`${API}/tokens`, async (c) => {
    if (callerOf(c) === null) return answerTrouble(desk, c, troubles.notSignedIn);
    return c.json({ items: (await desk.people.read({ isClick: false })).tokens });
  });

  shownOnce(app, desk, "/tokens", makeToken, ({ name, token, expiresAt }) => ({
    title: `Token ${name}`,
    what: "Give it to the program that is to use the API. It is shown this once, and nobody can read it again.",
    secret: token,
    expiresAt,
  }));
  shownOnce(app, desk, "/people/code", makeCode, ({ identity, code, expiresAt }) => ({
    title: "Sign-in code",
    what: `It signs ${identity} in, once, on the page Sign in. Who has it acts as ${identity}: give it to nobody else.`,
    secret: code,
    expiresAt,
  }));
}

/** Adds a form and its API call. Both answer with something that is shown once; `words` says how the page shows it. */
function shownOnce<Made extends object>(
  app: Hono<DeskContext>,
  desk: Desk,
  path: string,
  make: (desk: Desk, by: string, fields: Fields) => Promise<Result<Made, Trouble>>,
  words: (made: Made) => Omit<Parameters<typeof ShownOncePage>[0], "view">,
): void {
  app.get(path, (c) => c.redirect(PATH, 303));
  app.post(path, async (c: Context<DeskContext>) => {
    const form = await stampedForm(desk, c, PATH);
    if (!form.ok) return form.error;
    const { session, identities, fields } = form.value;
    const made = await make(desk, session.identity, fields);
    if (!made.ok) return answerTrouble(desk, c, made.error, PATH);
    return answerPage(
      c,
      <ShownOncePage view={await viewOf(desk, identities, session, c, PATH)} {...words(made.value)} />,
    );
  });
  app.post(`${API}${path}`, async (c) => {
    const by = callerOf(c);
    if (by === null) return answerTrouble(desk, c, troubles.notSignedIn);
    const body = await jsonFields(c.req.raw);
    if (!body.ok) return answerTrouble(desk, c, body.error);
    const made = await make(desk, by, body.value);
    return made.ok ? c.json(made.value) : answerTrouble(desk, c, made.error);
  });
}

async function makeToken(desk: Desk, by: string, fields: Fields): Promise<Result<MadeToken, Trouble>> {
  const given = TokenFields.safeParse(fields);
  if (!given.success) return err(troubleOf(invalidIn(given.error)));
  const { name, days } = given.data;
  const ticked = Scope.options.filter((scope) => fields[`scope_${scope}`] === "true");
  const scopes = [...new Set([...given.data.scopes, ...ticked])];
  if (scopes.length === 0) return err(troubleOf(invalid("scopes")));
  const { configured } = await desk.people.read({ isClick: false });
  const { refusal, issued } = await performOne(desk.port, { type: "MakeToken", name, scopes, days, by, configured });
  desk.people.forget();
  if (refusal) return err(troubleOf(refused(refusal) as Exclude<ReturnType<typeof refused>, { kind: "done" }>));
  return issued ? ok({ name, scopes, ...issued }) : err(troubles.tokenNotMade);
}

/** A code for a person who was invited. Who is in the configuration has a token, and makes codes with it. */
async function makeCode(desk: Desk, _by: string, fields: Fields): Promise<Result<MadeCode, Trouble>> {
  const given = CodeFields.safeParse(fields);
  if (!given.success) return err(troubleOf(invalidIn(given.error)));
  if (desk.access || !desk.identities) return err(troubles.signInElsewhere);
  const { identity } = given.data;
  const { roleOf, people } = await desk.people.read({ isClick: false });
  const isInvited = people.some((person) => person.identity === identity) && roleOf(identity) !== null;
  if (!isInvited || desk.identities.names.includes(identity)) return err(troubleOf(invalid("identity")));
  const { code, expiresAt } = desk.signInCodes.make(desk.identities.byName(identity));
  return ok({ identity, code, expiresAt: expiresAt.toISOString() });
}
