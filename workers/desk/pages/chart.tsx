// Charts as SVG that the server draws: no script, no inline style, colours from the stylesheet. Each chart has its table under it, so a chart has a
// name and is otherwise hidden from programs that read the page aloud.
import { max } from "d3-array";
import { scaleBand, scaleLinear } from "d3-scale";
import { line } from "d3-shape";

export interface Point {
  readonly label: string;
  /** Null where the number is not known: the chart has a gap. */
  readonly value: number | null;
}

interface ChartProps {
  readonly name: string;
  readonly points: readonly Point[];
  /** A value for the axis. */
  readonly text: (value: number) => string;
  /** The end of the axis, where it is known. */
  readonly most?: number | undefined;
}

// Units of the drawing. A phone shows about as many pixels, so that its labels stay readable there; a wide page enlarges it a little.
const [WIDTH, HEIGHT] = [290, 140];
const MARGIN = { top: 10, end: 8, bottom: 22, start: 50 };
const [START, END, TOP, BOTTOM] = [MARGIN.start, WIDTH - MARGIN.end, MARGIN.top, HEIGHT - MARGIN.bottom];
/** Labels of days that fit side by side. */
const MOST_LABELS = 5;
const GRID_LINES = 3;

/** Values over days: a line where each day is a share of its own, bars where days add up. */
export const DaysChart = ({ name, points, text, most, kind }: ChartProps & { readonly kind: "line" | "bars" }) => {
  const [x, y] = scalesOf(points, most);
  const every = Math.ceil(points.length / MOST_LABELS);
  const middle = (label: string): number => (x(label) ?? START) + x.bandwidth() / 2;
  const path = line<Point>()
    .defined(({ value }) => value !== null)
    .x(({ label }) => middle(label))
    .y(({ value }) => y(value ?? 0));
  return (
    <Frame name={name}>
      {y.ticks(GRID_LINES).map((tick) => (
        <>
          <line class="grid" x1={START} x2={END} y1={rounded(y(tick))} y2={rounded(y(tick))} />
          <text class="axis" x={START - 6} y={rounded(y(tick) + 3)} text-anchor="end">
            {text(tick)}
          </text>
        </>
      ))}
      {kind === "line" ? <path class="line" d={path([...points]) ?? ""} fill="none" /> : null}
      {points.map(({ label, value }) =>
        value === null ? null : kind === "line" ? (
          <circle class="mark" cx={rounded(middle(label))} cy={rounded(y(value))} r={2.5} />
        ) : (
          <rect
            class="mark"
            x={rounded(x(label) ?? START)}
            y={rounded(y(value))}
            width={rounded(x.bandwidth())}
            height={rounded(BOTTOM - y(value))}
          />
        ),
      )}
      {points.map(({ label }, index) =>
        index % every === 0 ? (
          <text class="axis" x={rounded(middle(label))} y={HEIGHT - 6} text-anchor="middle">
            {label}
          </text>
        ) : null,
      )}
    </Frame>
  );
};

const ROW = 24;

/** Values of groups: a bar for each, from the top. */
export const GroupsChart = ({ name, points, text, most }: ChartProps) => {
  const height = points.length * ROW + 6;
  const y = scaleBand<number>()
    .domain(points.map((_, index) => index))
    .range([2, height - 4])
    .padding(0.25);
  const x = scaleLinear()
    .domain([0, most ?? (max(points, ({ value }) => value ?? 0) || 1)])
    .range([0, WIDTH - GROUP_START - GROUP_END]);
  return (
    <Frame name={name} height={height}>
      {points.map(({ label, value }, index) => {
        const [top, width] = [y(index) ?? 0, value === null ? 0 : x(value)];
        const base = rounded(top + y.bandwidth() / 2 + 3.5);
        return (
          <>
            <text class="axis" x={GROUP_START - 6} y={base} text-anchor="end">
              {shortened(label)}
            </text>
            <rect
              class="mark"
              x={GROUP_START}
              y={rounded(top)}
              width={rounded(width)}
              height={rounded(y.bandwidth())}
            />
            <text class="axis" x={rounded(GROUP_START + width + 5)} y={base}>
              {value === null ? "not yet" : text(value)}
            </text>
          </>
        );
      })}
    </Frame>
  );
};

const [GROUP_START, GROUP_END] = [92, 60];
/** The characters of a label that fit beside a bar; the table under the chart has all. */
const LABEL_CHARACTERS = 14;
const shortened = (label: string): string =>
  label.length > LABEL_CHARACTERS ? `${label.slice(0, LABEL_CHARACTERS - 1)}…` : label;

function scalesOf(points: readonly Point[], most: number | undefined) {
  const x = scaleBand<string>()
    .domain(points.map(({ label }) => label))
    .range([START, END])
    .padding(0.2);
  const highest = most ?? (max(points, ({ value }) => value ?? 0) || 1);
  const y = scaleLinear().domain([0, highest]).range([BOTTOM, TOP]).nice(GRID_LINES);
  return [x, y] as const;
}

/** A tenth of a unit is less than a pixel. */
const rounded = (units: number): number => Math.round(units * 10) / 10;

const Frame = ({ name, height = HEIGHT, children }: { readonly name: string; readonly height?: number } & Drawn) => (
  <svg
    class="chart"
    viewBox={`0 0 ${WIDTH} ${height}`}
    role="img"
    aria-label={`${name}. The table below has the same values.`}
  >
    {children}
  </svg>
);
interface Drawn {
  readonly children?: unknown;
}
