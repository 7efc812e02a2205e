import type { Inside, View } from "./view.ts";

const SECTIONS: readonly (readonly [path: string, label: string])[] = [
  ["/", "Inbox"],
  ["/tasks", "Tasks"],
  ["/contacts", "Contacts"],
  ["/outbox", "Outbox"],
  ["/dead-letters", "Dead letters"],
  ["/suppressions", "Suppressions"],
  ["/policy", "Policy"],
];

/** The document round a page. Titles name the kind of page and never a person: they end up in histories and window lists. */
export const Document = ({
  title,
  styleVersion,
  children,
}: Inside & { readonly title: string; readonly styleVersion: string }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title} · Holdpoint</title>
      <link rel="stylesheet" href={`/assets/desk.css?v=${styleVersion}`} />
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
    </head>
    <body>{children}</body>
  </html>
);

/** A page of a signed-in person. */
export const Page = ({
  view,
  title,
  intro,
  children,
}: Inside & { readonly view: View; readonly title: string; readonly intro?: string }) => (
  <Document title={title} styleVersion={view.styleVersion}>
    <a class="skip" href="#main">
      Skip to content
    </a>
    <header class="bar">
      <a class="brand" href="/">
        Holdpoint
      </a>
      <nav aria-label="Desk">
        <ul>
          {SECTIONS.map(([path, label]) => (
            <li>
              <a href={path} {...(view.section === path ? { "aria-current": "page" } : {})}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form class="who" method="post" action="/logout">
        <input type="hidden" name="stamp" value={view.stamp("/logout")} />
        <span>
          Signed in as <strong>{view.session.identity}</strong>
        </span>
        <button class="quiet" type="submit">
          Sign out
        </button>
      </form>
    </header>
    <main id="main" tabindex={-1}>
      {view.notice && (
        <p class="notice" role="status">
          {view.notice}
        </p>
      )}
      <div class="title">
        <h1>{title}</h1>
        {intro && <p class="intro">{intro}</p>}
      </div>
      {children}
    </main>
  </Document>
);
