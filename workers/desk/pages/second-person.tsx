// The page of what waits for a second person, and the note on the pages of the actions that need one.
import type { Policy } from "../../../schema/policy.ts";
import type { GuardedAction, RequestsAnswer, RequestState, ShownRequest } from "../../../schema/second-person.ts";
import { suppressionWord } from "../../../schema/list-words.ts";
import { administrativeWord } from "../../../schema/words.ts";
import { suppressionField } from "../fields.ts";
import { allChanges } from "../policy/form.ts";
import { partWord } from "../policy/section-words.ts";
import { Page } from "./layout.tsx";
import { LookBackCard, type ShownLook } from "./look-back.tsx";
import { ActionForm, Empty, Moment, Phrase } from "./parts.tsx";
import { Compared } from "./policy-part-page.tsx";
import { Table } from "./table.tsx";
import type { View } from "./view.ts";

const STATES: Readonly<Record<RequestState, string>> = {
  waiting: "waits for another admin",
  agreed: "agreed to, and not done yet",
  used: "done",
  declined: "declined",
  withdrawn: "withdrawn",
  void: "void: somebody who asked or agreed is no admin any more",
  expired: "expired",
};

const isOpen = ({ state }: ShownRequest): boolean => state === "waiting" || state === "agreed";

interface RequestsProps extends RequestsAnswer {
  readonly view: View;
  readonly policy: Policy;
}

export const RequestsPage = ({ view, isNeeded, requests, policy }: RequestsProps) => {
  const [open, over] = [requests.filter(isOpen), requests.filter((one) => !isOpen(one))];
  return (
    <Page
      view={view}
      title="Second person"
      intro={
        isNeeded
          ? "Some things cannot be undone or reach everybody: one admin asks for them, and another one agrees. Then they are done once, exactly as asked."
          : "There is one admin, who acts alone, and the log says so. As soon as there are two, one asks and the other agrees."
      }
    >
      {open.length === 0 && <Empty>Nothing waits for a second person.</Empty>}
      {open.map((request) => (
        <Request view={view} request={request} policy={policy} />
      ))}
      {over.length > 0 && (
        <section>
          <h2>Earlier</h2>
          <Table
            caption="Earlier requests"
            columns={[{ name: "What", kind: "head" }, "Asked by", "When", "What became of it"]}
            rows={over.map(({ action, by, at, state, endedBy }) => [
              <Deed action={action} />,
              <bdi>{by}</bdi>,
              <Moment iso={at} now={view.now} />,
              <>
                {STATES[state]}
                {endedBy !== null && (
                  <>
                    , by <bdi>{endedBy}</bdi>
                  </>
                )}
              </>,
            ])}
          />
        </section>
      )}
    </Page>
  );
};

interface RequestProps {
  readonly view: View;
  readonly request: ShownRequest;
  readonly policy: Policy;
}

/** A request to adopt a policy, with what it would have changed in the last 90 days: what the person who asked could look at, too. */
export const RequestLookPage = ({ look, ...props }: RequestProps & { readonly look: ShownLook }) => (
  <Page view={props.view} title="What would change">
    <LookBackCard view={props.view} shown={look} path={lookPath(props.request)} fields={{}} />
    <Request {...props} />
    <p>
      <a href="/requests">All requests</a>
    </p>
  </Page>
);

const lookPath = ({ requestId }: ShownRequest): string => `/requests/${requestId}/look`;

const Request = ({ view, request, policy }: RequestProps) => {
  const { requestId, action, by, at, expiresAt, reason, why, agreed, state } = request;
  return (
    <section class="card" id={requestId}>
      <h2>
        <Deed action={action} />
      </h2>
      <p>{EFFECTS[action.action]}</p>
      <p>
        Asked by <bdi>{by}</bdi>, <Moment iso={at} now={view.now} />: {administrativeWord(reason)}
        {why !== "" && (
          <>
            , <Phrase text={why} none="the words cannot be opened any more" />
          </>
        )}
        . It ends <Moment iso={expiresAt} now={view.now} />.
      </p>
      <p>
        {`It ${STATES[state]}`}
        {agreed.length > 0 && (
          <>
            ; agreed: <bdi>{agreed.join(", ")}</bdi>
          </>
        )}
        .
      </p>
      {request.policy !== null && (
        <>
          <PolicyChanges before={policy} after={request.policy} />
          <ActionForm view={view} path={lookPath(request)} label="Look at the last 90 days">
            <button type="submit">Look at the last 90 days</button>
          </ActionForm>
        </>
      )}
      {state === "agreed" && <HowToPerform view={view} request={request} />}
      {state === "waiting" && view.session.identity !== by && (
        <ActionForm view={view} path={`/requests/${requestId}/agree`} label="Agree">
          {action.action === "lift" && (
            <p class="field">
              <label for={`value-${requestId}`}>
                The value, typed by you. The list keeps no values: ask who asked, so that both mean the same
              </label>
              <input
                id={`value-${requestId}`}
                name="value"
                type="text"
                maxlength={suppressionField.characters}
                autocomplete="off"
                required
              />
            </p>
          )}
          <button class="danger" type="submit">
            Agree
          </button>
        </ActionForm>
      )}
      <ActionForm
        view={view}
        path={`/requests/${requestId}/decline`}
        label={view.session.identity === by ? "Withdraw" : "Decline"}
      >
        <button type="submit">{view.session.identity === by ? "Withdraw" : "Decline"}</button>
      </ActionForm>
    </section>
  );
};

