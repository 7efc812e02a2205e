// API routes for the operator, without pages: importing contacts and lists, rebuilding from the log, opening an export (recorded before any word is opened),
// and recording the evals' verdict on a deployed release.
import { askOne, performOne } from "../../schema/only-answer.ts";
import type { Context, Hono } from "hono";
import * as z from "zod";
import type { ReadModelsAnswer, RebuildAnswer, RebuildTrouble, RebuiltList } from "../../schema/answers.ts";
import type { ContactCard } from "../../drizzle/desk-reads.ts";
import { ContactId, RequestId, StreamId } from "../../schema/ids.ts";
import type { ContactRow } from "../../schema/shipment.ts";
import { ListedQuery, SUPPRESSIONS_PER_REQUEST } from "../../schema/desk-commands.ts";
import { ReleaseVerdict } from "../../schema/lists.ts";
import { givenReason, saysWhy } from "../../schema/notes.ts";
import { answerTrouble } from "./answer-page.tsx";
import { claimedOf } from "./claimed.ts";
import type { Desk, DeskContext } from "./desk.ts";
import { flagsOf } from "./export.ts";
import { type Status, type Trouble, troubleOf } from "./refusals.ts";
import { jsonFields } from "./request-fields.ts";
import { performerOf } from "./second-person.ts";
import { callerOf } from "./signed-in.ts";
import * as troubles from "./troubles.ts";
import { Digest, Hex64 } from "../../schema/formats.ts";
import type { PolicyFault } from "../../schema/policy-answer.ts";
import { KeyFingerprint } from "../../schema/installation-keys.ts";

const PREFIX = "/api/v1";

/** Streams that one request reads and folds. */
const PAGE_STREAMS = { usual: 50, most: 100 };

/** The most streams of a page: each is a request to an object. */
const OBJECTS_PER_PAGE = 100;
const ObjectsFields = z.strictObject({
  after: z.string().max(500).nullable().default(null),
  limit: z.int().min(1).max(OBJECTS_PER_PAGE).default(OBJECTS_PER_PAGE),
});
/** The request to which two people agreed, of what needs a second person (docs/people.md). */
const named = { request: RequestId.nullable().default(null) };
/** A request without fields. */
const NoFields = z.strictObject({});
const RebuildFields = z.strictObject({ discard: z.boolean().default(false), ...named });
const ReadModelsFields = z.strictObject({
  after: z.string().max(500).nullable().default(null),
  limit: z.int().min(1).max(PAGE_STREAMS.most).default(PAGE_STREAMS.usual),
});
const RebuiltPageFields = ReadModelsFields.extend(named);

/** The most contacts of one request: the desk's reads look up so many rows by their ids at once. */
const KNOWN_CONTACTS = 100;
const KnownFields = z.strictObject({ ids: z.array(ContactId).max(KNOWN_CONTACTS) });
const ListedFields = z.strictObject({ entries: ListedQuery.shape.entries });
const ImportFields = ListedFields.extend({
  entries: z.array(ListedQuery.shape.entries.unwrap().element).min(1).max(SUPPRESSIONS_PER_REQUEST),
  ...givenReason,
});
const ListFields = z.strictObject({ after: z.string().max(500).nullable().default(null), ...named });
const RewrapFields = ReadModelsFields.extend({ to: KeyFingerprint });

const ExportFields = z.strictObject({
  root: Hex64,
  streams: z.int().min(0),
  events: z.int().min(0),
  ...givenReason,
  ...named,
});

const CheckFields = z.strictObject({ policy: z.unknown() });
const AdoptFields = z.strictObject({
  policy: z.unknown(),
  replaces: z.int().min(0),
  whatIf: Digest.optional(),
  ...givenReason,
  ...named,
});

const ReleaseFields = z.strictObject({
  release: z.string().min(1).max(80),
  verdict: ReleaseVerdict,
  sources: Hex64,
});

