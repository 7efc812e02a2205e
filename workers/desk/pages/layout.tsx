// The HTML frame of all desk pages: document, navigation, sign-out, notice, heading. It has no content of a page.
import { DispatchingBanner } from "./dispatching-banner.tsx";
import { ListBanner } from "./list-trouble.tsx";
import type { Inside, View } from "./view.ts";

/** The sections by what people do in them: the work of a day, what is set up, and what they look at. */
const SECTIONS: readonly (readonly [group: string, sections: readonly (readonly [path: string, label: string])[]])[] = [
  [
    "Work",
    [
      ["/", "Inbox"],
      ["/tasks", "Tasks"],
      ["/under-way", "Under way"],
      ["/contacts", "Contacts"],
      ["/companies", "Companies"],
      ["/work-list", "Work list"],
      ["/not-written", "Not written to"],
    ],
  ],
  [
    "Setup",
    [
      ["/sources", "Sources"],
      ["/suppressions", "Suppressions"],
      ["/policy", "Policy"],
      ["/people", "People"],
      ["/requests", "Second person"],
    ],
  ],
  [
    "Look",
    [
      ["/numbers", "Numbers"],
      ["/plans", "Plans"],
      ["/outbox", "Outbox"],
      ["/dead-letters", "Dead letters"],
      ["/administration", "Administration"],
      ["/system", "System"],
    ],
  ],
];

/** A stylesheet under `/assets/` that a page can add to desk.css. */
type Stylesheet = "receipt";

/**
 * The HTML document around a page. Titles name the kind of page and never a person, because they appear in browser histories and
 * window lists.
 */
export const Document = ({
  title,
  styleVersion,
  stylesheets = [],
  children,
}: Inside & {
  readonly title: string;
  readonly styleVersion: string;
  /** Stylesheets that the page needs in addition to desk.css. */
  readonly stylesheets?: readonly Stylesheet[] | undefined;
}) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title} · Holdpoint</title>
      {(["desk", ...stylesheets] as const).map((name) => (
        <link rel="stylesheet" href={`/assets/${name}.css?v=${styleVersion}`} />
      ))}
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
    </head>
    <body>{children}</body>
  </html>
);

/** The layout of every page that a signed-in person sees. */
export const Page = ({
  view,
  title,
  intro,
  heading = true,
  stylesheets,
  children,
}: Inside & {
  readonly view: View;
  readonly title: string;
  readonly intro?: string;
  /** False where the content has its own heading. */
  readonly heading?: boolean;
  readonly stylesheets?: readonly Stylesheet[];
}) => (
  <Document title={title} styleVersion={view.styleVersion} stylesheets={stylesheets}>
    <a class="skip" href="#main">
      Skip to content
    </a>
    <header class="bar">
      <a class="brand" href="/">
        Holdpoint
      </a>
      <form class="who" method="post" action="/logout">
        <input type="hidden" name="stamp" value={view.stamp("/logout")} />
        <span>
          Signed in as <strong>{view.session.identity}</strong>
        </span>
        <button class="quiet" type="submit">
          Sign out
        </button>
      </form>
      <nav aria-label="Desk">
        {SECTIONS.map(([group, sections]) => (
          <div class="menu">
            <span id={`nav-${group.toLowerCase()}`}>{group}</span>
            <ul aria-labelledby={`nav-${group.toLowerCase()}`}>
              {sections.map(([path, label]) => (
                <li>
                  <a href={path} {...(view.section === path ? { "aria-current": "page" } : {})}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </header>
    <main id="main" tabindex={-1}>
      {view.listTrouble && <ListBanner trouble={view.listTrouble} />}
      <DispatchingBanner dispatching={view.dispatching} />
      {view.notice && (
        <p class="notice" role="status">
          {view.notice}
        </p>
      )}
      {heading && (
        <div class="title">
          <h1>{title}</h1>
          {intro && <p class="intro">{intro}</p>}
        </div>
      )}
      {children}
    </main>
  </Document>
);
