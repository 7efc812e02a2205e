// Makes the material of a draft: rows, each with a reference that claims cite, with the texts that the model reads: without contact
// data. The contact's own, which a draft may contain, is in a separate field, for the checks only.
import { isSameMailbox } from "../address.ts";
import * as z from "zod";
import type { Hydrated } from "../../schema/hydrated.ts";
import type { Brief } from "../../schema/answers.ts";
import type { ContactId } from "../../schema/ids.ts";
import { Action } from "../../schema/lists.ts";
import type { Policy } from "../../schema/policy.ts";
import { EvidenceTable, Scalar, type ShownEvidence } from "../../schema/provenance.ts";
import type { DraftClaim } from "../../schema/written-draft.ts";
import { companyEvidence, factEvidence, policyEvidence, rowEvidence, eventEvidence } from "../evidence.ts";
import { isLive } from "../rules/analyze-opportunity.ts";
import { type ModelMaterial, modelText } from "../model-text/model-text.ts";
import { earlierTurns } from "../model-text/earlier-turns.ts";
import { answerSubject } from "./name.ts";
import { greetingName, nameOfAuthor } from "./first-name.ts";
import type { Marker } from "../wrap-untrusted.ts";

/** The caps on texts, in characters; about four are one token. With an ordinary lead the material has fewer than 900 tokens. */
const CAPS = { name: 80, fact: 120, subject: 120, text: 1_200, sent: 400, statement: 300 } as const;
const FACTS = 8;
const STATEMENTS = 16;

/**
 * The version of the checks. A change that judges any draft differently needs a new number, and keeps the rules of the numbers before it,
 * because replay judges a draft by the version that judged it first. `evals/drafts/judged-<number>.txt` has the expected results. Until the first
 * release, while no draft is stored anywhere, lists of words may grow within a number.
 *
 * 2: orders behind line breaks, colons and verbs of saying; statements compared with what they cite; demands, threats, insults,
 * borrowed authority and binding words; degenerate text; labels ("phase two") are no figures; statements of ours told by reference, and flags on what
 * a model says in words of its own; the confidence of `confidenceOf`.
 * 3: words from nowhere are flagged in every form of grammar, as are remarks beyond courtesy, what obeys a line about the answer, and what is delicate;
 * what only tells back a sentence of the contact's, or names a topic, is not.
 * 4: what a rule of words finds in doubt is shown to the reviewer and no longer refused (`doubts.ts`); rare words in questions weigh a little.
 */
export const JUDGEMENT = 4;
export const FIRST_JUDGEMENT = 1;
export const SECOND_JUDGEMENT = 2;
export const THIRD_JUDGEMENT = 3;
/** The judgements whose rules this release has. */
export const JUDGEMENTS: readonly number[] = [FIRST_JUDGEMENT, SECOND_JUDGEMENT, THIRD_JUDGEMENT, JUDGEMENT];

const DraftSource = z.strictObject({
  /** The reference by which claims cite the source. */
  ref: z.string(),
  /** `person`, `company`, `fact:<kind>`, `form`, `message`, `sent`, `us:<statement>`, or an earlier turn: `earlier:contact`, `earlier:other`, `earlier:us`. */
  about: z.string(),
  text: z.string(),
  row: z.strictObject({ table: EvidenceTable, id: z.string(), columns: z.record(z.string(), Scalar) }),
  /** The column of the text where it is personal (sealed); open values are in `row`. */
  column: z.string().nullable(),
});
export type DraftSource = z.infer<typeof DraftSource>;

/**
 * Everything that a draft is written from and judged by, except the policy. Sealed with the draft, so that replay can judge it
 * again.
 */
export const DraftMaterial = z.strictObject({
  judgement: z.int().positive(),
  action: Action,
  sequence: z.int().min(0),
  /** The subject that code gives to an answer, in place of the model's: that of the message. Absent where the model's own is used. */
  subject: z.string().optional(),
  sources: z.array(DraftSource),
  /** The person's addresses and numbers: a draft to them may contain these, and no model reads them. */
  theirs: z.strictObject({ addresses: z.array(z.string()), phones: z.array(z.string()) }),
  /** The markers of both calls' fences; a draft must contain neither. */
  markers: z.array(z.string()),
});
export type DraftMaterial = z.infer<typeof DraftMaterial>;

