// The page of the people: who may do what, the forms with which an admin changes that, and the tokens of programs. And the page of what is shown once.
import { GivenRole, isLive, Scope, TOKEN_DAYS, type TokenRow } from "../../../schema/people.ts";
import type { KnownPeople } from "../people.ts";
import { Page } from "./layout.tsx";
import { ActionForm, Empty, Moment } from "./parts.tsx";
import { Table } from "./table.tsx";
import type { View } from "./view.ts";

const ROLES: Readonly<Record<GivenRole, string>> = {
  viewer: "viewer: reads",
  approver: "approver: reads and decides",
  admin: "admin: everything, also roles",
  none: "no role: may not do anything",
};

const SCOPES: Readonly<Record<Scope, string>> = {
  read: "read what viewers see",
  decide: "decide about contacts, but release no draft",
  import: "bring in companies, facts, contacts and lists",
  export: "take data out",
  operate: "repair: rebuild, compare, send again",
  release: "say how a release was judged",
};

/** The days that the form offers. */
const DAYS = [30, TOKEN_DAYS.usual, 180, TOKEN_DAYS.most];

interface PeopleProps {
  readonly view: View;
  readonly known: KnownPeople;
  /** Whether the desk signs people in itself, by codes. */
  readonly hasCodes: boolean;
}

export const PeoplePage = ({ view, known, hasCodes }: PeopleProps) => (
  <Page
    view={view}
    title="People"
    intro="Who may do what here. A change counts at the person’s next click, and the log has who made it."
  >
    <section>
      <h2>Who may do what</h2>
      <Table
        caption="People"
        columns={[{ name: "Person", kind: "head" }, "Role", "Since", "Change"]}
        rows={peopleOf(known).map(({ identity, role, at, changedBy }, index) => [
          <bdi>{identity}</bdi>,
          ROLES[role],
          at === null ? (
            "the desk’s configuration says so"
          ) : (
            <>
              <Moment iso={at} now={view.now} /> by <bdi>{changedBy}</bdi>
            </>
          ),
          <RoleForm view={view} id={`role-${index}`} identity={identity} role={role} />,
        ])}
      />
    </section>
    <div class="columns even">
      <section class="card">
        <h2>Invite</h2>
        <ActionForm view={view} path="/people" label="Invite">
          <p class="field">
            <label for="invite-identity">Address, as the person signs in with it</label>
            <input id="invite-identity" name="identity" type="text" maxlength={100} autocomplete="off" required />
          </p>
          <RoleField id="invite-role" role="approver" />
          <button class="primary" type="submit">
            Invite
          </button>
          <p class="hint">
            {hasCodes
              ? "Then show a sign-in code, and give it to the person."
              : "The person signs in with your organisation’s account, and has this role at once."}
          </p>
        </ActionForm>
      </section>
      {hasCodes && (
        <section class="card">
          <h2>Sign-in code</h2>
          <CodeForm view={view} known={known} />
        </section>
      )}
    </div>
    {view.may("/tokens") === null && <Tokens view={view} tokens={known.tokens} />}
  </Page>
);

/** Everybody, also who is an admin by the configuration alone. */
const peopleOf = ({ people, configured }: KnownPeople) => [
  ...people,
  ...configured
    .filter((identity) => !people.some((person) => person.identity === identity))
    .map((identity) => ({ identity, role: "admin" as const, at: null, changedBy: null })),
];

const RoleField = ({ id, role }: { readonly id: string; readonly role: GivenRole }) => (
  <p class="field">
    <label for={id}>Role</label>
    <select id={id} name="role">
      {GivenRole.options.map((one) => (
        <option value={one} selected={one === role}>
          {ROLES[one]}
        </option>
      ))}
    </select>
  </p>
);

interface RoleFormProps {
  readonly view: View;
  readonly id: string;
  readonly identity: string;
  readonly role: GivenRole;
}

