// The receipt of a contact: what was done and why, and why nothing was done. Printed, the page has only the receipt.
import { receiptBody } from "../../../replay/receipt-html.ts";
import type { ReceiptAnswer } from "../contact-answers.ts";
import { ContactTabs, Unlogged } from "./contact-tabs.tsx";
import { Page } from "./layout.tsx";
import { Empty } from "./parts.tsx";
import type { View } from "./view.ts";

export const ReceiptPage = ({ view, answer }: { readonly view: View; readonly answer: ReceiptAnswer }) => {
  const { contactId, receipt, unlogged } = answer;
  return (
    <Page view={view} title="Receipt" heading={receipt === null} stylesheets={["receipt"]}>
      <ContactTabs contactId={contactId} at="Receipt" />
      <Unlogged count={unlogged} />
      {receipt === null ? (
        <Empty>The log has nothing about this contact yet.</Empty>
      ) : (
        <>
          <p class="beside">
            This page prints as the receipt alone.{" "}
            <a href={`/contacts/${contactId}/receipt.html`}>Download it as one file</a>, which needs nothing else, and{" "}
            <a href={`/contacts/${contactId}/receipt.tlog-proof`}>the proof</a> that the newest published root has its
            events: anybody can check it with the log’s public key.
          </p>
          <article class="receipt sheet">{receiptBody(receipt)}</article>
        </>
      )}
    </Page>
  );
};
