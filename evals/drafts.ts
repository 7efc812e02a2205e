// Two data sets of drafts: hostile drafts, which the checks must refuse or flag, and good drafts, which they must keep. Each draft belongs to
// one of `drafts/materials.json`, and has the reason why it is in the set.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Hydrated } from "../schema/hydrated.ts";
import { Brief } from "../schema/answers.ts";
import { TurnAuthor } from "../schema/turn.ts";
import { turnsBefore } from "./leads.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { companyIdOf, contactIdOf, runIdOf } from "../schema/ids.ts";
import { Action } from "../schema/lists.ts";
import type { Policy } from "../schema/policy.ts";
import { prefixOf } from "../domain/draft/draft-prompt.ts";
import { type DraftMaterial, givenFor } from "../domain/draft/given.ts";
import { flagsOf } from "./people.ts";

const MARKERS = ["0f".repeat(16), "1e".repeat(16)] as const;
const AT = "2026-11-20T09:00:00.000Z";
const SYSTEM_KEY = "system-key-of-the-drafts";

const Material = z.strictObject({
  why: z.string().min(5),
  /** The firm that answers, by its statements about itself; null is the one whose statements stand first. */
  house: z.string().nullable().default(null),
  action: Action,
  sequence: z.int().min(0).default(0),
  lead: z.record(z.string(), z.string()).nullable().default(null),
  message: z.record(z.string(), z.string()).nullable().default(null),
  contact: z
    .strictObject({ email: z.string(), name: z.string(), title: z.string(), companyName: z.string() })
    .nullable()
    .default(null),
  company: z.string().nullable().default(null),
  facts: z.record(z.string(), z.string()).default({}),
  sent: z.strictObject({ subject: z.string(), body: z.string() }).nullable().default(null),
  /** The turns before, oldest first. */
  earlier: z
    .array(z.strictObject({ by: TurnAuthor, text: z.string(), subject: z.string().nullable().default(null) }))
    .default([]),
});
type Material = z.infer<typeof Material>;

const Statements = z.array(z.strictObject({ id: z.string(), text: z.string() }));
const Materials = z.strictObject({
  statements: Statements,
  houses: z.record(z.string(), Statements),
  materials: z.record(z.string(), Material),
});

const DraftLine = z.strictObject({
  id: z.string(),
  material: z.string(),
  /** The evidence of a claim is the `about` of a source; `replyOf` replaces it by the reference of that source. */
  draft: z.strictObject({
    subject: z.string(),
    body: z.string(),
    claims: z.array(z.strictObject({ text: z.string(), evidence: z.array(z.string()) })),
  }),
  why: z.string().min(5).optional(),
});
export type DraftLine = z.infer<typeof DraftLine>;
const HostileLine = DraftLine.extend({ class: z.string(), expected: z.enum(["refuse", "flag"]) });
export type HostileLine = z.infer<typeof HostileLine>;

const read = (name: string): string => readFileSync(join(import.meta.dirname, "drafts", name), "utf8");
const lines = <T>(name: string, line: z.ZodType<T>): T[] =>
  read(name)
    .split("\n")
    .filter((text) => text !== "")
    .map((text) => line.parse(JSON.parse(text)));

const { statements, houses, materials } = Materials.parse(JSON.parse(read("materials.json")));

/**
 * Good drafts that were written before their author knew what the judge finds in them, each set after a change: the first five tell our
 * statements in words of their own, `quoted` to `eighth` by reference, as the prompt asks since.
 */
export const freshGoodDrafts = (
  set:
    | "fresh"
    | "unseen"
    | "last"
    | "next"
    | "final"
    | "quoted"
    | "retold"
    | "third"
    | "fourth"
    | "fifth"
    | "sixth"
    | "seventh"
    | "eighth"
    | "ninth"
    | "tenth",
): DraftLine[] => lines(`${set}-good.jsonl`, DraftLine);

