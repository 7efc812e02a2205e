// A table of the desk. On a narrow screen each row is a card, in which every value stands beside its column's name, so that nothing is cut off.
import type { Child } from "hono/jsx";

/** A column by its name. `head`: its cells name their rows. `number` and `tags` are how its cells look. */
export type Column = string | { readonly name: string; readonly kind: "head" | "number" | "tags" };

interface TableProps {
  /** Names the table for people who do not see it. */
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The cells of each row, in the order of the columns. */
  readonly rows: readonly (readonly Child[])[];
}

const nameOf = (column: Column | undefined): string => (typeof column === "object" ? column.name : (column ?? ""));
const kindOf = (column: Column | undefined): string | undefined =>
  typeof column === "object" ? column.kind : undefined;

const Cell = ({ column, content }: { readonly column: Column | undefined; readonly content: Child }) => {
  const kind = kindOf(column);
  // Card and table have the same markup: the style sheet shows the label.
  const label = { "data-label": nameOf(column) };
  if (kind === "head")
    return (
      <th scope="row" {...label}>
        {content}
      </th>
    );
  return (
    <td {...label} {...(kind === undefined ? {} : { class: kind })}>
      <div class="cell">{content}</div>
    </td>
  );
};

/** So many columns fit on the narrowest screen. */
const FITTING = 2;

export const Table = ({ caption, columns, rows }: TableProps) => (
  <div class={columns.length > FITTING ? "table wide" : "table"} role="region" aria-label={caption} tabindex={0}>
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col">{nameOf(column)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map((content, index) => (
              <Cell column={columns[index]} content={content} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
