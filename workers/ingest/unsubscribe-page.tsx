// What a person sees who follows the link in a message: a button, and then what became of it. It names nobody.
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
        <link rel="stylesheet" href="/assets/desk.css" />
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
