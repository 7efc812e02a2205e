// The page from which the list of contacts is exported: what the file has, and why a reason is asked for.
import { counted } from "../../../domain/counted.ts";
import type { RequestsAnswer } from "../../../schema/second-person.ts";
import { Page } from "./layout.tsx";
import { ActionForm, GivenReason } from "./parts.tsx";
import { SecondPersonNote } from "./second-person.tsx";
import type { View } from "./view.ts";

interface ExportProps {
  readonly view: View;
  readonly contacts: number;
  readonly answer: RequestsAnswer;
}

export const ExportContactsPage = ({ view, contacts, answer }: ExportProps) => (
  <Page
    view={view}
    title="Export contacts"
    intro="A file with names, addresses, companies, titles, and who must not be written to. It can be imported again as it is."
  >
    <section class="card">
      <h2>{`${counted(contacts)} ${contacts === 1 ? "contact" : "contacts"}`}</h2>
      <p>
        The file leaves the installation: keep it as safely as personal data. That you export it, and why, is recorded
        before it begins.
      </p>
      <SecondPersonNote
        view={view}
        answer={answer}
        isThis={(action) => action.action === "export" && action.scope === "contacts"}
      />
      <ActionForm view={view} path="/export/contacts" label="Export contacts">
        <GivenReason id="export" />
        <button class="primary" type="submit">
          Export
        </button>
      </ActionForm>
    </section>
  </Page>
);
