// What a fixture is: a small deployment's rows, and what then happens there, as plain data. Nothing in it depends on when it is run.
import type { CompanyStatus } from "../../schema/hydrated.ts";
import type { DeskWish } from "../../schema/commands.ts";
import type { Flag, SuppressionKind, TaskClosing } from "../../schema/lists.ts";
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

/** A body as its source sends it. The clock of the sender is the fixture's. */
export interface Webhook {
  readonly do: "webhook";
  readonly source: SourceType;
  readonly id: string;
  /** Form fields when it says so, else JSON. */
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
  /** Every queue is worked through in the order in which its messages came. */
  | { readonly do: "deliver" }
  /** A message that was delivered before comes again. */
  | { readonly do: "deliver_again"; readonly index: number }
  /** A person clicks on what is open with this contact; nothing happens where there is nothing to click. */
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
  /** Time goes by, and every alarm that is due rings. */
  | { readonly do: "wait"; readonly hours: number }
  /** How the transport answers from now on. */
  | { readonly do: "transport"; readonly answers: "sent" | "failed" | "uncertain" }
  /** Every object forgets what it has in memory. */
  | { readonly do: "evict" };

export interface Fixture {
  readonly id: string;
  readonly companies: readonly CompanyRow[];
  /** Seniorities that somebody stored before. */
  readonly seniorities: readonly { readonly email: string; readonly value: string; readonly source: string }[];
  /** Releases previews of a first contact by policy. */
  readonly autoConfirm: boolean;
  readonly steps: readonly FixtureStep[];
}