const RoleForm = ({ view, id, identity, role }: RoleFormProps) => (
  <ActionForm view={view} path="/people" fields={{ identity }} label={`Change the role of ${identity}`}>
    <RoleField id={id} role={role} />
    <button type="submit">Change</button>
  </ActionForm>
);

const CodeForm = ({ view, known }: Omit<PeopleProps, "hasCodes">) => {
  const invited = known.people.filter(({ role, identity }) => role !== "none" && !known.configured.includes(identity));
  if (invited.length === 0) return <Empty>Nobody was invited yet. Those of the configuration have tokens.</Empty>;
  return (
    <ActionForm view={view} path="/people/code" label="Show a sign-in code">
      <p class="field">
        <label for="code-identity">For</label>
        <select id="code-identity" name="identity">
          {invited.map(({ identity }) => (
            <option value={identity}>{identity}</option>
          ))}
        </select>
      </p>
      <button type="submit">Show a code</button>
      <p class="hint">It works once, and for ten minutes.</p>
    </ActionForm>
  );
};

const Tokens = ({ view, tokens }: { readonly view: View; readonly tokens: readonly TokenRow[] }) => (
  <section>
    <h2>Tokens of programs</h2>
    {tokens.length === 0 ? (
      <Empty>No token was issued yet.</Empty>
    ) : (
      <Table
        caption="Tokens"
        columns={[{ name: "Name", kind: "head" }, "For", "Issued", "Ends", "Revoke"]}
        rows={tokens.map((token) => [
          token.name,
          token.scopes.join(", "),
          <>
            <Moment iso={token.issuedAt} now={view.now} /> by <bdi>{token.issuedBy}</bdi>
          </>,
          token.revokedAt === null ? (
            <Moment iso={token.expiresAt} now={view.now} />
          ) : (
            <>
              revoked <Moment iso={token.revokedAt} now={view.now} /> by <bdi>{token.revokedBy}</bdi>
            </>
          ),
          isLive(token, view.now.getTime()) ? (
            <ActionForm
              view={view}
              path="/tokens/revoke"
              fields={{ tokenId: token.tokenId }}
              label={`Revoke ${token.name}`}
            >
              <button class="danger" type="submit">
                Revoke
              </button>
            </ActionForm>
          ) : (
            "cannot be used any more"
          ),
        ])}
      />
    )}
    <section class="card">
      <h3>Issue a token</h3>
      <ActionForm view={view} path="/tokens" label="Issue a token">
        <p class="field">
          <label for="token-name">Name of the program: small letters, digits and dashes</label>
          <input
            id="token-name"
            name="name"
            type="text"
            maxlength={40}
            pattern="[a-z0-9][a-z0-9\-]*"
            autocomplete="off"
            required
          />
        </p>
        {Scope.options.map((scope) => (
          <p class="field">
            <input id={`scope-${scope}`} type="checkbox" name={`scope_${scope}`} value="true" />{" "}
            <label for={`scope-${scope}`}>{`${scope}: ${SCOPES[scope]}`}</label>
          </p>
        ))}
        <p class="field">
          <label for="token-days">Valid for</label>
          <select id="token-days" name="days">
            {DAYS.map((days) => (
              <option value={String(days)} selected={days === TOKEN_DAYS.usual}>
                {`${days} days`}
              </option>
            ))}
          </select>
        </p>
        <button type="submit">Issue</button>
      </ActionForm>
    </section>
  </section>
);

interface ShownOnceProps {
  readonly view: View;
  readonly title: string;
  readonly what: string;
  readonly secret: string;
  readonly expiresAt: string;
}

export const ShownOncePage = ({ view, title, what, secret, expiresAt }: ShownOnceProps) => (
  <Page view={view} title={title}>
    <section class="card">
      <p>{what}</p>
      <p>
        <code class="once">{secret}</code>
      </p>
      <p>
        Valid until <Moment iso={expiresAt} now={view.now} />.
      </p>
      <p>
        <a href="/people">Back to the people</a>
      </p>
    </section>
  </Page>
);
