// The pages on which a person changes a part of the policy: the form, what the change would do, and its adoption.
import type { Context, Hono } from "hono";
import * as z from "zod";
import { decidingChanges } from "../../domain/people/deciding-sections.ts";
import { Language } from "../../schema/hearing.ts";
import { TitleLanguage } from "../../schema/title-rules.ts";
import { givenReason, saysWhy } from "../../schema/notes.ts";
import { askOne, performOne } from "../../schema/only-answer.ts";
import { type Policy, policyDigest } from "../../schema/policy.ts";
import type { PolicyFault } from "../../schema/policy-answer.ts";
import { shownOf } from "../../schema/shown-hold.ts";
import { err, type Result } from "../../schema/result.ts";
import { answerPage, answerTrouble } from "./answer-page.tsx";
import type { Desk, DeskContext } from "./desk.ts";
import { type PartPlace, pathOf, PolicyChangePage, PolicyPartPage } from "./pages/policy-part-page.tsx";
import { changesOf, fieldChanges, type FieldFault, fieldsOf, nameOf, readPart } from "./policy/form.ts";
import { previewsFor, previewsOf, type Waiting } from "./policy/preview.ts";
import type { PartLanguage } from "./policy/part.ts";
import { PART_NAMES, type PartName } from "./policy/sections.ts";
import { type Compared, digestOfLook, readLook } from "./policy/look-back.ts";
import { lookedBack } from "./policy/looked-back.ts";
import { SecondPersonNote } from "./pages/second-person.tsx";
import { troubleOf } from "./refusals.ts";
import type { Fields } from "./request-fields.ts";
import { performerOf, readRequests } from "./second-person.ts";
import { markNotice } from "./session.ts";
import { signedPage, viewOf } from "./signed-page.tsx";
import { type StampedForm, stampedForm } from "./stamped-form.ts";
import * as troubles from "./troubles.ts";

const SECTION = "/policy";
const Part = z.enum(PART_NAMES);
/** The language of a part that has some. Templates without one are for all other languages; of the titles, English ones are shown first. */
const LANGUAGES: Readonly<Partial<Record<PartName, z.ZodType<PartLanguage | null>>>> = {
  templates: z.union([z.literal("").transform(() => null), Language]).default(null),
  titles: TitleLanguage.default("en"),
};
/** The version of the adoption that the form was made for; 0 before the first one. */
const Base = z.coerce.number().int().min(0);

/** The policy in force, and the version of its adoption. */
interface InForce {
  readonly policy: Policy;
  readonly base: number;
}

async function inForce(desk: Desk): Promise<InForce> {
  const { policy, adoption } = await askOne(desk.port, { type: "PolicyInForce", known: null });
  if (policy === null) throw new Error("the port left out the policy in force");
  return { policy, base: adoption?.version ?? 0 };
}

export function addPolicyRoutes(app: Hono<DeskContext>, desk: Desk): void {
  app.get(`${SECTION}/:part`, (c) => {
    const place = placeOf(c, c.req.query("language"));
    return signedPage(desk, c, SECTION, async (view) => {
      if (place === null) return null;
      const { policy, base } = await inForce(desk);
      return <PolicyPartPage view={view} {...place} policy={policy} base={String(base)} />;
    });
  });
  app.post(`${SECTION}/:part/look`, (c) =>
    withPart(desk, c, async (form, place) => {
      const { policy, base } = await inForce(desk);
      const view = await viewOf(desk, form.identities, form.session, c, SECTION);
      const read = await candidateOf(desk, place, form.fields, policy);
      if (!read.ok) {
        const shown = { ...place, policy, base: String(base), typed: form.fields, faults: read.error };
        return answerPage(c, <PolicyPartPage view={view} {...shown} />, 422);
      }
      const changes = fieldChanges(place.part, place.language, { before: policy, after: read.value });
      const { compose } = read.value;
      const previews = isOfMessages(place)
        ? [
            ...previewsOf(compose, Language.nullable().catch(null).parse(place.language)),
            ...previewsFor(compose, await waitingNow(desk, form.session.identity)),
          ]
        : [];
      const sent = sentIn(form.fields);
      const compared = { candidate: read.value, inForce: policy };
      const past = changes.length === 0 ? null : await lookedBack(desk, form, compared, `${SECTION}/:part/look`);
      const shown = { base: String(base), sent, changes, previews };
      const note = decidingChanges(policy, read.value).length > 0 && (
        <SecondPersonNote
          view={view}
          answer={await readRequests(desk)}
          isThis={(action) => action.action === "adopt_policy" && action.policy === policyDigest(read.value)}
        />
      );
      return answerPage(
        c,
        <PolicyChangePage
          view={view}
          {...place}
          {...shown}
          look={past?.shown ?? null}
          seen={past?.seen ?? ""}
          secondPerson={note || null}
        />,
      );
    }),
  );
  app.post(`${SECTION}/:part/adopt`, (c) =>
    withPart(desk, c, async (form, place) => {
      const { session, identities, fields } = form;
      const why = z.object(givenReason).safeParse(fields);
      if (!why.success || !saysWhy(why.data))
        return answerTrouble(desk, c, troubleOf({ kind: "invalid", fields: ["why"] }), pathOf(place));
      const { policy } = await inForce(desk);
      const read = await candidateOf(desk, place, fields, policy);
      if (!read.ok) return answerTrouble(desk, c, faulty(read.error), pathOf(place));
      const seen = seenIn(form, { candidate: read.value, inForce: policy });
      if (seen === null) return answerTrouble(desk, c, notSeen, pathOf(place));
      const { refusal, logged } = await performOne(desk.port, {
        type: "AdoptPolicy",
        policy: changedSections(policy, read.value),
        // Another policy that was adopted since the person saw this one refuses the change.
        replaces: Base.catch(0).parse(fields["base"]),
        ...seen,
        by: session.identity,
        ...why.data,
        performer: await performerOf(desk, session.identity),
      });
      if (refusal) return answerTrouble(desk, c, troubleOf({ kind: "refused", refusal }), pathOf(place));
      if (!logged) return answerTrouble(desk, c, troubles.recorded, SECTION);
      return c.redirect(`${SECTION}?done=${markNotice(identities, session, SECTION, "policy_adopted")}`, 303);
    }),
  );
  // A GET of a form's path, by a person or a scanner, leads to the page with its form.
  for (const step of ["look", "adopt"])
    app.get(`${SECTION}/:part/${step}`, (c) => c.redirect(`${SECTION}/${c.req.param("part")}`, 303));
}

