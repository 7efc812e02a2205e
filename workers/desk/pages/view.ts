// What every page gets beside its data.
import type { Child } from "hono/jsx";
import type { DispatchingShown } from "../../../schema/dispatching.ts";
import type { ListTrouble } from "../list-trouble.ts";
import type { Trouble } from "../refusals.ts";
import type { Session } from "../session.ts";

export interface View {
  readonly session: Session;
  readonly now: Date;
  /** The people to whom a hold can be assigned. */
  readonly people: readonly string[];
  /** Why the person may not post a form to this path; null when they may. */
  readonly may: (path: string) => Trouble | null;
  /** The section of the desk that has this page, as its path. */
  readonly section: string;
  /** What is wrong with the suppression list, for the banner of every page; null when nothing is. */
  readonly listTrouble: ListTrouble | null;
  /** The stop switch, for the banner of every page. */
  readonly dispatching: DispatchingShown;
  /** The notice of the click that led to this page; null without one. */
  readonly notice: string | null;
  /** Changes with the stylesheet, so that browsers can cache it. */
  readonly styleVersion: string;
  /** The anti-forgery value of a form that is posted to `path` and displays the text with digest `shown`. */
  readonly stamp: (path: string, shown?: string) => string;
}

/** The property `children` of a component that has content inside. */
export interface Inside {
  readonly children?: Child;
}
