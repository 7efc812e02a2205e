// Whom a delivery report is about, until the reader of mail is here.
import type { Message, ReportedRecipient } from "./message.ts";

export const readReport = (_message: Message): { readonly recipient: ReportedRecipient | null } | null => null;