/** What each action does, for the person who is to agree. */
const EFFECTS: Readonly<Record<GuardedAction["action"], string>> = {
  erase: "All words of this person are destroyed for ever, here and in the databases. Nobody can bring them back.",
  lift: "Whoever the entry is about can be written to again.",
  rebuild: "What is stored is made again from the log. The log stays as it is.",
  export: "Names, addresses or words leave the installation in a file that anybody who has it can read.",
  adopt_policy: "From then on every message is planned, checked and written by these rules.",
};

const Deed = ({ action }: { readonly action: GuardedAction }) => {
  switch (action.action) {
    case "erase":
      return (
        <>
          Erase <a href={`/contacts/${action.contactId}`}>a contact</a>
        </>
      );
    case "lift":
      return (
        <>
          {`Take ${suppressionWord(action.kind)} off the suppression list`}
          {action.contactId !== null && (
            <>
              {" ("}
              <a href={`/contacts/${action.contactId}`}>whose it is</a>)
            </>
          )}
        </>
      );
    case "rebuild":
      return action.what === "object" ? (
        <>
          {"Make the storage of "}
          <code class="id">{action.streamId}</code>
          {action.discard ? " again, giving up what only it has" : " again"}
        </>
      ) : (
        <>{action.what === "list" ? "Make the suppression list again" : "Make the lists of holds and tasks again"}</>
      );
    case "export":
      return (
        <>
          {action.scope === "contacts"
            ? "Export names and addresses of all contacts"
            : "Export everything with its words"}
        </>
      );
    case "adopt_policy":
      return <>Change the policy: {action.changes.map(partWord).join(", ")}</>;
  }
};

/** How to perform what is agreed to. A policy is performed here, because the request has it; everything else where it was asked for. */
const HowToPerform = ({
  view,
  request: { requestId, action },
}: {
  readonly view: View;
  readonly request: ShownRequest;
}) => {
  switch (action.action) {
    case "erase":
      return (
        <p>
          <a href={`/contacts/${action.contactId}/erase`}>Erase the contact now</a>
        </p>
      );
    case "lift":
      return (
        <p>
          <a href="/suppressions">Lift the entry now</a>
        </p>
      );
    case "export":
      return action.scope === "contacts" ? (
        <p>
          <a href="/export/contacts">Export now</a>
        </p>
      ) : (
        <OnCommandLine command={`export <file> --open --request ${requestId}`} />
      );
    case "rebuild":
      return <OnCommandLine command={`rebuild … --request ${requestId}`} />;
    case "adopt_policy":
      return (
        <ActionForm view={view} path={`/requests/${requestId}/adopt`} label="Adopt the policy">
          <button class="primary" type="submit">
            Adopt it now
          </button>
        </ActionForm>
      );
  }
};

const OnCommandLine = ({ command }: { readonly command: string }) => (
  <p>
    It is done on the command line: <code>npx holdpoint {command}</code>
  </p>
);

/** What a policy changes, as the person who asked saw it. */
const PolicyChanges = ({ before, after }: { readonly before: Policy; readonly after: object }) => (
  <>
    {allChanges({ before, after: { ...before, ...after } }).map((change) => (
      <Compared {...change} />
    ))}
  </>
);

interface NeededProps {
  readonly view: View;
  readonly answer: RequestsAnswer;
  /** Which requests are about what this page does. */
  readonly isThis: (action: GuardedAction) => boolean;
}

/** Says on the page of an action that a second person is needed, and what has become of the request. */
export const SecondPersonNote = ({ view, answer: { isNeeded, requests }, isThis }: NeededProps) => {
  if (!isNeeded) return null;
  const found = requests.find((one) => isOpen(one) && isThis(one.action));
  if (!found)
    return (
      <p class="hint">
        This needs two people: your click asks, another admin agrees under <a href="/requests">Second person</a>, and
        your second click does it.
      </p>
    );
  return (
    <p class="notice" role="status">
      {found.state === "agreed"
        ? `${found.agreed.join(", ")} agreed: this can be done now, once, until `
        : `Asked by ${found.by}. Another admin must agree under “Second person”, until `}
      <Moment iso={found.expiresAt} now={view.now} />. <a href={`/requests#${found.requestId}`}>The request</a>
    </p>
  );
};
