// The pages that answer from the log about one contact. What-if is a POST because the candidate policy is long; it changes nothing.
import type { Context, Hono } from "hono";
import { receiptHtml } from "../../replay/receipt-html.ts";
import { ContactId } from "../../schema/ids.ts";
import { askOne } from "../../schema/only-answer.ts";
import { err } from "../../schema/result.ts";
import { answerPage, answerTrouble } from "./answer-page.tsx";
import { receiptAnswer, verifyAnswer, whatIfAnswer, WhatIfQuestion } from "./contact-answers.ts";
import { type ReadRecord, readCheckedRecord, readRecord } from "./contact-record.ts";
import type { Desk, DeskContext } from "./desk.ts";
import { ReceiptPage } from "./pages/receipt-page.tsx";
import { VerifyPage } from "./pages/verify-page.tsx";
import type { View } from "./pages/view.ts";
import { WhatIfPage } from "./pages/what-if-page.tsx";
import { type Html, signedPage, viewOf } from "./signed-page.tsx";
import { sessionOf } from "./signed-in.ts";
import { stampedForm } from "./stamped-form.ts";
import * as troubles from "./troubles.ts";

const SECTION = "/contacts";

export function addContactRoutes(app: Hono<DeskContext>, desk: Desk): void {
  const page = <Read,>(
    path: string,
    reading: (desk: Desk, by: string, id: string | undefined) => Promise<Read | null>,
    render: (view: View, read: Read) => Html,
  ): void => {
    app.get(`/contacts/:id${path}`, (c) =>
      signedPage(desk, c, SECTION, async (view) => {
        const read = await reading(desk, view.session.identity, c.req.param("id"));
        return read && render(view, read);
      }),
    );
  };
  page("/receipt", readRecord, (view, read) => <ReceiptPage view={view} answer={receiptAnswer(read)} />);
  page("/verify", readCheckedRecord, (view, read) => <VerifyPage view={view} answer={verifyAnswer(read)} />);
  page("/what-if", readRecord, (view, read) => whatIfPage(view, read, null, desk));
  app.get("/contacts/:id/receipt.html", (c) => receiptFile(desk, c));
  app.get("/contacts/:id/receipt.tlog-proof", (c) => proofFile(desk, c));
  app.post("/contacts/:id/what-if", (c) => tryPolicy(desk, c));
}

/** The receipt as a file to download. Its name has only the contact's id, like the page's title. */
async function receiptFile(desk: Desk, c: Context<DeskContext>): Promise<Response> {
  const session = sessionOf(c);
  if (!session) return signedPage(desk, c, SECTION, () => null);
  const read = await readRecord(desk, session.identity, c.req.param("id"));
  const receipt = read && receiptAnswer(read).receipt;
  if (!receipt) return answerTrouble(desk, c, troubles.notFound);
  c.header("content-disposition", `attachment; filename="receipt-${receipt.contactId}.html"`);
  return c.html(receiptHtml(receipt));
}

/** The proof of the contact's events as a file to download. It has no personal words, so nothing is noted as read. */
async function proofFile(desk: Desk, c: Context<DeskContext>): Promise<Response> {
  const session = sessionOf(c);
  if (!session) return signedPage(desk, c, SECTION, () => null);
  const id = ContactId.safeParse(c.req.param("id"));
  if (!id.success) return answerTrouble(desk, c, troubles.notFound);
  const { proof } = await askOne(desk.port, { type: "Proof", contactId: id.data });
  if (proof === null) return answerTrouble(desk, c, troubles.noProof);
  c.header("content-disposition", `attachment; filename="receipt-${id.data}.tlog-proof"`);
  return c.text(proof);
}

async function tryPolicy(desk: Desk, c: Context<DeskContext>): Promise<Response> {
  const form = await stampedForm(desk, c, `/contacts/${c.req.param("id")}/what-if`);
  if (!form.ok) return form.error;
  const { session, identities, fields } = form.value;
  const read = await readRecord(desk, session.identity, c.req.param("id"));
  if (!read) return answerTrouble(desk, c, troubles.notFound);
  const view = await viewOf(desk, identities, session, c, SECTION);
  return answerPage(c, whatIfPage(view, read, String(fields["policy"] ?? ""), desk));
}

function whatIfPage(view: View, read: ReadRecord, tried: string | null, desk: Desk): Html {
  const result = tried === null ? null : answerTo(tried, read, desk.now());
  return (
    <WhatIfPage
      view={view}
      contactId={read.contactId}
      inForce={read.context.policies.inForce()}
      tried={tried}
      answer={result?.ok ? result.value : null}
      trouble={result && !result.ok ? result.error : null}
    />
  );
}

function answerTo(text: string, read: ReadRecord, now: Date): ReturnType<typeof whatIfAnswer> {
  const question = WhatIfQuestion.safeParse({ policy: jsonIn(text) });
  if (!question.success) return err("It is not one JSON object.");
  return whatIfAnswer(read, question.data, now.toISOString());
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