export function addOperatorRoutes(app: Hono<DeskContext>, desk: Desk): void {
  app.post(`${PREFIX}/streams/:id/rebuild`, (c) =>
    withFields(desk, c, RebuildFields, async ({ discard, request }, by) => {
      const id = StreamId.safeParse(c.req.param("id"));
      if (!id.success) return answerTrouble(desk, c, troubles.notFound);
      const answer = await performOne(desk.port, {
        type: "RebuildObject",
        streamId: id.data,
        discard,
        performer: await performerOf(desk, by, request),
      });
      if (answer.refused) return answerTrouble(desk, c, troubleOf({ kind: "refused", refusal: answer.refused }));
      const { refusal, ...done } = answer;
      if (refusal === "not_agreed") throw new Error("a rebuild that waits for a second person does not say why");
      return refusal === null ? c.json(done) : answerTrouble(desk, c, notRebuilt(refusal, answer));
    }),
  );
  app.post(`${PREFIX}/exports`, (c) =>
    withFields(desk, c, ExportFields, async ({ request, ...fields }, by) => {
      if (!saysWhy(fields)) return answerTrouble(desk, c, troubleOf({ kind: "invalid", fields: ["why"] }));
      const performer = await performerOf(desk, by, request);
      const wish = { type: "AnnounceExport" as const, ...fields, by, performer };
      const { refusal, ...recorded } = await performOne(desk.port, wish);
      if (refusal) return answerTrouble(desk, c, troubleOf({ kind: "refused", refusal }));
      return c.json(recorded, recorded.logged ? 200 : 202);
    }),
  );
  app.post(`${PREFIX}/objects/compare`, (c) =>
    withFields(desk, c, ObjectsFields, async (query) =>
      c.json(await performOne(desk.port, { type: "CompareObjects", ...query })),
    ),
  );
  app.post(`${PREFIX}/roots`, (c) =>
    withFields(desk, c, NoFields, async () => c.json(await performOne(desk.port, { type: "MakeRoot" }))),
  );
  app.post(`${PREFIX}/releases`, (c) =>
    withFields(desk, c, ReleaseFields, async (fields, by) => {
      const { refusal, ...recorded } = await performOne(desk.port, { type: "AnnounceVerdict", ...fields, by });
      if (refusal) return answerTrouble(desk, c, troubleOf({ kind: "refused", refusal }));
      return c.json(recorded, recorded.logged ? 200 : 202);
    }),
  );
  app.post(`${PREFIX}/policy/check`, (c) =>
    withFields(desk, c, CheckFields, async (query) =>
      c.json({ faults: await askOne(desk.port, { type: "CheckPolicy", ...query }) }),
    ),
  );
  app.post(`${PREFIX}/policy`, (c) =>
    withFields(desk, c, AdoptFields, async ({ request, ...fields }, by) => {
      if (!saysWhy(fields)) return answerTrouble(desk, c, troubleOf({ kind: "invalid", fields: ["why"] }));
      const performer = await performerOf(desk, by, request);
      const wish = { type: "AdoptPolicy" as const, ...fields, by, performer };
      const { refusal, faults, ...recorded } = await performOne(desk.port, wish);
      if (faults.length > 0) return answerTrouble(desk, c, faulty(faults));
      if (refusal) return answerTrouble(desk, c, troubleOf({ kind: "refused", refusal }));
      return c.json(recorded, recorded.logged ? 200 : 202);
    }),
  );
  app.post(`${PREFIX}/known-contacts`, (c) =>
    withFields(desk, c, KnownFields, async ({ ids }, by) => {
      const [cards, flags] = await Promise.all([desk.reads.contactCards(ids, by), desk.reads.contactFlags(ids)]);
      return c.json({ items: [...cards.values()].map((card) => knownContact(card, flags.get(card.id))) });
    }),
  );
  app.post(`${PREFIX}/suppressions/listed`, (c) =>
    withFields(desk, c, ListedFields, async (query) =>
      c.json({ items: await askOne(desk.port, { type: "Listed", ...query }) }),
    ),
  );
  app.post(`${PREFIX}/suppressions/import`, (c) =>
    withFields(desk, c, ImportFields, async ({ entries, reason, why }, by) => {
      if (!saysWhy({ reason, why })) return answerTrouble(desk, c, troubleOf({ kind: "invalid", fields: ["why"] }));
      const wishes = entries.map((entry) => ({ ...entry, by, reason, why }));
      const { refusal, ...recorded } = await performOne(desk.port, { type: "Suppress", wishes });
      if (refusal) return answerTrouble(desk, c, troubleOf({ kind: "refused", refusal }));
      return c.json(recorded, recorded.logged ? 200 : 202);
    }),
  );
  app.post(`${PREFIX}/suppressions/rebuild`, (c) =>
    withFields(desk, c, ListFields, async ({ request, ...query }, by) => {
      const performer = await performerOf(desk, by, request);
      return rebuiltPage(desk, c, await performOne(desk.port, { type: "RebuildList", ...query, performer }));
    }),
  );
  app.post(`${PREFIX}/master-key/rewrap`, (c) =>
    withFields(desk, c, RewrapFields, async (query) => {
      const { refusal, ...done } = await performOne(desk.port, { type: "RewrapKeys", ...query });
      return refusal === null ? c.json(done) : answerTrouble(desk, c, notNewest);
    }),
  );
  app.post(`${PREFIX}/read-models/rebuild`, (c) =>
    withFields(desk, c, RebuiltPageFields, async ({ request, ...query }, by) => {
      const performer = await performerOf(desk, by, request);
      return rebuiltPage(desk, c, await performOne(desk.port, { type: "RebuildReadModels", ...query, performer }));
    }),
  );
}

