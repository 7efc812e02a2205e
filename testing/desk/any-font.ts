// Whether a page holds its width with any font: with the machine's own, and with families that the test brings along, so that the
// answer is the same on every machine.
import type { Page } from "playwright-core";
import { fontOfWidth } from "./font.ts";
import { openAllDetails, scrollsSideways, tooWide } from "./in-page.ts";

interface Family {
  readonly ems: number;
  /** The elements of a page that it is forced on. */
  readonly on: string;
}

/** Real fonts for running text are about half an em wide, monospaced ones six tenths. */
const FAMILIES: Readonly<Record<string, Family>> = {
  narrow: { ems: 0.3, on: "*" },
  monospaced: { ems: 0.6, on: "*" },
  wide: { ems: 0.9, on: "*" },
  "wide-code": { ems: 0.9, on: "code, pre, textarea, .code, .source *" },
};

const cssOf = (name: string, { ems, on }: Family): string =>
  `@font-face { font-family: "${name}"; src: url(data:font/ttf;base64,${fontOfWidth(ems).toString("base64")}); }
${on} { font-family: "${name}" !important; }`;

/**
 * The families with which an open page scrolls sideways, and what of the page is too wide. Everything folded is unfolded first.
 * The page's context needs `bypassCSP`, since a page may not load fonts.
 */
export async function sidewaysWith(page: Page): Promise<string[]> {
  const found: string[] = [];
  const look = async (family: string) => {
    if (await page.evaluate(scrollsSideways)) found.push(`${family}: ${await page.evaluate(tooWide)}`);
  };
  await page.evaluate(openAllDetails);
  await look("of the machine");
  for (const [name, family] of Object.entries(FAMILIES)) {
    const style = await page.addStyleTag({ content: cssOf(name, family) });
    await page.evaluate(`document.fonts.load('1em "${name}"')`);
    await look(name);
    await style.evaluate("style => style.remove()");
  }
  return found;
}
