// The pages of webhook sources, and the clicks that answer with a secret or with the answer of the door. A secret is shown once, in the answer to the
// POST that made it: it stands in no URL, and no later page has it. The API has the same.
import type { Context, Hono } from "hono";
import * as z from "zod";
import { askOne, performOne } from "../../schema/only-answer.ts";
import { SourceName, SourceTypeName, type ShownSource } from "../../schema/sources.ts";
import type { RefusedGroup } from "../../drizzle/desk-reads.ts";
import { type ClickOutcome, invalid, invalidIn, outcomeOfClick } from "./actions/action.ts";
import { settingFields } from "./actions/source-actions.ts";
import { answerPage, answerTrouble } from "./answer-page.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { type PostedSample, SourcePage, SourcesPage } from "./pages/source-pages.tsx";
import type { View } from "./pages/view.ts";
import { troubleOf } from "./refusals.ts";
import { type Fields, jsonFields } from "./request-fields.ts";
import { callerOf } from "./signed-in.ts";
import { type Html, signedPage, viewOf } from "./signed-page.tsx";
import { stampedForm } from "./stamped-form.ts";
import * as troubles from "./troubles.ts";

const PATH = "/sources";
const API = "/api/v1";

const AddFields = z.strictObject({
  name: SourceName,
  type: SourceTypeName,
  secret: z.string().optional(),
  ...settingFields,
});
const SecretFields = z.strictObject({ secret: z.string().optional() });
const NoFields = z.strictObject({});

/** What a click made, and shows once. */
type Made =
  | { readonly kind: "secret"; readonly source: string; readonly secret: string; readonly logged: boolean }
  | { readonly kind: "sample"; readonly source: string; readonly sample: PostedSample };
type Result = Made | Exclude<ClickOutcome, { kind: "done" }>;

const NO_SOURCE: Result = { kind: "refused", refusal: { reason: "unknown", what: "source" } };

interface Click {
  readonly desk: Desk;
  readonly by: string;
  readonly name: string;
  readonly fields: Fields;
}

/** Adds a source with a fresh secret, or with the one that its provider made. */
async function added({ desk, by, fields }: Click): Promise<Result> {
  const given = AddFields.safeParse(fields);
  if (!given.success) return invalidIn(given.error);
  const { name: source, type: sourceType, secret: own, ...settings } = given.data;
  const secret = await desk.door.secretFor({ type: sourceType, given: own ?? null });
  if (secret === null) return invalid(own === undefined ? "type" : "secret");
  const answer = await performOne(desk.port, { type: "WishSource", source, sourceType, ...settings, secret, by });
  return shown(source, secret, outcomeOfClick(answer));
}

/** Makes a second secret, or takes the one that the provider made. */
async function secretAdded({ desk, by, name, fields }: Click): Promise<Result> {
  const given = SecretFields.safeParse(fields);
  if (!given.success) return invalidIn(given.error);
  const found = await sourceOf(desk, name);
  if (!found) return NO_SOURCE;
  const secret = await desk.door.secretFor({ type: found.type, given: given.data.secret ?? null });
  if (secret === null) return invalid("secret");
  const answer = await performOne(desk.port, { type: "WishSecret", source: found.name, secret, by });
  return shown(found.name, secret, outcomeOfClick(answer));
}

/** Posts a signed sample to the source's own webhook. */
async function sampled({ desk, name, fields }: Click): Promise<Result> {
  const given = NoFields.safeParse(fields);
  if (!given.success) return invalidIn(given.error);
  const source = SourceName.safeParse(name);
  const answer = source.success ? await desk.door.postSample(source.data) : null;
  if (!source.success || !answer) return NO_SOURCE;
  return { kind: "sample", source: source.data, sample: answer };
}

const shown = (source: string, secret: string, outcome: ClickOutcome): Result =>
  outcome.kind === "done" ? { kind: "secret", source, secret, logged: outcome.logged } : outcome;

const sourceOf = async (desk: Desk, name: string): Promise<ShownSource | undefined> =>
  (await askOne(desk.port, { type: "ShownSources" })).find((one) => one.name === name);

