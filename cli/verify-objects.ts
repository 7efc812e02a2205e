// Asks the running installation to compare every object with the log: an object's storage is reached by its own Worker only.
import * as z from "zod";
import { type Fault, faultAt, FaultName } from "../replay/faults.ts";
import { StreamId } from "../schema/ids.ts";
import type { DeskClient } from "./desk-client.ts";

const Page = z.object({
  next: z.string().nullable(),
  compared: z.int(),
  found: z.array(z.object({ streamId: StreamId, name: FaultName, detail: z.string() })),
});

export interface ObjectsReport {
  /** The number of objects that were asked. */
  readonly objects: number;
  readonly faults: readonly Fault[];
}

/** Goes through all streams, a page at a time. */
export async function compareObjects(desk: Pick<DeskClient, "post">): Promise<ObjectsReport> {
  const faults: Fault[] = [];
  let [objects, after]: [number, string | null] = [0, null];
  do {
    const { next, compared, found } = Page.parse((await desk.post("/objects/compare", { after })).body);
    faults.push(
      ...found.map(({ streamId, name, detail }) => faultAt(streamId, null, { name, field: "object", found: detail })),
    );
    objects += compared;
    after = next;
  } while (after !== null);
  return { objects, faults };
}
