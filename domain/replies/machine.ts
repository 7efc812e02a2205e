// A machine's mail, until the reader of mail is here.
import { classifyReply } from "./classify-reply.ts";
import type { MachineMail, Message } from "./message.ts";

export interface MachineFound {
  readonly kind: MachineMail;
  readonly rule: string;
}

export function machineMail({ subject, text, autoSubmitted, headers }: Message): MachineFound | null {
  const isAuto = autoSubmitted === true || (headers?.["auto-submitted"] ?? "no") !== "no";
  const { class: as } = classifyReply({ subject, text, autoSubmitted: isAuto });
  if (as === "bounced") return { kind: "report_final", rule: "machine.old.bounced" };
  return isAuto || as === "auto_reply" ? { kind: "auto_reply", rule: "machine.old.auto" } : null;
}

export const saysLeft = (_text: string): boolean => false;
