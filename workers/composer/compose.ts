// The compose stage: reads the brief, writes the action's message with its footer, and opens the draft hold. The text is a
// template of the policy, unless a model wrote one.
import type { Crm } from "../../drizzle/crm.ts";
import type { Brief } from "../../schema/answers.ts";
import type { CommandOf } from "../../schema/commands.ts";
import type { DraftText } from "../../schema/events.ts";
import { commandIdOf } from "../../schema/ids.ts";
import { ComposeMessage } from "../../schema/messages.ts";
import { type Policy, policyDigest } from "../../schema/policy.ts";
import type { QueryOf } from "../../schema/ports.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { policyEvidence, rowEvidence, eventEvidence } from "../../domain/evidence.ts";
import { hydrate, type Hydration } from "../stage/hydrate.ts";
import { MODEL_PORTION } from "../model/portion.ts";
import { type Spent, spentOn } from "../model/budget.ts";
import { outcomeOfAnswer } from "../stage/outcome.ts";
import { settled, valueOf } from "../stage/settled.ts";
import type { Stage } from "../stage/stage.ts";
import { record } from "../stage/step.ts";
import { signUnsubscribe, type UnsubscribeKeys } from "../../domain/unsubscribe-token.ts";
import { footerOf } from "../../domain/draft/footer.ts";
import { subjectOfAnswer } from "../../domain/draft/given.ts";
import { type GivenName, greetingName, nameOfAuthor } from "../../domain/draft/first-name.ts";
import { plainSubject } from "../../domain/draft/name.ts";
import { fillTemplate } from "../../domain/draft/template.ts";
import { type NamedTemplate, templateOf } from "../../domain/draft/template-of.ts";
import { type ListRead, readList } from "../../domain/rules/list-read.ts";
import { draftByModel, type WriterPorts } from "./writer.ts";
import { following } from "../../schema/cause.ts";

export interface ComposePorts {
  readonly crm: Pick<Crm, "hydrate">;
  readonly policy: Policy;
  readonly unsubscribeKeys: UnsubscribeKeys;
  /** The desk's URL, without a slash at the end. */
  readonly publicUrl: string;
  /** Undefined where no model is configured. */
  readonly writer?: WriterPorts | undefined;
}

interface Shared {
  readonly hydration: PromiseSettledResult<Hydration>;
  readonly spent: Spent;
  /** The reading of the list, for the contacts for whom a model could write; null without a model. */
  readonly listed: PromiseSettledResult<ListRead | null>;
}

/** The recipient, with what is known of the name. */
interface Recipient {
  readonly email: string;
  readonly known: GivenName;
  /** The origin of the address: the person's own message, or the row of an import. */
  readonly from: "signal" | "contacts";
}

type BriefQuery = Extract<QueryOf<"composer">, { type: "Brief" }>;

export function composeStage(ports: ComposePorts): Stage<"composer", ComposeMessage, Shared, BriefQuery> {
  const { crm, policy, writer } = ports;
  return {
    queue: "compose",
    schema: ComposeMessage,
    ...(writer ? { portion: MODEL_PORTION } : {}),
    ask: ({ contactId, runId, follows }) => ({ type: "Brief", contactId, runId, follows }),
    readsList: writer !== undefined,
    async read(asked, logRevision) {
      // A template needs rows only of imported contacts, who have sent nothing themselves. A model reads the rows of every
      // contact.
      const withRows = asked.filter(({ answer: { brief } }) => (writer ? brief !== null : isSilent(brief)));
      const ids = withRows.map(({ message }) => message.contactId);
      const people = withRows.map(({ answer }) => answer.brief?.lookups ?? []);
      const [hydration, spent, listed] = await Promise.all([
        settled(hydrate(crm, ids, policy.qualify)),
        writer && ids.length > 0 ? spentOn(writer.spend, writer.now().toISOString()) : null,
        settled(writer ? readList(writer.list, people, logRevision) : NOT_READ),
      ]);
      return { hydration, spent, listed };
    },
    async handle({ message, answer }, { hydration, spent, listed }, attempt) {
      const { brief } = answer;
      // The draft exists already, or the step is no longer wanted.
      if (brief === null) return outcomeOfAnswer(answer);
      const template = templateOf(brief, policy.compose);
      if (template === undefined) return { kind: "reject", reason: "nothing_to_compose" };
      const recipient = recipientOf(brief, () => valueOf(hydration).get(message.contactId)?.contact ?? null);
      if (recipient === undefined) return { kind: "reject", reason: "no_recipient" };
      const command = draftFor(message, brief, { template, recipient, ports });
      const read = writer ? valueOf(listed) : null;
      if (!writer || read === null) return record(command);
      const hydrated = valueOf(hydration).get(message.contactId);
      return draftByModel(writer, { command, message, brief, listed: read, hydrated, policy, spent, attempt });
    },
  };
}

const NOT_READ: Promise<ListRead | null> = Promise.resolve(null);

const isSilent = (brief: Brief | null): boolean => brief !== null && brief.lead === null && brief.message === null;

function recipientOf(
  { message, lead }: Brief,
  row: () => { readonly email: string | null; readonly name: string | null } | null,
): Recipient | undefined {
  const email = message?.email ?? lead?.email;
  if (email !== undefined) return { email, known: nameOfAuthor(message, lead), from: "signal" };
  const contact = row();
  return contact?.email ? { email: contact.email, known: { name: contact.name }, from: "contacts" } : undefined;
}

/** Room for the template's words around the person's subject, such as "Re: ". */
const SUBJECT_FRAME_CHARACTERS = 30;

function draftFor(
  { id, contactId, correlationId, follows }: ComposeMessage,
  brief: Brief,
  {
    template: { name, template, language, yourMessage, optOut },
    recipient,
    ports,
  }: { template: NamedTemplate; recipient: Recipient; ports: ComposePorts },
): CommandOf<"HoldDraft"> {
  const { policy, publicUrl, unsubscribeKeys } = ports;
  const { again } = brief;
  const firstName = greetingName(recipient.known);
  const subject = plainSubject(brief.message?.subject, policy.compose.subjectCharacters - SUBJECT_FRAME_CHARACTERS);
  const unsubscribeUrl = `${publicUrl}/u/${signUnsubscribe(unsubscribeKeys, contactId)}`;
  const filled = fillTemplate(template, { firstName, subject: subject ?? yourMessage }, policy.compose);
  const draft: DraftText = {
    recipient: recipient.email,
    subject: subjectOfAnswer(brief, policy.compose) ?? filled.subject,
    body: filled.body,
    footer: footerOf(policy.compose.sender, optOut, unsubscribeUrl),
    unsubscribeUrl,
  };
  const isNamed = firstName !== undefined;
  const evidence: ShownEvidence[] = [
    {
      ...eventEvidence(contactId, brief.version, {
        action: brief.action,
        sequence: brief.sequence,
        message_class: brief.messageClass,
        recipient_from: recipient.from,
        is_named: isNamed,
        ...(language === null ? {} : { language }),
      }),
      personal: { recipient: recipient.email, ...(isNamed ? { first_name: firstName } : {}) },
    },
    policyEvidence(policy, "compose"),
    ...(recipient.from === "contacts" ? [rowEvidence("contacts", { id: contactId }, contactId)] : []),
  ];
  return {
    type: "HoldDraft",
    policy: policyDigest(policy),
    ...following({ id, contactId, correlationId }, commandIdOf("HoldDraft", brief.runId, ...(again ? [again] : []))),
    follows,
    runId: brief.runId,
    draft,
    template: name,
    evidence,
    ...(again ? { again } : {}),
  };
}
