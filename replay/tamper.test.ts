// Makes random single edits in honest logs in memory, and checks that verification reports each one by its fault name.
import { headsOf } from "../testing/honest-log.ts";
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