const CLICKS: readonly (readonly [path: string, run: (click: Click) => Promise<Result>])[] = [
  [PATH, added],
  [`${PATH}/:id/secrets`, secretAdded],
  [`${PATH}/:id/sample`, sampled],
];

export function addSourceRoutes(app: Hono<DeskContext>, desk: Desk): void {
  app.get(PATH, (c) => signedPage(desk, c, PATH, (view) => listPage(desk, view)));
  app.get(`${PATH}/:id`, (c) => signedPage(desk, c, PATH, (view) => onePage(desk, view, c, null)));
  for (const path of [`${PATH}/:id/secrets`, `${PATH}/:id/sample`])
    app.get(path, (c) => c.redirect(`${PATH}/${c.req.param("id") ?? ""}`, 303));
  for (const [path, run] of CLICKS) {
    app.post(path, async (c) => {
      const back = c.req.param("id") === undefined ? PATH : `${PATH}/${c.req.param("id")}`;
      const form = await stampedForm(desk, c, back);
      if (!form.ok) return form.error;
      const { session, identities, fields } = form.value;
      const click = { desk, by: session.identity, name: c.req.param("id") ?? "", fields: withoutBlank(fields) };
      const made = await run(click);
      if (made.kind !== "secret" && made.kind !== "sample") return answerTrouble(desk, c, troubleOf(made), back);
      const page = await onePage(desk, await viewOf(desk, identities, session, c, PATH), c, made);
      return page ? answerPage(c, page) : answerTrouble(desk, c, troubles.recorded, back);
    });
    app.post(`${API}${path}`, async (c) => {
      const by = callerOf(c);
      if (by === null) return answerTrouble(desk, c, troubles.notSignedIn);
      const body = await jsonFields(c.req.raw);
      if (!body.ok) return answerTrouble(desk, c, body.error);
      const made = await run({ desk, by, name: c.req.param("id") ?? "", fields: body.value });
      if (made.kind === "secret")
        return c.json({ source: made.source, secret: made.secret, logged: made.logged }, made.logged ? 200 : 202);
      if (made.kind === "sample") return c.json({ source: made.source, sample: true, ...made.sample });
      return answerTrouble(desk, c, troubleOf(made));
    });
  }
  app.get(`${API}${PATH}`, async (c) => {
    if (callerOf(c) === null) return answerTrouble(desk, c, troubles.notSignedIn);
    const { items, configured } = await readSources(desk);
    return c.json({ items, configured });
  });
}

/** All sources, those of the configuration that no recorded one replaces, and the refused bodies that wait, by source. */
async function readSources(desk: Desk) {
  const [shownOnes, { types, configured }, groups] = await Promise.all([
    askOne(desk.port, { type: "ShownSources" }),
    desk.door.describe(),
    desk.reads.refusedGroups(),
  ]);
  const waiting = (name: string): number => bodiesOf(groups, name);
  return {
    types,
    items: shownOnes.map((one) => ({ ...one, refused: waiting(one.name) })),
    configured: configured
      .filter(({ name }) => !shownOnes.some((one) => one.name === name))
      .map((one) => ({ ...one, refused: waiting(one.name) })),
  };
}

const bodiesOf = (groups: readonly RefusedGroup[], name: string): number =>
  groups.filter(({ source }) => source === name).reduce((sum, { bodies }) => sum + bodies, 0);

async function listPage(desk: Desk, view: View): Promise<Html> {
  return <SourcesPage view={view} {...await readSources(desk)} />;
}

/** The page of the source that the path names, or that was just made. */
async function onePage(desk: Desk, view: View, c: Context<DeskContext>, made: Made | null): Promise<Html | null> {
  const name = made?.source ?? c.req.param("id");
  const { items } = await readSources(desk);
  const source = items.find((one) => one.name === name);
  if (!source) return null;
  return <SourcePage view={view} source={source} origin={new URL(c.req.url).origin} made={made} />;
}

/** A form also sends the fields that the person left empty. */
const withoutBlank = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
