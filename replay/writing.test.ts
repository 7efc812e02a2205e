// Tests how a draft that a model wrote is shown in receipts and sentences, and that a what-if keeps its text.
import { companyBook } from "./companies.ts";
import { logKeysOf } from "../domain/log-keys.ts";
import { LOG_SIGNER } from "../testing/log-keys.ts";
import { describe, it } from "vitest";
import { ada } from "../testing/people.ts";
import {
  aContact,
  action,
  approve,
  claim,
  confirm,
  draft,
  edit,
  grades,
  lead,
  runOf,
  settle,
} from "../testing/contact/scenario.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import type { Sealed } from "../schema/events.ts";
import { approvalIdOf, draftIdOf } from "../schema/ids.ts";
import type { Policy } from "../schema/policy.ts";
import type { WrittenDraft } from "../schema/written-draft.ts";
import type { LogContext } from "./context.ts";
import { madeAgain } from "./made-again.ts";
import { policiesOf } from "../domain/policies.ts";
import { receiptHtml } from "./receipt-html.ts";
import { receiptText } from "./receipt-text.ts";
import { noKeys } from "./source.ts";
import { suppressionBook } from "./suppressions.ts";
import { notRunAgain, whatIfStream } from "./what-if.ts";
import { receiptOf } from "./why.ts";

const run = runOf("1");
const written: WrittenDraft = {
  outcome: "rewritten",
  offences: ["link"],
  flags: ["claim_without_evidence"],
  claims: [
    { text: "You asked for a call.", evidence: ["S2"] },
    { text: "You are growing.", evidence: [] },
  ],
  given: JSON.stringify({
    sources: [
      { ref: "S1", about: "person", text: "name: Ada <b>Byron</b>", row: { table: "contacts", id: ada } },
      { ref: "S2", about: "form", text: "Please <b>call</b> me.", row: { table: "events", id: `${ada}@1` } },
    ],
  }),
  replies: ["{}", "{}"],
  calls: ["ok", "ok"].map((outcome) => ({
    step: "write_draft",
    model: "deepseek-flash",
    promptDigest: "a".repeat(22),
    tokensIn: 1,
    tokensCached: 0,
    tokensOut: 1,
    costMicroDollars: 1,
    latencyMs: 1,
    outcome: outcome as "ok",
  })),
};

/**
 * The stream of a lead up to the sent message. `record` is the record of the writing; `editedBy` edits the draft before the
 * approval.
 */
function sentWith(record: WrittenDraft | undefined, editedBy?: string) {
  const evidence = [{ table: "events" as const, id: `${ada}@1`, columns: {} }];
  const contact = aContact().given(lead(), action(run), grades(run), confirm(run), {
    ...draft(run),
    evidence,
    ...(record ? { written: record } : {}),
  });
  if (editedBy) contact.given(edit(run, contact.digest(run), "Better words.", editedBy));
  const digest = contact.digest(run);
  const approvalId = approvalIdOf(draftIdOf(run), digest, "rosa");
  contact.given(approve(run, digest), claim(run, approvalId), settle(approvalId));
  const stream = { streamId: ada, rows: contact.stream.rows };
  const context = (isOpen: boolean): LogContext => ({
    policies: policiesOf(),
    suppressions: suppressionBook(),
    companies: companyBook(),
    logKeys: logKeysOf([LOG_SIGNER.key]),
    keys: noKeys,
    openWords: (event) => {
      const words = isOpen ? contact.stream.open(event.version) : null;
      return words ? ({ words } as Sealed) : null;
    },
  });
  return { stream, context };
}
const receiptWith = (
  record: WrittenDraft | undefined,
  { by, isOpen = true }: { by?: string; isOpen?: boolean } = {},
) => {
  const { stream, context } = sentWith(record, by);
  return receiptOf(stream, context(isOpen))!;
};

describe("the receipt of a message", () => {
  it("says that a model wrote the message and a person released it, with its claims and citations", ({ expect }) => {
    const receipt = receiptWith(written);
    expect(receipt.answer).toMatch(/because .*\. A model wrote the words; rosa released them\.$/);
    const [text] = receipt.runs[0]?.texts ?? [];
    expect(text?.by).toBe(`the model deepseek-flash@${"a".repeat(22)}`);
    expect(text?.text).not.toHaveProperty("writing");
    expect(text?.writing).toMatchObject({
      outcome: "rewritten",
      offences: ["link"],
      claims: [
        { text: "You asked for a call.", cites: [{ ref: "S2", about: "form", table: "events", id: `${ada}@1` }] },
        { text: "You are growing.", cites: [] },
      ],
    });
    const lines = receiptText(receipt);
    for (const line of [
      "refused before: a link",
      "claim: You asked for a call.",
      "claim: You are growing. (no evidence)",
    ])
      expect(lines).toContain(line);
    const html = receiptHtml(receipt);
    expect(html).toContain("Please &lt;b&gt;call&lt;/b&gt; me.");
    expect(html).not.toContain("<b>");
  });

  it("names the person who edited a model's text, and shows no sealed words without the key", ({ expect }) => {
    expect(receiptWith(written, { by: "linus" }).answer).toContain(
      "A model wrote the words, linus changed them; rosa released them.",
    );
    const sealed = receiptWith(written, { isOpen: false });
    expect(sealed.runs[0]?.texts[0]?.writing).toMatchObject({ outcome: "rewritten", claims: null });
    expect(JSON.stringify(sealed)).not.toMatch(/growing|call me/);
  });

  it("has the reason why the template replaced the model, and no reason when no model was meant to write", ({
    expect,
  }) => {
    const fallback = receiptWith({ ...written, outcome: "timeout", claims: [], flags: [], offences: [] });
    expect(fallback.answer).toContain("rosa approved the text.");
    expect(fallback.runs[0]?.steps.find(({ type }) => type === "DraftHeld")?.says).toContain(
      "written from the template initial@1, because the model took too long, and held",
    );
    const plain = receiptWith(undefined).runs[0];
    expect(plain?.texts[0]).toMatchObject({ by: "template initial@1", writing: null });
    expect(plain?.steps.find(({ type }) => type === "DraftHeld")?.says).toMatch(
      /^A draft was written from the template initial@1 and held for a person/,
    );
  });

  it("counts a model's draft among the parts that are derived again", ({ expect }) => {
    expect(madeAgain(sentWith(written).stream).drafts).toBe(1);
    expect(madeAgain(sentWith(undefined).stream).drafts).toBe(0);
  });
});

describe("a what-if under another policy", () => {
  const candidate: Policy = { ...samplePolicy, compose: { ...samplePolicy.compose, subjectCharacters: 99 } };
  const textsUnknown = (record: WrittenDraft | undefined) => {
    const { stream, context } = sentWith(record);
    return whatIfStream(stream, candidate, context(false)).unknowns.filter(({ aspect }) => aspect === "text").length;
  };

  it("reports no change of a model's text", ({ expect }) => {
    expect([textsUnknown(written), textsUnknown(undefined)]).toEqual([0, 1]);
  });

  it("names the sections `model` and `draft` as not derived again", ({ expect }) => {
    const { context } = sentWith(undefined);
    const other: Policy = {
      ...samplePolicy,
      model: { ...samplePolicy.model, callsPerRun: 1 },
      draft: { ...samplePolicy.draft, subjectCharacters: 10 },
    };
    expect(notRunAgain(other, context(false))).toEqual(["model", "draft"]);
  });
});
