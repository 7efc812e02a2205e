// Names the place of a fault in a value, for messages that leave a Worker.
import type * as z from "zod";

/** The first field that does not parse and the kind of the problem; never its value, which may be personal. */
export function whereWrong({ issues: [issue] }: z.ZodError): string {
  return issue ? `${issue.path.join(".")}:${issue.code}` : "unknown";
}
