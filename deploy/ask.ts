// Asks for the answers at a terminal, one question after the other, and explains each. What cannot be used is asked again, with the reason.
import type { Interface } from "node:readline/promises";
import type * as z from "zod";
import { Answers, type EnvironmentName } from "./answers.ts";

interface Question {
  readonly ask: string;
  /** Where the answer goes. */
  readonly field: keyof typeof Answers.shape | `sender.${string}`;
  readonly usual?: string;
  readonly parse?: (text: string) => unknown;
}

const QUESTIONS: readonly Question[] = [
  { field: "name", ask: "A short name for everything that is made in your account", usual: "holdpoint" },
  { field: "desk", ask: "The domain name of the desk, where people sign in (as desk.acme.com)" },
  { field: "hooks", ask: "The domain name for webhooks and unsubscribe links (as hooks.acme.com)" },
  {
    field: "region",
    ask: "Where data is kept: eu (in the European Union alone), or none (near you)",
    usual: "eu",
  },
  {
    field: "shards",
    ask: "Databases of the log: 1 is enough for 100,000 leads; it never changes",
    usual: "1",
    parse: Number,
  },
  {
    field: "transport",
    ask: "outbox (nothing leaves; approved mails can be read) or cloudflare_email (mails are sent)",
    usual: "outbox",
  },
  { field: "signIn", ask: "Sign-in: access (Cloudflare Access), or codes for trying out", usual: "access" },
  {
    field: "admins",
    ask: "The addresses of the first admins, separated by spaces",
    parse: (text) => text.split(/[\s,;]+/).filter((word) => word !== ""),
  },
  { field: "sender.person", ask: "Who signs the mails" },
  { field: "sender.organisation", ask: "The organisation that writes" },
  { field: "sender.address", ask: "The address that mails come from" },
  { field: "sender.postalAddress", ask: "The postal address in the footer" },
  { field: "sender.website", ask: "The website (as https://acme.com)" },
];

const shapes = { ...Answers.shape, ...prefixed(Answers.shape.sender.shape) } as Readonly<Record<string, z.ZodType>>;

function prefixed(shape: Readonly<Record<string, z.ZodType>>): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(Object.entries(shape).map(([name, type]) => [`sender.${name}`, type]));
}

/** Asks everything. `terminal` ends with an error when the person closes it. */
export async function askAnswers(
  environment: EnvironmentName,
  { question, say }: { readonly question: Interface["question"]; readonly say: (line: string) => void },
): Promise<Answers> {
  say(`A few questions about ${environment}. Nothing is made before you have seen what would be.`);
  const given = new Map<string, unknown>();
  for (const { field, ask, usual, parse } of QUESTIONS) {
    for (;;) {
      const typed = (await question(`${ask}${usual === undefined ? "" : ` [${usual}]`}: `)).trim();
      const text = typed === "" ? (usual ?? "") : typed;
      const shape = shapes[field];
      const answer = shape?.safeParse(parse ? parse(text) : text);
      if (answer?.success) {
        given.set(field, answer.data);
        break;
      }
      say(`  ${answer?.error.issues[0]?.message ?? "cannot be used"}`);
    }
  }
  const isSender = (field: string) => field.startsWith("sender.");
  const own = [...given].filter(([field]) => !isSender(field));
  const sender = [...given]
    .filter(([field]) => isSender(field))
    .map(([field, value]) => [field.slice("sender.".length), value]);
  return Answers.parse({ ...Object.fromEntries(own), sender: Object.fromEntries(sender) });
}
