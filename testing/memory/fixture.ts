// The type of a fixture: the rows of a small deployment and the steps that then happen in it, as plain data. Its times are
// relative to the start of the fixture, so that a run at any time gives the same log.
import type { DeskWish } from "../../schema/commands.ts";
import type { CompanyStatus, Flag, SuppressionKind, TaskClosing } from "../../schema/lists.ts";
import type { SourceType } from "../../workers/ingest/sources.ts";

export interface CompanyRow {
  readonly name: string;
  readonly domain: string;
  readonly status: CompanyStatus;
  readonly facts: readonly {
    readonly kind: string;
    readonly value: string;
    readonly found: boolean;
    readonly observedHoursAgo: number;
    readonly expiresInHours: number | null;
  }[];
}

/** A webhook with the body that its source sends. It is signed with the fixture's clock. */
export interface Webhook {
  readonly do: "webhook";
  readonly source: SourceType;
  readonly id: string;
  /** The type of `body`: JSON or form fields. */
  readonly contentType: string;
  readonly body: string;
}

interface Entry {
  readonly kind: Extract<SuppressionKind, "address" | "domain" | "phone">;
  readonly value: string;
  readonly why: string;
}

export type FixtureStep =
  | Webhook
  /** Delivers all waiting messages, and those that they cause, oldest first. */
  | { readonly do: "deliver" }
  /** Delivers an earlier message once more. */
  | { readonly do: "deliver_again"; readonly index: number }
  /** A reviewer's command. Does nothing when it needs an open hold, a draft, an approval or a task that the contact lacks. */
  | {
      readonly do: "click";
      readonly type: DeskWish["type"];
      readonly email: string;
      readonly by: string;
      readonly why: string;
      readonly flag?: Flag;
      readonly on?: boolean;
      readonly how?: TaskClosing;
    }
  | { readonly do: "unsubscribe_link"; readonly email: string }
  | ({ readonly do: "suppress"; readonly by: string } & Entry)
  | ({ readonly do: "lift"; readonly by: string } & Entry)
  /** Lets time pass, then runs the alarms. */
  | { readonly do: "wait"; readonly hours: number }
  /** Sets the answer of the mail transport for all later sends. */
  | { readonly do: "transport"; readonly answers: "sent" | "failed" | "uncertain" }
  /** Drops the memory of every object. Its storage stays. */
  | { readonly do: "evict" };

export interface Fixture {
  readonly id: string;
  readonly companies: readonly CompanyRow[];
  /** Seniorities that an import stored in the CRM before the steps. */
  readonly seniorities: readonly { readonly email: string; readonly value: string; readonly source: string }[];
  /** Releases previews of a first contact by policy. */
  readonly autoConfirm: boolean;
  readonly steps: readonly FixtureStep[];
}
