// The page on which a person signs in to the desk, with a one-time code or with a token.
import { Document } from "./layout.tsx";

interface SignInProps {
  readonly styleVersion: string;
  /** The code of the opened link; null shows a field. */
  readonly code: string | null;
  readonly next: string;
}

/** Opening the link does not sign in; the button does. A mail scanner that follows links therefore starts no session. */
export const SignInPage = ({ styleVersion, code, next }: SignInProps) => (
  <Document title="Sign in" styleVersion={styleVersion}>
    <main id="main" class="narrow">
      <p class="brand">Holdpoint</p>
      <h1>Sign in to the desk</h1>
      <p class="intro">Here a person decides what is sent. Every decision is recorded with your name.</p>
      <form class="card act" method="post" action="/login">
        <input type="hidden" name="next" value={next} />
        {code === null ? <CodeField /> : <GivenCode code={code} />}
        <button class="primary" type="submit">
          Sign in
        </button>
      </form>
    </main>
  </Document>
);

/** Hidden like a password, because it may be a token. `one-time-code` keeps password managers from storing a used code. */
const CodeField = () => (
  <p class="field">
    <label for="code">Code or token</label>
    <input id="code" name="code" type="password" autocomplete="one-time-code" aria-describedby="code-hint" required />
    <span id="code-hint" class="hint">
      <code>npx holdpoint sign-in</code> prints a code.
    </span>
  </p>
);

const GivenCode = ({ code }: { readonly code: string }) => (
  <>
    <input type="hidden" name="code" value={code} />
    <p>
      The code <code>{code}</code> signs you in once.
    </p>
  </>
);
