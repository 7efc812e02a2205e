// The banner of every page while sending is stopped: since when, by whom and why, and how much waits.
import type { DispatchingShown } from "../../../schema/dispatching.ts";
import { stopReason, waitingText } from "../dispatching.ts";
import { momentText } from "../moments.ts";
import { Phrase } from "./parts.tsx";

/** Nothing while messages go out. */
export const DispatchingBanner = ({ dispatching }: { readonly dispatching: DispatchingShown }) => {
  const { isStopped, stop } = dispatching;
  if (isStopped === false) return null;
  return (
    <p class="warning" role="alert">
      {stop ? (
        <>
          Sending is stopped since <time datetime={stop.since}>{momentText(stop.since)}</time>, by{" "}
          <strong>{stop.by}</strong>: <Phrase text={stopReason(stop)} />. {waitingText(dispatching)}{" "}
          <a href="/dispatch">Stop or resume sending</a>
        </>
      ) : (
        "Whether sending is stopped cannot be read just now. Nothing is sent until it can."
      )}
    </p>
  );
};
