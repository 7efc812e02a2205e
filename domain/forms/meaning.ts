// What the answers of a form mean: the field of each, and whose address it came from. Data decides (label-words.ts); nothing is guessed from words
// inside an answer.
import { addressIn, type AddressFault, bareAddressIn, severalIn } from "../read-address.ts";
import type { Answer } from "./answers.ts";
import type { Scalar } from "./values.ts";
import type { FormField } from "../../schema/lists.ts";
import type { SourceLabels } from "../../schema/source-labels.ts";
import { fieldOf, namesOther, saysOwn, saysSecond, sourceField } from "./labels.ts";
import { isHidden, isTechnical } from "./technical.ts";

export interface ReadAnswer extends Answer {
  readonly field: FormField | undefined;
  /** Its label names another person than the one who filled the form in. */
  readonly isOthers: boolean;
  /** The source's own labels name it. */
  readonly isMapped: boolean;
}

/** Types of questions by which form tools say what is asked. */
const TYPES: Readonly<Record<string, FormField>> = {
  email: "email",
  input_email: "email",
  control_email: "email",
  email_address: "email",
  phone: "phone",
  phone_number: "phone",
  input_phone_number: "phone",
  control_phone: "phone",
  tel: "phone",
  long_text: "text",
  textarea: "text",
  control_textarea: "text",
  paragraph: "text",
};

/** Parts of an answer, whose name says nothing without the name of the whole. */
const PARTS =
  /^(?:name|title|first|last|full|given|family|text|value|id|type|position|role|subject|description|\d+|notes?|content|details|business|work|mobile|main|primary|number)$/iu;

/** Gravity Forms numbers the parts of a name, and HubSpot what a field belongs to: 0-2 is a company. */
const NUMBERED: readonly (readonly [RegExp, FormField])[] = [
  [/^\d{1,4}\.3$/u, "firstName"],
  [/^\d{1,4}\.6$/u, "lastName"],
  [/^0-2\/name$/u, "company"],
];

function ownField({ labels, path, type }: Answer): FormField | undefined {
  const parent = path.at(-1);
  const typed = TYPES[type?.toLowerCase() ?? ""];
  // A type says for sure what an address or a number is; a long text may still be a company's.
  if (typed === "email" || typed === "phone") return typed;
  for (const label of labels) {
    const told = isTechnical(label) ? fieldOf(label) : undefined;
    // "form_name" is the form's, "submission id" is one.
    if (isTechnical(label) && told !== "occurredAt" && told !== "submissionId") continue;
    const numbered = NUMBERED.find(([shape]) => shape.test(label));
    if (numbered) return numbered[1];
    const part = parent !== undefined && fieldOf(parent) === "name" ? fieldOf(label) : undefined;
    if (part === "firstName" || part === "lastName") return part;
    const joined =
      parent === undefined
        ? undefined
        : (fieldOf(`${parent} ${label}`) ?? (PARTS.test(label) ? fieldOf(parent) : undefined));
    const found = joined ?? (parent !== undefined && PARTS.test(label) ? undefined : fieldOf(label));
    if (found !== undefined) return found;
  }
  return typed;
}

/** Reads the labels of an answer. A source's own labels go before words that name another person. */
export function readAnswer(answer: Answer, own: SourceLabels): ReadAnswer {
  const whole = [...answer.path, answer.labels[0] ?? ""].join(" ");
  const mapped = [...answer.labels, whole].map((label) => sourceField(label, own)).find((field) => field !== undefined);
  if (mapped !== undefined) return { ...answer, field: mapped, isOthers: false, isMapped: true };
  const isOthers = [...answer.path, ...answer.labels].some(namesOther);
  return { ...answer, field: ownField(answer), isOthers, isMapped: false };
}

/** Why an address is taken for the person's own, the surest last. */
const WHOSE_RULES = [
  "only_address",
  "second_label",
  "hidden_field",
  "email_label",
  "own_label",
  "source_label",
] as const;
export type WhoseRule = (typeof WHOSE_RULES)[number];

/** The address of the person who filled the form in, or why there is none. */
export type WhoseForm =
  | { readonly is: "one"; readonly address: string; readonly by: WhoseRule; readonly label: string }
  /** Several, of which none is marked as the person's own: in the order of the form. */
  | { readonly is: "several"; readonly addresses: readonly string[] }
  | { readonly is: "none"; readonly fault: AddressFault | "of_another" | null };

interface Candidate {
  readonly address: string;
  readonly by: WhoseRule;
  readonly label: string;
}
const rankOf = ({ by }: Candidate): number => WHOSE_RULES.indexOf(by);

/** How surely an address is the person's own, and the one to use. */
function ruleOf({ field, isMapped, labels, path, type }: ReadAnswer): WhoseRule {
  if (isMapped) return "source_label";
  if (field !== "email") return "only_address";
  const words = [...path, ...labels];
  if (words.some(saysSecond)) return "second_label";
  // What a page put into a form is less sure than what a person typed.
  if (isHidden(type)) return "hidden_field";
  return words.some(saysOwn) ? "own_label" : "email_label";
}

function candidatesIn(answer: ReadAnswer): readonly Candidate[] {
  const isAsked = answer.field === "email";
  const of = { by: ruleOf(answer), label: answer.labels[0] ?? answer.path.at(-1) ?? "" };
  return answer.values.flatMap((value: Scalar): readonly Candidate[] => {
    if (typeof value !== "string") return [];
    if (!isAsked) return candidate(bareAddressIn(value), of);
    const one = addressIn(value);
    return one.ok ? candidate(one.value, of) : severalIn(value).map((address) => ({ address, ...of }));
  });
}
const candidate = (address: string | null, of: Omit<Candidate, "address">): readonly Candidate[] =>
  address === null ? [] : [{ address, ...of }];

/**
 * Whose form it is. One address-like value is taken whatever its label; of several the one labelled as own. An address whose label names another
 * person is never taken.
 */
export function whoseForm(answers: readonly ReadAnswer[]): WhoseForm {
  const found = answers.filter(({ isOthers }) => !isOthers).flatMap(candidatesIn);
  const best = Math.max(...found.map(rankOf));
  const surest = found.filter((one) => rankOf(one) === best);
  const addresses = [...new Set(surest.map(({ address }) => address))];
  const [first] = surest;
  if (first === undefined) return { is: "none", fault: faultOf(answers) };
  return addresses.length === 1 ? { is: "one", ...first } : { is: "several", addresses };
}

function faultOf(answers: readonly ReadAnswer[]): AddressFault | "of_another" | null {
  const asked = answers.filter(({ field }) => field === "email");
  const own = asked.find(({ isOthers }) => !isOthers);
  if (own) {
    const read = addressIn(own.values.length === 1 ? own.values[0] : own.values);
    return read.ok ? null : read.error;
  }
  const isOfAnother = answers.some(
    ({ isOthers, values }) => isOthers && values.some((value) => bareAddressIn(value) !== null),
  );
  return isOfAnother ? "of_another" : null;
}
