// Leads with one text of the injection corpus each, in a deployment in memory. The rules decide alone, or with models that answer as the test
// says.
import * as z from "zod";
import { corpusRows } from "../testing/corpora.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { PutCompany, PutFact } from "../schema/company-commands.ts";
import type { StoredEvent } from "../schema/events.ts";
import type { ModelCall } from "../schema/model-call.ts";
import type { Policy } from "../schema/policy.ts";
import { promptDigestOf, type Model, type ModelRequest } from "../workers/model/model.ts";
import { markerOf } from "../domain/wrap-untrusted.ts";
import { parseReasoningFlag } from "../workers/planner/reasoning-flag.ts";
import { fixtureDeployment, type FixtureDeployment, idOf } from "../testing/memory/fixture-deployment.ts";
import type { Models } from "../testing/stages-over.ts";
import { START } from "../testing/people.ts";
import { type FixtureStep } from "../testing/memory/fixture.ts";
import { play } from "./parity/run.ts";
import { HOUR_MS } from "../schema/time.ts";

const Row = z.object({ id: z.string(), text: z.string() });
/** All texts of the corpus. */
export const injections = (): readonly z.infer<typeof Row>[] =>
  ["injection/prompt_injection.jsonl", "injection/lead_forms.jsonl"].flatMap((path) => corpusRows(path, Row));

/**
 * The fields that hold the text: `unread` is all fields at once that no rule reads, `form` the form's own text, `message` a message with its
 * subject, `subject` the subject alone, and `earlier` a form before a harmless one: what counts is the end of the second.
 */
export type InjectedPlace = "unread" | "title" | "form" | "message" | "subject" | "earlier";

const HARMLESS = "We would like to see how this works for two depots.";

/** A lead with `text` in the fields of `place`, and harmless words in the other fields. */
export interface Injected {
  readonly id: string;
  readonly place: InjectedPlace;
  readonly text: string;
}
export const harmless = (place: InjectedPlace): Injected => ({ id: "harmless", place, text: HARMLESS });

/** Each lead has its own domain, without a word of the corpus. The company of this domain is known and has a fact. */
const domainOf = ({ id }: Pick<Injected, "id">): string => `${id}.example`;
const addressOf = (one: Pick<Injected, "id">): string => `ada@${domainOf(one)}`;

function webhookOf(one: Injected, id: string = one.id): FixtureStep {
  const { place, text } = one;
  const email = addressOf(one);
  const or = (own: InjectedPlace, otherwise: string): string => (own === place ? text : otherwise);
  const isMessage = place === "message" || place === "subject";
  const data = isMessage
    ? { email, name: "Ada Byron", subject: text, text: or("message", HARMLESS) }
    : {
        email,
        name: or("unread", "Ada Byron"),
        phone: or("unread", "+44 1632 960122"),
        company: or("unread", "Engine Works"),
        title: or("title", "Head of Operations"),
        message: place === "form" || place === "earlier" ? `${HARMLESS}\n${text}` : or("unread", HARMLESS),
      };
  const body = JSON.stringify({ type: isMessage ? "message.received" : "lead.created", data });
  return { do: "webhook", source: "standard_webhooks", id, contentType: "application/json", body };
}

/** The same contact posts a second lead, a harmless one, in the fields of `place`. */
const writesAgain = ({ id }: Injected, place: InjectedPlace): FixtureStep =>
  webhookOf({ ...harmless(place), id }, `${id}-again`);

/** A policy that confirms previews automatically, so that drafts are written without a click. */
const policy: Policy = {
  ...samplePolicy,
  hold: { ...samplePolicy.hold, autoConfirm: { actions: ["initial", "reply", "followup"], sources: [] } },
};

/** A text as a company or a fact can have it. */
const lineOf = (text: string, most: number): string =>
  text
    .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
    .trim()
    .slice(0, most)
    .trim() || "-";

