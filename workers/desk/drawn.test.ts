// A property: for random holds of real objects and random edits of their rows for reading, the page shows the object's text, names the edit,
// and an approval releases exactly the text that the page drew.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { visible } from "../../domain/visible-text.ts";
import { readModelsOf } from "../../replay/read-models.ts";
import type { ContactId, HoldId, StreamId } from "../../schema/ids.ts";
import type { HoldRow } from "../../schema/shipment.ts";
import { sampleInstallation } from "../../testing/desk/installation.ts";
import { signIn, type Visitor } from "../../testing/desk/visitor.ts";
import { deploymentAfter, type HonestDeployment, type Move } from "../../testing/honest-log.ts";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { deskApp } from "./app.tsx";

/** Stories that leave holds of every kind and end behind. */
const KINDS: readonly Move["what"][] = [
  "lead",
  "drain",
  "confirm",
  "edit",
  "snooze",
  "reassign",
  "message",
  "reject",
  "approve",
];
const moves = fc.array(
  fc.record({ what: fc.constantFrom(...KINDS), who: fc.nat({ max: 1 }), pick: fc.nat({ max: 500 }) }),
  { minLength: 4, maxLength: 20 },
);
/** A lead on its way to a draft, so that most stories have one. */
const TO_DRAFT: readonly Move[] = (["lead", "drain", "confirm", "drain"] as const).map((what) => ({
  what,
  who: 0,
  pick: 1,
}));

const text = fc.constantFrom("Swapped words", "", "\u202e\u200bwords", "<b>bold</b>");
const changes: fc.Arbitrary<((row: HoldRow) => Partial<HoldRow>) | null> = fc.oneof(
  fc.constant(() => ({})),
  fc.constant(null),
  fc
    .tuple(fc.constantFrom("subject", "body", "footer", "email", "wrote", "name"), text)
    .map(([field, words]) => (row: HoldRow) => ({
      shown: JSON.stringify({ ...(JSON.parse(row.shown || "{}") as object), [field]: words }),
    })),
  fc
    .constantFrom<Partial<HoldRow>[]>(
      { digest: "0".repeat(22) },
      { state: "open", endedAt: null, endedBy: null },
      { state: "approved", endedBy: "eve" },
      { kind: "preview" },
      { kind: "draft" },
      { version: 1 },
      { version: 9_999 },
      { qualifyBasisPoints: 9_999, verdict: "qualified" },
      { arithmetic: "{}" },
      { shown: "" },
    )
    .map((own) => () => own),
);

/** The row for reading of a hold, after the edit. */
function rowOf(deployment: HonestDeployment, contactId: ContactId, holdId: HoldId): HoldRow {
  const { rows } = deployment.streamOf(contactId);
  const row = readModelsOf({ streamId: contactId, rows }, deployment.keys).holds.find((one) => one.holdId === holdId);
  if (!row) throw new Error("the contact has no such hold");
  return row;
}

const unescaped = (html: string): string =>
  html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** The quoted text under a label on a page; null when there is none. */
const quoted = (page: string, label: string): string | null => {
  const found = new RegExp(`<span>${label}</span>.*?<blockquote dir="auto">(.*?)</blockquote>`, "s").exec(page);
  return found ? unescaped(found[1] ?? "") : null;
};

const LABELS = [
  ["subject", "Subject"],
  ["body", "Text"],
  ["footer", "Footer, added to every message"],
] as const;

/** The desk over the objects of a deployment, with one edited row. */
async function visitorOf(deployment: HonestDeployment, row: HoldRow | null): Promise<Visitor> {
  const { desk } = sampleInstallation();
  const reads = {
    ...desk.reads,
    hold: async () => row && { ...row, score: null },
    stream: async (id: StreamId) => deployment.rows().filter(({ streamId }) => streamId === id),
  };
  return signIn(deskApp({ ...desk, port: deployment.desk, reads }));
}

describe("a hold's page", () => {
  it(
    "shows the object's text for any row, and its approval releases exactly that text",
    { timeout: 4 * LONG_MILLISECONDS },
    async ({ expect }) => {
      const seen = { drafts: 0, approved: 0, differing: 0 };
      await fc.assert(
        fc.asyncProperty(moves, changes, fc.nat(), async (story, edit, pick) => {
          const deployment = await deploymentAfter([...TO_DRAFT, ...story]);
          const holds = deployment.ids().flatMap((id) =>
            id.startsWith("ct_")
              ? Object.values(deployment.streamOf(id).contact.holds).map((hold) => ({
                  contactId: id as ContactId,
                  hold,
                }))
              : [],
          );
          const drafts = holds.filter(({ hold }) => hold.kind === "draft");
          const found = (pick % 4 > 0 && drafts.length > 0 ? drafts : holds).at(pick % (drafts.length || 1));
          if (!found) return;
          const { contactId, hold } = found;
          const own = rowOf(deployment, contactId, hold.holdId);
          const row = edit && { ...own, ...edit(own) };
          const visitor = await visitorOf(deployment, row);
          const path = `/holds/${hold.holdId}`;
          const link = `${path}?contact=${contactId}`;
          const page = await (await visitor.get(link)).text();

          const words = hold.textVersion === null ? null : deployment.streamOf(contactId).open(hold.textVersion);
          for (const [field, label] of LABELS)
            expect(quoted(page, label)).toBe(words ? visible(String(words[field])) : null);
          if (words) seen.drafts += 1;
          const isEqual = JSON.stringify(row) === JSON.stringify(own);
          expect(page.includes("read_model_differs")).toBe(!isEqual);
          if (!isEqual) seen.differing += 1;
          expect(page.includes(`action="${path}/approve"`)).toBe(hold.kind === "draft" && hold.end === null);
          if (hold.kind !== "draft" || hold.end !== null) return;

          await visitor.submit(link, `${path}/approve`);
          const { contact, open } = deployment.streamOf(contactId);
          const approval = Object.values(contact.approvals).find(({ holdId }) => holdId === hold.holdId);
          // A veto may have stopped it: then nothing is released.
          if (!approval) return expect(contact.holds[hold.holdId]?.end?.as).toBe("voided");
          seen.approved += 1;
          const released = open(approval.textVersion) ?? {};
          for (const [field, label] of LABELS) expect(visible(String(released[field]))).toBe(quoted(page, label));
          expect(page).toContain(approval.digest);
        }),
        runs(25),
      );
      expect(Math.min(seen.drafts, seen.approved, seen.differing)).toBeGreaterThan(0);
    },
  );
});
