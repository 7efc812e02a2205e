// A person's own words, until the reader of mail is here.
import { ownWords as oldOwnWords } from "./classify-reply.ts";
import type { Message, OwnWords } from "./message.ts";

export const ownWords = ({ subject, text }: Pick<Message, "subject" | "text">): OwnWords =>
  oldOwnWords({ subject, text });
