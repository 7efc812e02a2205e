// The page on which a person signs in to the desk with a token.
import { Document } from "./layout.tsx";

interface SignInProps {
  readonly styleVersion: string;
  readonly token: string | undefined;
  readonly next: string;
}

/** Opening the link does not sign in; the button does. A mail scanner that follows links therefore starts no session. */
export const SignInPage = ({ styleVersion, token, next }: SignInProps) => (
  <Document title="Sign in" styleVersion={styleVersion}>
    <main id="main" class="narrow">
      <p class="brand">Holdpoint</p>
      <h1>Sign in to the desk</h1>
      <p class="intro">Here a person decides what is sent. Every decision is recorded with your name.</p>
      <form class="card act" method="post" action="/login">
        <input type="hidden" name="next" value={next} />
        {token === undefined ? (
          <p class="field">
            <label for="token">Token</label>
            <input id="token" name="token" type="password" autocomplete="current-password" required />
          </p>
        ) : (
          <input type="hidden" name="token" value={token} />
        )}
        <button class="primary" type="submit">
          Sign in
        </button>
      </form>
    </main>
  </Document>
);
