// Tests that a page keeps the rows that fit their shape, names the others without their values, and ends where no key can continue it.
import { describe, it } from "vitest";
import { TaskRow } from "../schema/shipment.ts";
import { taskRow } from "../testing/rows.ts";
import { checkedPage, unchecked } from "./checked-rows.ts";
import { TaskKey } from "./desk-queries.ts";

const CHECKS = { table: "tasks", shape: TaskRow, key: TaskKey, idOf: ({ taskId }: TaskRow) => taskId } as const;
const [hot, cold] = [taskRow("hot"), taskRow("cold")];
const keyOf = ({ raisedAt, taskId }: TaskRow) => ({ raisedAt, taskId });

const checked = (stored: readonly object[], last: TaskRow | null) =>
  checkedPage({ rows: unchecked<TaskRow>(stored), next: last && keyOf(last) }, CHECKS);

describe("a page of rows as stored", () => {
  it("has the rows that fit, in order, and names the others by key, stream and field", ({ expect }) => {
    const changed = { ...taskRow("changed"), kind: "chore", about: "Ada Lovelace" };
    const page = checked([hot, changed, cold], cold);
    expect(page).toEqual({
      rows: [hot, cold],
      faults: [{ table: "tasks", id: "tk_changed", streamId: hot.streamId, field: "kind:invalid_value" }],
      next: keyOf(cold),
    });
    expect(JSON.stringify(page.faults)).not.toContain("Lovelace");
  });

  it("continues after a row that does not fit, and ends after one whose key is none", ({ expect }) => {
    const changed = { ...taskRow("changed"), kind: "chore" } as unknown as TaskRow;
    expect(checked([hot, changed], changed).next).toEqual(keyOf(changed));
    const moved = { ...taskRow("moved"), taskId: "x".repeat(500) } as unknown as TaskRow;
    const page = checked([hot, moved], moved);
    expect(page.next).toBeNull();
    expect(page.faults).toMatchObject([{ id: "x".repeat(80) }]);
  });
});