export interface DraftInputs {
  readonly contactId: ContactId;
  readonly brief: Brief;
  readonly hydrated: Hydrated | undefined;
  readonly policy: Policy;
  /** Facts that expired before this moment are left out. */
  readonly at: string;
  /** Random markers for the fences, one for each of the two possible calls. */
  readonly markers: readonly [Marker, Marker];
}

export function givenFor(inputs: DraftInputs): DraftMaterial {
  const { brief, hydrated, policy, markers } = inputs;
  const { lead, message, action, sequence } = brief;
  const subject = subjectOfAnswer(brief, policy.compose);
  const sources = [
    ...sourcesOfPerson(inputs),
    ...sourcesOfCompany(inputs),
    ...sourcesOfEarlier(inputs),
    ...sourcesOfWords(inputs),
    ...ours(inputs),
  ];
  return {
    judgement: JUDGEMENT,
    action,
    sequence,
    ...(subject === undefined ? {} : { subject }),
    sources: sources
      .map((source) => ({ ...source, text: modelText(source.text).text }))
      .filter(({ text }) => text !== "")
      .map((source, index) => ({ ref: `S${index + 1}`, ...source })),
    theirs: {
      addresses: present([lead?.email, message?.email, hydrated?.contact?.email]),
      phones: present([lead?.phone]),
    },
    markers: [...markers],
  };
}

/**
 * The subject of a mail that answers a message: theirs, so that mail programs put both together. Undefined for any other mail, and where their
 * subject says nothing. A follow-up has the subject of its template: people wrote one for each into the policy, and "Re:" would say that the
 * person had written. It stands in the same conversation by its headers.
 */
export const subjectOfAnswer = (
  { action, message }: Pick<Brief, "action" | "message">,
  { subjectCharacters }: Pick<Policy["compose"], "subjectCharacters">,
): string | undefined => (action === "reply" ? answerSubject(message?.subject, subjectCharacters) : undefined);

/** The part of the material that the model reads. */
export const materialOf = ({ action, sequence, sources }: DraftMaterial): ModelMaterial => ({
  action: modelText(action),
  ...(action === "followup" ? { reminder: sequence } : {}),
  sources: sources.map(({ ref, about, text }) => ({
    about: modelText(about),
    ref: modelText(ref),
    text: modelText(text),
  })),
});

/** Before the author of an earlier turn, in `about`. */
export const EARLIER = "earlier:";

/** The longest material, in characters: with every cap reached, the earlier turns of the longest policy included, it is still whole. */
export const MATERIAL_CHARACTERS = 22_000;

/** The rows that the claims cite, each once. */
export function citedRows({ sources }: DraftMaterial, claims: readonly DraftClaim[]): ShownEvidence[] {
  const cited = new Set(claims.flatMap(({ evidence }) => evidence));
  return sources
    .filter(({ ref }) => cited.has(ref))
    .map(({ row, column, text }) => ({ ...row, ...(column === null ? {} : { personal: { [column]: text } }) }));
}

type Unnamed = Omit<DraftSource, "ref">;

function sourcesOfPerson({ contactId, brief, hydrated }: DraftInputs): Unnamed[] {
  const { lead, message, version } = brief;
  const contact = hydrated?.contact ?? null;
  const own = lead?.email ?? contact?.email;
  // A colleague who answers has neither the name nor the title of the contact.
  const isOther = message !== null && own !== undefined && own !== "" && !isSameMailbox(message.email, own);
  const name = short(isOther ? message.name : (message?.name ?? lead?.name ?? contact?.name));
  // A model greets as the templates do, by a certain first name or without one. In brackets, because every word of a source may support a claim.
  const greeting = greetingName(message || lead ? nameOfAuthor(message, lead) : { name: contact?.name });
  const fields = {
    name: [name, ...(greeting === undefined ? [] : [`(${short(greeting)})`])].filter((part) => part !== "").join(" "),
    title: short(isOther ? undefined : (lead?.title ?? contact?.title)),
    "says they work at": short(isOther ? undefined : (lead?.company ?? contact?.companyName)),
  };
  const text = Object.entries(fields)
    .filter(([, value]) => value !== "")
    .map(([field, value]) => `${field}: ${value}`)
    .join("; ");
  const row = contact
    ? rowEvidence("contacts", { id: contactId }, contactId)
    : eventEvidence(contactId, version, { has_lead: lead !== null, has_message: message !== null });
  return [{ about: "person", text, row, column: "person" }];
}