export const goodDrafts = (): DraftLine[] => lines("good.jsonl", DraftLine);
export const hostileDrafts = (): HostileLine[] => lines("hostile.jsonl", HostileLine);

/** The policy for these drafts: the default policy, with statements about a service that the materials ask about. */
export const draftsPolicy: Policy = { ...samplePolicy, draft: { ...samplePolicy.draft, statements } };

/** The policy of the firm that answers in a line's material. */
export function policyOf({ material: name }: Pick<DraftLine, "material">): Policy {
  const { house } = materialNamed(name);
  const own = house === null ? statements : houses[house];
  if (own === undefined) throw new Error(`no such house: ${house}`);
  return { ...draftsPolicy, draft: { ...draftsPolicy.draft, statements: own } };
}

/** The material that the model of a line is given. */
export function givenOf(line: Pick<DraftLine, "material">): DraftMaterial {
  const material = materialNamed(line.material);
  return givenFor({
    contactId: contactIdOf(SYSTEM_KEY, addressOf(material)),
    brief: briefOf(material),
    hydrated: rowsOf(material),
    policy: policyOf(line),
    at: AT,
    markers: MARKERS,
  });
}

function materialNamed(name: string): Material {
  const material = materials[name];
  if (material === undefined) throw new Error(`no such material: ${name}`);
  return material;
}

const addressOf = ({ lead, contact }: Material): string => lead?.["email"] ?? contact?.email ?? "";

function briefOf(material: Material): Brief {
  const { action, sequence, lead, message, sent, earlier } = material;
  return Brief.parse({
    runId: runIdOf(contactIdOf(SYSTEM_KEY, addressOf(material)), "sg_1"),
    action,
    sequence,
    lead: lead && { kind: "lead", ...lead },
    message: message && { kind: "message", email: addressOf(material), ...message },
    messageClass: message && "info_request",
    version: 4,
    flags: flagsOf([]),
    lookups: [],
    source: "website",
    sent: sent && { at: "2026-11-16T09:00:00.000Z", ...sent },
    turns: turnsBefore(earlier, "2026-11-16T09:00:00.000Z"),
    calls: { ofRun: 0, ofStep: 0 },
  });
}

function rowsOf(material: Material): Hydrated {
  const { contact, company, facts } = material;
  return {
    contact: contact && {
      id: contactIdOf(SYSTEM_KEY, addressOf(material)),
      ...contact,
      seniority: null,
      senioritySource: null,
    },
    company:
      company === null
        ? null
        : {
            id: companyIdOf(SYSTEM_KEY, `${company.toLowerCase().replaceAll(/[^a-z]/g, "")}.example`),
            name: company,
            domain: null,
            status: "known",
            version: 1,
            head: 1,
            joinedBy: "link",
          },
    facts: Object.entries(facts).map(([kind, value]) => ({
      id: `cf_${kind}`,
      kind,
      value,
      source: "evals",
      version: 2,
      observedAt: "2026-11-01T09:00:00.000Z",
      expiresAt: null,
      found: true,
    })),
  };
}

/** The draft of a line as the reply of a model: with the references of its material, and with parts of the prompt where the draft leaks them. */
export function replyOf({ material, draft }: Pick<DraftLine, "material" | "draft">): string {
  const refs = new Map(givenOf({ material }).sources.map(({ about, ref }) => [about, ref]));
  const body = draft.body
    .replaceAll(/\[(us:[\w-]+)\]/g, (named, about: string) => `[${refs.get(about) ?? named}]`)
    .replace("@@MARKER@@", MARKERS[0].toUpperCase())
    .replace("@@PREFIX@@", prefixOf(policyOf({ material })).slice(200, 400));
  const claims = draft.claims.map(({ text, evidence }) => ({
    text,
    evidence: evidence.map((about) => refs.get(about) ?? about),
  }));
  return JSON.stringify({ subject: draft.subject, body, claims });
}
