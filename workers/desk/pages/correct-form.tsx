// The form that corrects a contact: a person's name, title and company count before what forms and imports say, which stays beside.
import type { ContactCard } from "../../../drizzle/desk-reads.ts";
import { CorrectedField } from "../../../schema/lists.ts";
import { correctionField } from "../fields.ts";
import { ActionForm, Phrase, Reason } from "./parts.tsx";
import type { View } from "./view.ts";

interface CorrectProps {
  readonly view: View;
  readonly path: string;
  readonly card: ContactCard | null;
  readonly version: number;
}

export const CorrectForm = ({ view, path, card, version }: CorrectProps) => (
  <section id="correct">
    <h2>Correct what is known</h2>
    <ActionForm view={view} path={path} fields={{ seen: String(version) }} label="Correct what is known">
      {CorrectedField.options.map((field) => (
        <p class="field">
          <label for={`correct-${field}`}>{LABELS[field]}</label>
          <input
            id={`correct-${field}`}
            name={field}
            value={card?.corrected?.[field]?.to ?? ""}
            autocomplete="off"
            maxlength={correctionField.characters}
          />
        </p>
      ))}
      <Reason id="correct-why" />
      <button type="submit">Correct</button>
      <p class="hint">
        It counts before what forms and imports say. Leave a field empty where they are right; emptied, a correction is
        taken back.
      </p>
    </ActionForm>
  </section>
);

const LABELS = { name: "Name", title: "Title", company: "Company, as they would state it" } as const satisfies Readonly<
  Record<CorrectedField, string>
>;

/** What forms and imports say of a corrected field; nothing where it is not corrected. */
export const Claimed = ({ card, field }: { readonly card: ContactCard | null; readonly field: CorrectedField }) => {
  const corrected = card?.corrected?.[field];
  return corrected ? (
    <span class="hint">
      {" corrected by hand; stated: "}
      <Phrase text={corrected.claimed} none="nothing" />
    </span>
  ) : null;
};
