// The page behind the opt-out link of a message: a button, then the result. It shows no name and no address.
const WORDS = {
  asked: {
    title: "Stop these messages?",
    text: "If you confirm, we will not write to you again.",
    button: "Unsubscribe",
  },
  done: {
    title: "You are unsubscribed",
    text: "We will not write to you again. It took effect at once.",
    button: null,
  },
  later: {
    title: "This did not work yet",
    text: "Nothing was lost, but we could not record it. Please try again in a minute.",
    button: "Try again",
  },
  unknown: {
    title: "This link is not complete",
    text: "Please open it again from the message, all of it.",
    button: null,
  },
} as const;

/** The page's own stylesheet: strangers see this page, and it shares nothing with the desk. */
export const STYLE = `:root { color-scheme: light dark; font: 1.1rem/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center }
main { max-width: 30rem; padding: 2rem }
h1 { font-size: 1.5rem; margin: 0 0 .5rem }
button { font: inherit; padding: .6rem 1.4rem; border: 0; border-radius: .4rem; background: #1f6f54; color: #fff; cursor: pointer }
button:focus-visible { outline: 3px solid #8fd3bd; outline-offset: 2px }
`;

export type PageState = keyof typeof WORDS;

export function UnsubscribePage({ state }: { state: PageState }) {
  const { title, text, button } = WORDS[state];
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="stylesheet" href="/u/style.css" />
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p>{text}</p>
          {button === null ? null : (
            <form method="post">
              <button type="submit">{button}</button>
            </form>
          )}
        </main>
      </body>
    </html>
  );
}