/** The digest that the adoption records, where something was seen; null where the form names a look that is not of this change. */
function seenIn({ identities, session, fields }: StampedForm, compared: Compared): { readonly whatIf?: string } | null {
  if ((fields["seen"] ?? "") === "") return {};
  const look = readLook(identities, session, fields["seen"], compared);
  return look && { whatIf: digestOfLook(look, compared.candidate) };
}

const notSeen = {
  status: 409 as const,
  reason: "another_change_was_seen",
  title: "Look at the change again",
  detail:
    "Nothing was changed. What you looked at is not what would be adopted now: the policy in force, the form or your sign-in is another one.",
};

/** So many people who wait are shown what would be written to them. */
const MOST_WAITING = 10;

/** The people of open holds, with their names and words: who reads them is noted, as in the inbox. */
async function waitingNow(desk: Desk, by: string): Promise<readonly Waiting[]> {
  const { rows } = await desk.reads.openHolds({ now: desk.now().toISOString(), limit: MOST_WAITING }, by);
  return rows.map((row) => {
    const { name, email, wrote } = shownOf(row);
    return { action: row.action, name, email, wrote };
  });
}

const isOfMessages = ({ part }: PartPlace): boolean => part === "sender" || part === "templates";

function placeOf(c: Context<DeskContext>, language: unknown): PartPlace | null {
  const part = Part.safeParse(c.req.param("part"));
  if (!part.success) return null;
  const chosen = (LANGUAGES[part.data] ?? z.any().transform(() => null)).safeParse(language);
  return chosen.success ? { part: part.data, language: chosen.data } : null;
}

async function withPart(
  desk: Desk,
  c: Context<DeskContext>,
  answer: (form: StampedForm, place: PartPlace) => Promise<Response>,
): Promise<Response> {
  const form = await stampedForm(desk, c, SECTION);
  if (!form.ok) return form.error;
  const place = placeOf(c, form.value.fields["language"]);
  return place === null ? answerTrouble(desk, c, troubles.notFound, SECTION) : answer(form.value, place);
}

/** The policy that the form asks for, or all that is wrong with it. The port says it again at the adoption. */
async function candidateOf(
  desk: Desk,
  place: PartPlace,
  fields: Fields,
  policy: Policy,
): Promise<Result<Policy, readonly FieldFault[]>> {
  const read = readPart(place.part, place.language, fields, policy);
  if (!read.ok) return read;
  const faults = await askOne(desk.port, { type: "CheckPolicy", policy: changedSections(policy, read.value) });
  if (faults.length === 0) return read;
  const shown = fieldsOf(place.part, read.value, place.language);
  return err(faults.map((fault) => atField(fault, shown)));
}

/** `compose.templates.followups[1].body` is the field `compose.templates.followups.1.body`. */
function atField({ place, fault }: PolicyFault, fields: ReturnType<typeof fieldsOf>): FieldFault {
  const name = place.replaceAll(/\[(\d+)\]/g, ".$1");
  const field = fields.find((one) => name === nameOf(one) || name.startsWith(`${nameOf(one)}.`));
  return field ? { name: nameOf(field), label: field.label, message: fault } : { name, label: place, message: fault };
}

/** An adoption names the sections that take the place of those in force. */
const changedSections = (before: Policy, after: Policy): Partial<Policy> =>
  Object.fromEntries(
    Object.entries(after).filter(([section, values]) => changesOf(before[section as keyof Policy], values).length > 0),
  );

/** The fields of the policy: their names are paths, with a dot. */
const sentIn = (fields: Fields): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && entry[0].includes("."),
    ),
  );

const faulty = (faults: readonly FieldFault[]) => ({
  status: 422 as const,
  reason: "policy_faulty",
  title: "This policy cannot be adopted",
  detail: `Nothing was changed. ${faults.map(({ label, message }) => `${label}: ${message}`).join("; ")}.`,
  particulars: { faults },
});
