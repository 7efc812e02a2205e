// The page after a request that failed, and after a click whose effect is not complete yet.
import { Document } from "./layout.tsx";
import type { Trouble } from "../refusals.ts";

interface TroubleProps {
  readonly styleVersion: string;
  readonly trouble: Trouble;
  /** The link to continue: the page of the thing concerned, if there is one. */
  readonly back: { readonly href: string; readonly label: string };
}

/** Shows what happened and where to continue. It shows no path and repeats no input. */
export const TroublePage = ({ styleVersion, trouble, back }: TroubleProps) => (
  <Document title={trouble.title} styleVersion={styleVersion}>
    <main id="main" class="narrow">
      <p class="brand">
        <a href="/">Holdpoint</a>
      </p>
      <h1>{trouble.title}</h1>
      <div class={`card trouble ${trouble.status === 202 ? "calm" : ""}`} role="status">
        <p>{trouble.detail}</p>
        <p class="status">
          <code>{`${trouble.status} ${trouble.reason}`}</code>
        </p>
      </div>
      <p>
        <a class="button primary" href={back.href}>
          {back.label}
        </a>
      </p>
    </main>
  </Document>
);
