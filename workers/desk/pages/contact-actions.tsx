// The forms of a contact's page: take over and hand back, run again, flags, suppression.
import type { ContactCard } from "../../../drizzle/desk-reads.ts";
import { suppressibleDomain } from "../../../domain/address.ts";
import type { ContactId } from "../../../schema/ids.ts";
import type { ContactRow } from "../../../schema/shipment.ts";
import { companyField } from "../fields.ts";
import { CorrectForm } from "./correct-form.tsx";
import { setFlags } from "./flags.tsx";
import { ActionForm, GivenReason, Phrase, Reason } from "./parts.tsx";
import type { View } from "./view.ts";

interface ActionsProps {
  readonly view: View;
  readonly contactId: ContactId;
  readonly card: ContactCard | null;
  readonly flags: ContactRow | null;
  readonly version: number;
}

export const ContactActions = ({ view, contactId, card, flags, version }: ActionsProps) => {
  const path = (name: string): string => `/contacts/${contactId}/${name}`;
  const fields = { seen: String(version) };
  const set = setFlags(flags);
  return (
    <>
      <section>
        <h2>Whose conversation</h2>
        {set.includes("replied") ? (
          <ActionForm view={view} path={path("hand-back")} fields={fields} label="Hand back">
            <Reason id="hand-back-why" />
            <button type="submit">Hand back</button>
            <p class="hint">A person has this conversation. Handed back, its next message starts a run again.</p>
          </ActionForm>
        ) : (
          <ActionForm view={view} path={path("take-over")} fields={fields} label="Take over">
            <Reason id="take-over-why" />
            <button type="submit">Take over</button>
            <p class="hint">Ends what is open. Nothing is written until you hand it back.</p>
          </ActionForm>
        )}
        <ActionForm view={view} path={path("run")} fields={fields} label="Run again">
          <Reason id="run-why" label="Reason to run again" />
          <button type="submit">Run again</button>
        </ActionForm>
        <ActionForm view={view} path={path("wake")} label="Wake">
          <button class="quiet" type="submit">
            Send again what the run waits for
          </button>
        </ActionForm>
      </section>
      <CorrectForm view={view} path={path("correct")} card={card} version={version} />
      <section>
        <h2>Company</h2>
        <details>
          <summary>{card?.companyId ? "Place at another company" : "Place at a company"}</summary>
          <ActionForm view={view} path={path("place")} fields={fields} label="Place at a company">
            <p class="field">
              <label for="place-company">
                Company <span class="optional">its domain or its id</span>
              </label>
              <input id="place-company" name="company" autocomplete="off" required maxlength={companyField.domain} />
            </p>
            <Reason id="place-why" />
            <button type="submit">Place</button>
            <p class="hint">Grades from now on use that company, whatever the domain of the address says.</p>
          </ActionForm>
        </details>
        {card?.companyId && (
          <ActionForm view={view} path={path("unplace")} fields={fields} label="Take the placement back">
            <Reason id="unplace-why" />
            <button class="quiet" type="submit">
              Take the placement back
            </button>
          </ActionForm>
        )}
      </section>
      <section>
        <h2>Do not write</h2>
        <FlagForm
          view={view}
          path={path("flag")}
          flag="do_not_contact"
          on={!set.includes("do_not_contact")}
          version={version}
        />
        {set.includes("bounced") && (
          <FlagForm view={view} path={path("flag")} flag="bounced" on={false} version={version} />
        )}
        <details>
          <summary>Suppress the address or the domain</summary>
          {card?.email && <SuppressForm view={view} contactId={contactId} kind="address" value={card.email} />}
          {card?.domain && suppressibleDomain(card.domain).ok && (
            <SuppressForm view={view} contactId={contactId} kind="domain" value={card.domain} />
          )}
        </details>
        <p>
          <a href={path("erase")}>{flags?.erased ? "Erase again" : "Erase this contact…"}</a>
        </p>
      </section>
    </>
  );
};

const FLAG_BUTTONS = {
  do_not_contact: { on: "Mark “do not contact”", off: "Clear “do not contact”" },
  bounced: { on: "Mark as bounced", off: "The address works again" },
} as const;

interface FlagFormProps {
  readonly view: View;
  readonly path: string;
  readonly flag: keyof typeof FLAG_BUTTONS;
  readonly on: boolean;
  readonly version: number;
}

const FlagForm = ({ view, path, flag, on, version }: FlagFormProps) => {
  const label = FLAG_BUTTONS[flag][on ? "on" : "off"];
  return (
    <ActionForm view={view} path={path} fields={{ flag, on: String(on), seen: String(version) }} label={label}>
      <Reason id={`${flag}-why`} required />
      <button class={on ? "danger" : ""} type="submit">
        {label}
      </button>
    </ActionForm>
  );
};

interface SuppressProps {
  readonly view: View;
  readonly contactId: ContactId;
  readonly kind: "address" | "domain";
  readonly value: string;
}

const SuppressForm = ({ view, contactId, kind, value }: SuppressProps) => (
  <ActionForm view={view} path="/suppressions" fields={{ contactId, kind, value }} label={`Suppress the ${kind}`}>
    <GivenReason id={`suppress-${kind}`} />
    <button class="danger" type="submit">
      {kind === "address" ? "Suppress this address" : "Suppress the whole domain"}
    </button>
    <p class="hint">
      <Phrase text={value} />
    </p>
  </ActionForm>
);
