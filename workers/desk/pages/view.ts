// What every page knows beside its data.
import type { Child } from "hono/jsx";
import type { Session } from "../session.ts";

export interface View {
  readonly session: Session;
  readonly now: Date;
  /** Everybody a hold can be given to. */
  readonly people: readonly string[];
  /** The section of the desk this page is in, as its path. */
  readonly section: string;
  /** What was just done, if this page is where a click led. */
  readonly notice: string | null;
  /** Changes with the stylesheet, so that browsers may keep it. */
  readonly styleVersion: string;
  /** The anti-forgery value of a form that is posted to `path` and shows the text of digest `shown`. */
  readonly stamp: (path: string, shown?: string) => string;
}

/** Everything a component may have inside it. */
export interface Inside {
  readonly children?: Child;
}