const rebuiltPage = (
  desk: Desk,
  c: Context<DeskContext>,
  page: ReadModelsAnswer | RebuiltList,
): Response | Promise<Response> =>
  page.refused ? answerTrouble(desk, c, troubleOf({ kind: "refused", refusal: page.refused })) : c.json(page);

/** What an import compares a row with. */
const knownContact = (card: ContactCard, row: ContactRow | undefined) => ({
  id: card.id,
  ...claimedOf(card),
  flags: flagsOf(row),
});

/** Requires a known token and a body with exactly `fields`. */
async function withFields<Fields extends z.ZodType>(
  desk: Desk,
  c: Context<DeskContext>,
  fields: Fields,
  answer: (input: z.output<Fields>, by: string) => Promise<Response>,
): Promise<Response> {
  const by = callerOf(c);
  if (by === null) return answerTrouble(desk, c, troubles.notSignedIn);
  const body = await jsonFields(c.req.raw);
  if (!body.ok) return answerTrouble(desk, c, body.error);
  const input = fields.safeParse(body.value);
  if (input.success) return answer(input.data, by);
  const names = input.error.issues.map(({ path }) => String(path[0] ?? "unrecognised"));
  return answerTrouble(desk, c, troubleOf({ kind: "invalid", fields: [...new Set(names)] }));
}

const faulty = (faults: readonly PolicyFault[]): Trouble => ({
  status: 422,
  reason: "policy_faulty",
  title: "This policy cannot be adopted",
  detail: `Nothing was changed. ${faults.map(({ place, fault }) => `${place || "the policy"}: ${fault}`).join("; ")}.`,
  particulars: { faults },
});

const notNewest: Trouble = {
  status: 409,
  reason: "key_differs",
  title: "MASTER_KEY of the Workers does not begin with this key",
  detail: "Nothing was wrapped. Set MASTER_KEY to the new key, a space, and the key before it.",
};

const STATUS: Readonly<Record<Exclude<RebuildTrouble, "not_agreed">, Status>> = {
  unknown: 404,
  log_unavailable: 503,
  log_broken: 409,
  unsigned_tail: 409,
  forked: 409,
  key_differs: 409,
};

function notRebuilt(reason: Exclude<RebuildTrouble, "not_agreed">, { at, discarded }: RebuildAnswer): Trouble {
  const trouble = { status: STATUS[reason], reason, particulars: { at, discarded } };
  switch (reason) {
    case "unknown":
      return { ...trouble, title: "The log has nothing of it", detail: "Nothing was rebuilt." };
    case "log_unavailable":
      return { ...trouble, title: "The log does not answer", detail: "Nothing was rebuilt. Try again in a moment." };
    case "log_broken":
      return {
        ...trouble,
        title: "The log is broken",
        detail: `Nothing was rebuilt: version ${at} in the log breaks its hash chain. Run verify to see the faults.`,
      };
    case "unsigned_tail":
      return {
        ...trouble,
        title: "The log has events that its key has not signed",
        detail: `Nothing was rebuilt: from version ${at} on, no object wrote what the log has. An object takes nothing of it. docs/operations.md says what to do.`,
      };
    case "forked":
      return {
        ...trouble,
        title: "The object has events that the log does not take",
        detail: `Nothing was rebuilt: from version ${at} on the log has others, or none that they follow. Nothing followed from them, for nothing leaves before the log has it. Rebuilding with discard gives them up (${discarded}).`,
      };
    case "key_differs":
      return {
        ...trouble,
        title: "No key opens the words of this stream",
        detail:
          "Nothing was rebuilt: neither the object’s key nor the log’s opens what is sealed. Is MASTER_KEY the one of this installation?",
      };
  }
}