function sourcesOfCompany({ contactId, hydrated, at }: DraftInputs): Unnamed[] {
  const { company, facts = [] } = hydrated ?? {};
  if (!company) return [];
  const live = facts.filter((fact) => isLive(fact, new Date(at)));
  return [
    {
      about: "company",
      text: short(company.name),
      row: joinedEvidence(company, contactId),
      column: null,
    },
    ...live.slice(0, FACTS).map((fact) => ({
      about: `fact:${short(fact.kind)}`,
      text: stranger(fact.value, CAPS.fact),
      row: factEvidence(company.id, fact, at),
      column: null,
    })),
  ];
}

/** The company's row, and how the contact belongs to it. */
function joinedEvidence(company: NonNullable<Hydrated["company"]>, contactId: ContactId): ShownEvidence {
  const row = companyEvidence(company, contactId);
  return { ...row, columns: { ...row.columns, joined_by: company.joinedBy } };
}

/**
 * The earlier turns, oldest first. Strangers wrote theirs, so draft-ground.ts takes orders out of them, and a draft may use them only where a claim
 * cites them; none is a statement of ours, not even what we sent.
 */
const sourcesOfEarlier = ({ contactId, brief, policy }: DraftInputs): Unnamed[] =>
  earlierTurns(brief.turns, policy.conversation).map(({ by, at, version, text }) => ({
    about: `${EARLIER}${by}`,
    text: text.text,
    row: eventEvidence(contactId, version, { turn_by: by, turn_at: at }),
    column: "earlier",
  }));

/** The person's own words, and the message that we sent last. */
function sourcesOfWords({ contactId, brief }: DraftInputs): Unnamed[] {
  const { lead, message, messageClass, sent, version } = brief;
  const sourceOf = (about: string, text: string, columns: Readonly<Record<string, Scalar>>): Unnamed => ({
    about,
    text,
    row: eventEvidence(contactId, version, columns),
    column: about,
  });
  const subject = message?.subject === undefined ? "" : `${stranger(message.subject, CAPS.subject)}\n`;
  return [
    sourceOf("form", stranger(lead?.text, CAPS.text), { has_lead: true }),
    sourceOf("message", message === null ? "" : `${subject}${stranger(message.text, CAPS.text)}`, {
      message_class: messageClass,
    }),
    sourceOf(
      "sent",
      sent === null ? "" : `${stranger(sent.subject, CAPS.subject)}\n${stranger(sent.body, CAPS.sent)}`,
      {
        last_sent_at: sent?.at ?? null,
      },
    ),
  ];
}

/** Statements about ourselves, which people wrote into the policy. */
const ours = ({ policy }: DraftInputs): Unnamed[] =>
  policy.draft.statements.slice(0, STATEMENTS).map(({ id, text }) => {
    const { columns, ...row } = policyEvidence(policy, "draft");
    return {
      about: `us:${id}`,
      text: stranger(text, CAPS.statement),
      row: { ...row, columns: { ...columns, statement: id } },
      column: null,
    };
  });

const stranger = (text: string | null | undefined, characters: number): string =>
  modelText(text ?? "", characters).text;

const short = (text: string | null | undefined): string => stranger(text, CAPS.name);

/** The values that are not empty, each once. */
const present = (values: readonly (string | null | undefined)[]): string[] => [
  ...new Set(values.flatMap((value) => value || [])),
];
