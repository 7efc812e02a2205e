// What the outside was promised: every webhook and every click that was answered with success. It is kept outside the installation, so that
// no crash of it can take a promise back.

export interface AcceptedWebhook {
  /** The sender's own name of the webhook, which a repeat has, too. */
  readonly id: string;
  readonly receipt: string;
  readonly email: string;
  readonly isOptOut: boolean;
  /** In milliseconds since 1970. */
  readonly answeredAt: number;
}

export type ClickType = "confirm" | "approve" | "reject";

export interface AcceptedClick {
  readonly type: ClickType;
  readonly holdId: string;
  readonly answeredAt: number;
}

export interface Ledger {
  readonly webhooks: AcceptedWebhook[];
  readonly clicks: AcceptedClick[];
  /** Requests that got no answer: they may or may not have been accepted. */
  unanswered: number;
  /** Requests that were answered with an error, by status. */
  readonly refused: Map<string, number>;
}

export const openLedger = (): Ledger => ({ webhooks: [], clicks: [], unanswered: 0, refused: new Map() });

export const countRefusal = ({ refused }: Ledger, status: string): void =>
  void refused.set(status, (refused.get(status) ?? 0) + 1);
