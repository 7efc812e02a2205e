// Checks a policy before it is adopted: what no shape can say, each fault with its place. It is pure: the desk, the command line and the port that
// adopts have the same answer.
import type * as z from "zod";
import { type ComposePolicy, Policy, type Template } from "../schema/policy.ts";
import type { PolicyFault } from "../schema/policy-answer.ts";
import { err, ok, type Result } from "../schema/result.ts";
import { BLANKS } from "./draft/template.ts";

export interface CheckOptions {
  /** Whether the installation writes to real people: then it names no sender and no host that stands for another one. */
  readonly refusesPlaceholders: boolean;
}

/** The policy, or all that is wrong with it. What does not fit the shape is found first, and alone. */
export function checkPolicy(value: unknown, options: CheckOptions): Result<Policy, readonly PolicyFault[]> {
  const parsed = Policy.safeParse(value);
  if (!parsed.success) return err(parsed.error.issues.flatMap(shapeFaults));
  const policy = parsed.data;
  const faults = [...templateFaults(policy), ...senderFaults(policy), ...hostFaults(policy)];
  const placeholders = options.refusesPlaceholders ? placeholderFaults(policy) : [];
  return faults.length + placeholders.length > 0 ? err([...faults, ...placeholders]) : ok(policy);
}

function shapeFaults(issue: z.core.$ZodIssue): PolicyFault[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ place: placeOf([...issue.path, key]), fault: "no such field" }));
  return [{ place: placeOf(issue.path), fault: issue.message }];
}

/** `compose.templates.followups[1].body` */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${String(part)}`))
    .join("");

function templateFaults({ compose, ladder }: Policy): PolicyFault[] {
  const { languages = {}, ...others } = compose.templates;
  const place = "compose.templates";
  const sets = [
    [place, others] as const,
    ...Object.entries(languages).map(([language, own]) => [`${place}.languages.${language}`, own] as const),
  ];
  return sets.flatMap(([at, templates]) => setFaults(at, templates, { compose, steps: ladder.followupDays.length }));
}

/** What is wrong with the templates for the contacts of one language. */
function setFaults(
  place: string,
  templates: Pick<ComposePolicy["templates"], "initial" | "reply" | "followups">,
  { compose, steps }: { readonly compose: ComposePolicy; readonly steps: number },
): PolicyFault[] {
  const all: readonly (readonly [string, Template])[] = [
    [`${place}.initial`, templates.initial],
    [`${place}.reply`, templates.reply],
    ...templates.followups.map((one, index) => [`${place}.followups[${index}]`, one] as const),
  ];
  return [
    ...all.flatMap(([at, { subject, body }]) => [
      ...textFaults(`${at}.subject`, subject, compose.subjectCharacters),
      ...textFaults(`${at}.body`, body, compose.bodyCharacters),
    ]),
    ...(templates.followups.length < steps
      ? [{ place: `${place}.followups`, fault: `${templates.followups.length} templates for ${steps} follow-ups` }]
      : []),
  ];
}

/** Anything in braces, and a brace that is left alone: what is no blank would be sent as it stands. */
const BRACES = /\{\{[^{}]*\}\}|\{\{|\}\}/g;

function textFaults(place: string, text: string, most: number): PolicyFault[] {
  const unknown = [...text.matchAll(BRACES)].flatMap(([found]) =>
    BLANKS.some((blank) => found === `{{${blank}}}`) ? [] : [found],
  );
  return [
    ...(text.trim() === "" ? [{ place, fault: "empty" }] : []),
    ...(text.length > most ? [{ place, fault: `${text.length} characters, at most ${most}` }] : []),
    ...[...new Set(unknown)].map((blank) => ({ place, fault: `unknown blank ${blank}` })),
  ];
}

function senderFaults({ compose: { sender } }: Policy): PolicyFault[] {
  const lines = (["person", "organisation", "postalAddress"] as const).flatMap((name): PolicyFault[] => {
    const place = `compose.sender.${name}`;
    if (sender[name].trim() === "") return [{ place, fault: "empty" }];
    // Person and organisation stand in a header of the mail.
    return name !== "postalAddress" && /\p{Cc}/u.test(sender[name]) ? [{ place, fault: "more than one line" }] : [];
  });
  const isWeb = /^https?:$/.test(new URL(sender.website).protocol);
  return [...lines, ...(isWeb ? [] : [{ place: "compose.sender.website", fault: "no address of a website" }])];
}

/** A name of the DNS in its ASCII form, with a dot: no scheme, port, path or number. */
const HOST = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

const hostFaults = ({ draft: { hosts } }: Policy): PolicyFault[] =>
  hosts.flatMap((host, index) =>
    HOST.test(host) ? [] : [{ place: `draft.hosts[${index}]`, fault: `${JSON.stringify(host)} is no host` }],
  );

/** The names that stand for others in examples, and that no registry gives to anybody (RFC 2606). */
const PLACEHOLDER = /(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org))\.?$/i;

/** Whether a host stands for another one. */
export const isPlaceholder = (host: string): boolean => PLACEHOLDER.test(host);

function placeholderFaults({ compose: { sender }, draft: { hosts } }: Policy): PolicyFault[] {
  const named: readonly (readonly [string, string])[] = [
    ["compose.sender.address", sender.address.slice(sender.address.lastIndexOf("@") + 1)],
    ["compose.sender.website", new URL(sender.website).hostname],
    ...hosts.map((host, index) => [`draft.hosts[${index}]`, host] as const),
  ];
  return named.flatMap(([place, host]) => (isPlaceholder(host) ? [{ place, fault: `${host} is a placeholder` }] : []));
}
