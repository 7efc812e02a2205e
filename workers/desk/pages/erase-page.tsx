// The page before an erasure: what it destroys and keeps, and a field for typing the contact again.
import type { ContactCard } from "../../../drizzle/desk-reads.ts";
import { DESTROYED, KEPT, type Remainder, remainders } from "../../../domain/rules/erasure.ts";
import type { ContactId } from "../../../schema/ids.ts";
import type { RequestsAnswer } from "../../../schema/second-person.ts";
import { suppressionField } from "../fields.ts";
import { Page } from "./layout.tsx";
import { ActionForm, Address, GivenReason, Moment, Phrase } from "./parts.tsx";
import { SecondPersonNote } from "./second-person.tsx";
import type { View } from "./view.ts";

interface EraseProps {
  readonly view: View;
  readonly contactId: ContactId;
  readonly card: ContactCard | null;
  readonly version: number;
  readonly answer: RequestsAnswer;
}

export const ErasePage = ({ view, contactId, card, version, answer }: EraseProps) => (
  <Page view={view} title="Erase a contact" intro="This cannot be undone, by anybody.">
    <div class="columns">
      <div class="material">
        <section class="card">
          <h2>
            <Phrase text={card?.name} none="Name not known" />
          </h2>
          <dl class="person">
            <div>
              <dt>Address</dt>
              <dd>
                <Address address={card?.email || null} />
              </dd>
            </div>
            <div>
              <dt>Contact id</dt>
              <dd>
                <code>{contactId}</code>
              </dd>
            </div>
          </dl>
          <p>
            <a href={`/contacts/${contactId}`}>Back to the contact, nothing erased</a>
          </p>
        </section>
        <Texts title="What is destroyed" texts={DESTROYED} />
        <Texts title="What stays" texts={KEPT} />
        <section>
          <h2>What may still hold a copy</h2>
          <ul class="list">
            {remainders(view.now).map((rest) => (
              <Rest rest={rest} now={view.now} />
            ))}
          </ul>
        </section>
      </div>
      <aside class="decide" aria-label="Actions">
        <section>
          <h2>Erase</h2>
          <SecondPersonNote
            view={view}
            answer={answer}
            isThis={(action) => action.action === "erase" && action.contactId === contactId}
          />
          <ActionForm
            view={view}
            path={`/contacts/${contactId}/erase`}
            fields={{ seen: String(version) }}
            label="Erase this contact"
          >
            <p class="field">
              <label for="erase-confirm">The contact’s address or id, typed again</label>
              <input
                id="erase-confirm"
                name="confirm"
                type="text"
                maxlength={suppressionField.characters}
                autocomplete="off"
                spellcheck={false}
                required
              />
            </p>
            <GivenReason id="erase" />
            <button class="danger" type="submit">
              Erase for ever
            </button>
            <p class="hint">
              The reason stays with the entry of the suppression list, your own words sealed under a key of the month:
              do not name the person in them.
            </p>
          </ActionForm>
        </section>
      </aside>
    </div>
  </Page>
);

const Texts = ({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) => (
  <section>
    <h2>{title}</h2>
    <ul class="list">
      {texts.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  </section>
);

const Rest = ({ rest, now }: { readonly rest: Remainder; readonly now: Date }) => (
  <li>
    {rest.place}
    {rest.until && (
      <>
        {", until "}
        <Moment iso={rest.until} now={now} />
      </>
    )}
    : {rest.note}
  </li>
);
