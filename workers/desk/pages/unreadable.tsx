// Says that the object of a stream cannot be read, and how a person repairs it.
import { damageText, repairOf } from "../unreadable.ts";

interface UnreadableProps {
  readonly streamId: string;
  /** What is damaged: the detail of `object_unreadable`. */
  readonly damage: string;
}

export const Unreadable = ({ streamId, damage }: UnreadableProps) => (
  <p class="warning" role="alert">
    The object of {streamId.startsWith("ct_") ? "this contact" : "this stream"} cannot be read: {damageText(damage)}.
    Its run waits, and what is received for it is tried again. All others go on. Its events are in the log, and this
    command repairs it: <code>{repairOf(streamId)}</code>
  </p>
);
