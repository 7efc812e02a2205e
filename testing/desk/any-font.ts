// Checks that a page of the desk does not scroll sideways, for page tests. It tries the machine's own fonts and then test fonts
// of known widths, which give the same result on every machine.
import type { Page } from "playwright-core";
import { fontOfWidth } from "./font.ts";
import { openAllDetails, sidewaysFonts } from "./in-page.ts";

interface Family {
  readonly ems: number;
  /** The selector of the elements that get this font. */
  readonly on: string;
}

/** Real fonts for text have characters of about 0.5 em, monospaced fonts of 0.6 em. */
const FAMILIES: Readonly<Record<string, Family>> = {
  narrow: { ems: 0.3, on: "*" },
  monospaced: { ems: 0.6, on: "*" },
  wide: { ems: 0.9, on: "*" },
  "wide-code": { ems: 0.9, on: "code, pre, textarea, .code, .source *" },
};

const cssOf = (name: string, { ems, on }: Family): string =>
  `@font-face { font-family: "${name}"; src: url(data:font/ttf;base64,${fontOfWidth(ems).toString("base64")}); }
${on} { font-family: "${name}" !important; }`;

const STYLES = Object.entries(FAMILIES).map(([name, family]) => ({ name, css: cssOf(name, family) }));

/**
 * The fonts with which an open page scrolls sideways, and the elements that are too wide. All folded parts are unfolded first.
 * The browser context needs `bypassCSP`, because the desk's pages may not load fonts.
 */
export async function sidewaysWith(page: Page): Promise<string[]> {
  await page.evaluate(openAllDetails);
  return page.evaluate(sidewaysFonts, STYLES);
}
