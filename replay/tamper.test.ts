// Random single edits of honest logs in memory, each found with its name.
import { headsOf } from "../testing/contracts/edits.ts";
import { memorySource } from "./source.ts";
import { describeTampering } from "../testing/contracts/tamper.ts";
import { verifyLog } from "./verify.ts";

describeTampering("an honest log", {
  order: "as they stand",
  slice: 3,
  judge: async (rows, { given: { root, before, keys } }) => {
    const heads = before && new Map(headsOf(before).map((head) => [head.streamId, head]));
    const expected = { ...(root === undefined ? {} : { root }), ...(heads ? { heads } : {}) };
    return (await verifyLog(memorySource(rows), { expected, ...(keys ? { keys } : {}) })).faults;
  },
});
