// The day until which to wait, until the reader of dates is here.
import type { Language, ReadAt } from "./message.ts";

export const untilIn = (_own: string, _language: Language | null, _at: ReadAt): null => null;