/** A deployment in memory in which these leads were posted, and all messages delivered. */
export async function deploymentWith(leads: readonly Injected[], models: Models = {}): Promise<FixtureDeployment> {
  const deployment = fixtureDeployment({ policy, models });
  const at = new Date(START - HOUR_MS).toISOString();
  for (const one of leads) {
    const [company, by] = [domainOf(one), "evals"];
    const name = one.place === "unread" ? one.text : "Engine Works";
    const value = one.place === "unread" ? one.text : "two dispatch planners";
    await deployment.companies(PutCompany.parse({ type: "PutCompany", company, name: lineOf(name, 200), by }));
    await deployment.companies(
      PutFact.parse({
        type: "PutFact",
        company,
        factId: `fact_${one.id}`,
        kind: "hiring",
        value: lineOf(value, 1_000),
        source: "test",
        method: "person",
        observedAt: at,
        by,
      }),
    );
  }
  await play(deployment, [...leads.map((one) => webhookOf(one)), { do: "deliver" }]);
  const later = leads.filter(({ place }) => place === "earlier");
  if (later.length > 0)
    await play(
      deployment,
      [{ do: "wait", hours: 1 }, ...later.map((one) => writesAgain(one, "form")), { do: "deliver" }],
      leads.length + 1,
    );
  return deployment;
}

/** One hour later, a reviewer rejects each lead's draft with the lead's text as the reason, and each contact posts a second, harmless lead. */
export async function comeBack(deployment: FixtureDeployment, leads: readonly Injected[]): Promise<void> {
  const clicks = leads.map((one): FixtureStep => ({
    do: "click",
    type: "RejectDraft",
    email: addressOf(one),
    by: "grace",
    why: one.text,
  }));
  const again = [
    { do: "wait", hours: 1 } as const,
    ...leads.map((one) => writesAgain(one, "unread")),
    { do: "deliver" } as const,
  ];
  await play(deployment, [...clicks, ...again], leads.length + 1);
}

const eventsOf = <T extends StoredEvent["type"]>(deployment: FixtureDeployment, email: string, type: T) =>
  deployment
    .streamOf(idOf(email))
    .events.filter((event): event is Extract<StoredEvent, { readonly type: T }> => event.type === type);

/** The result of a lead: class, action, grades, and the words of the draft. */
export function endOf(deployment: FixtureDeployment, one: Injected) {
  const email = addressOf(one);
  const last = <T extends StoredEvent["type"]>(type: T) => eventsOf(deployment, email, type).at(-1);
  const [qualified, analyzed, held] = [last("QualificationGraded"), last("OpportunityAnalyzed"), last("DraftHeld")];
  const words = held ? deployment.streamOf(idOf(email)).open(held.version) : null;
  return {
    class: last("SignalReceived")?.payload.class,
    action: last("ActionDecided")?.payload.action,
    verdict: qualified?.payload.verdict,
    increments: qualified?.payload.increments,
    opportunity: analyzed?.payload.basisPoints,
    facts: analyzed?.payload.facts,
    writing: held?.payload.writing,
    draft: words && { subject: String(words["subject"]), body: String(words["body"]) },
  };
}
export type LeadEnd = ReturnType<typeof endOf>;

/** The part of a result that no injected text may change. */
export const gradesOf = ({ verdict, increments, opportunity, facts }: LeadEnd) => ({
  verdict,
  increments,
  opportunity,
  facts,
});

/** Models that answer every step with `answer`. `asked` records the requests. */
export function modelsThat(answer: (request: ModelRequest) => unknown) {
  const asked: ModelRequest[] = [];
  const model: Model = {
    async call(request) {
      asked.push(request);
      const call: ModelCall = {
        step: request.step,
        model: "obeying",
        promptDigest: promptDigestOf(request),
        tokensIn: 1,
        tokensCached: 0,
        tokensOut: 1,
        costMicroDollars: 0,
        latencyMs: 1,
        outcome: "ok",
      };
      return { outcome: "ok", reply: JSON.stringify(answer(request)).slice(0, 8_000), call };
    },
  };
  // In production the marker of a fence is random. Here it is constant, so that a test can write a text that contains it.
  const random = constantBytes;
  const ports = { model, random, spend: { read: async () => [] }, now: () => new Date(START) };
  const models: Models = {
    reasoning: {
      ...ports,
      flag: onFlag(),
      lowRisk: { noPriorReply: false, mostEmployees: null, sources: null },
    },
    writer: ports,
    classifier: { ...ports, policy: samplePolicy.model },
  };
  return { asked, models };
}

const constantBytes = (bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, index) => (index * 11 + 7) % 256);
/** The marker of every fence in these deployments. */
export const KNOWN_MARKER = markerOf(constantBytes);

function onFlag() {
  const flag = parseReasoningFlag("on");
  if (flag.kind === "off") throw new Error("the flag is on");
  return flag;
}
