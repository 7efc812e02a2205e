// Says what is wrong with a value of the policy, for somebody who sells: what is needed instead, and not how a program calls it.
import type * as z from "zod";
import { counted } from "../../../domain/counted.ts";
import type { FieldKind } from "./part.ts";

const WHOLE = 10_000;

/** What is needed, as a sentence. `value` is the one that is wrong; `kind`: how it is written in the form. */
export function faultText(issue: z.core.$ZodIssue, value: unknown, kind?: FieldKind): string {
  const number = (value: number | bigint): string =>
    kind === "share" ? (Number(value) / WHOLE).toFixed(2) : counted(Number(value));
  switch (issue.code) {
    case "invalid_type":
      if (value === undefined || value === "") return "Something is needed here.";
      return issue.expected === "int" ? "A whole number is needed." : "This cannot be read.";
    case "too_small":
      if (issue.origin === "string") return "Something is needed here.";
      if (issue.origin === "array") return `At least ${number(issue.minimum)} is needed.`;
      return `${issue.inclusive ? "At least" : "More than"} ${number(issue.minimum)} is needed.`;
    case "too_big":
      if (issue.origin === "string") return `At most ${number(issue.maximum)} characters are possible.`;
      if (issue.origin === "array") return `At most ${number(issue.maximum)} are possible.`;
      return `${issue.inclusive ? "At most" : "Less than"} ${number(issue.maximum)} is possible.`;
    case "invalid_value":
      return `One of these is needed: ${issue.values.map(String).join(", ")}.`;
    case "invalid_format":
      return FORMATS[issue.format] ?? "It has another form than is asked for.";
    case "invalid_key":
    case "invalid_union":
    case "invalid_element":
    case "not_multiple_of":
    case "unrecognized_keys":
      return "This cannot be read.";
    case "custom":
      return issue.message === "Invalid input" ? "This is not possible." : `It is not possible: ${issue.message}.`;
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  email: "An address is needed, as sales@company.com.",
  url: "The address of a website is needed, with https://.",
};
