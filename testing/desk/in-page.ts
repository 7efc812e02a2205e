// Functions that page tests run inside the browser. Each function must be self-contained, since only its source text is sent to
// the browser.

/** The parts of the browser's document that the functions use. DOM types and Worker types cannot be in one TypeScript program. */
interface PageElement {
  readonly tagName: string;
  readonly className: string;
  textContent: string | null;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
  readonly parentElement: PageElement | null;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  getBoundingClientRect(): { readonly right: number };
  setAttribute(name: string, value: string): void;
  querySelectorAll(selector: string): Iterable<PageElement>;
  append(child: PageElement): void;
  remove(): void;
}
declare const document: {
  readonly head: PageElement;
  readonly body: PageElement;
  readonly documentElement: PageElement;
  readonly fonts: { load(font: string): Promise<readonly object[]> };
  createElement(name: string): PageElement;
  createRange(): {
    setStart(node: object, offset: number): void;
    setEnd(node: object, offset: number): void;
    getClientRects(): Iterable<{ readonly top: number }>;
  };
};
declare const DOMParser: new () => { parseFromString(html: string, type: "text/html"): PageElement };
declare function getComputedStyle(element: PageElement): { readonly color: string; readonly backgroundColor: string };

/** The value of one computed style property of the first element that matches the selector. */
export function styleOf([selector = "", name = ""]: readonly string[]): string | undefined {
  const [element] = document.body.querySelectorAll(selector);
  return element && (getComputedStyle(element) as unknown as Record<string, string>)[name];
}

export const scrollsSideways = (): boolean =>
  document.documentElement.scrollWidth > document.documentElement.clientWidth;

export function openAllDetails(): void {
  for (const details of document.body.querySelectorAll("details")) details.setAttribute("open", "");
}

/**
 * The fonts with which the page scrolls sideways, each with the innermost elements that extend beyond the right edge: first the
 * fonts of the machine, then the font that each style sheet defines under its name and sets.
 */
export async function sidewaysFonts(
  styles: readonly { readonly name: string; readonly css: string }[],
): Promise<string[]> {
  const root = document.documentElement;
  const tooWide = (): string =>
    [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 0.5)
      .map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 40)}`)
      .slice(-3)
      .join(" | ");
  const found: string[] = [];
  const look = (font: string): void => {
    if (root.scrollWidth > root.clientWidth) found.push(`${font}: ${tooWide()}`);
  };
  look("of the machine");
  const style = document.createElement("style");
  document.head.append(style);
  for (const { name, css } of styles) {
    style.textContent = css;
    if ((await document.fonts.load(`1em "${name}"`)).length === 0) throw new Error(`the font ${name} was not loaded`);
    look(name);
  }
  style.remove();
  return found;
}

/**
 * What a narrow page does to its wide tables: rows that are no cards, and words that are broken inside (of Latin letters, and not longer than a line;
 * an id may break anywhere).
 */
export function brokenCards(): string[] {
  const LONGEST = 16;
  const rows = [...document.body.querySelectorAll(".table.wide tbody tr")];
  const flat = rows.filter((row) => (getComputedStyle(row) as unknown as { display: string }).display === "table-row");
  const broken: string[] = [];
  for (const element of document.body.querySelectorAll(".table.wide :is(td, th, td *, th *)")) {
    if (element.tagName === "CODE") continue;
    for (const node of element.childNodes) {
      if (node.nodeType !== 3) continue;
      for (const { 0: word, index } of (node.textContent ?? "").matchAll(/[A-Za-z]+/g)) {
        if (word.length > LONGEST) continue;
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (lines.size > 1) broken.push(word);
      }
    }
  }
  return [
    ...flat.map((row) => `no card: ${row.textContent?.slice(0, 40)}`),
    ...broken.map((word) => `broken: ${word}`),
  ];
}

/** The elements whose text has a contrast below the minimum of WCAG (AA: 4.5). */
export function faintTexts(): string[] {
  const channel = (value: number): number => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const numbers = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([red = 0, green = 0, blue = 0]: number[]): number =>
    0.2126 * channel(red / 255) + 0.7152 * channel(green / 255) + 0.0722 * channel(blue / 255);
  const behind = (element: PageElement | null): number[] => {
    if (!element) return [255, 255, 255];
    const colour = numbers(getComputedStyle(element).backgroundColor);
    return colour.length === 3 || (colour[3] ?? 0) > 0 ? colour : behind(element.parentElement);
  };
  const contrast = (element: PageElement): number => {
    const text = luminance(numbers(getComputedStyle(element).color));
    const ground = luminance(behind(element));
    return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
  };
  return [...document.body.querySelectorAll("*")]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()))
    .filter((element) => contrast(element) < 4.5)
    .map((element) => `${element.className} ${element.textContent?.slice(0, 40)} ${contrast(element).toFixed(2)}`);
}

/**
 * The elements and attributes of documents, without their texts. Warnings about hidden characters, and the list of the sentences of a draft that are to be
 * compared, are left out: how many there are depends on the text.
 */
export function treesOf(pages: readonly string[]): string[][] {
  return pages.map((html) => {
    const parsed = new DOMParser().parseFromString(html, "text/html");
    for (const note of parsed.querySelectorAll(".tag.warn, .warning")) {
      if (note.textContent?.includes("hidden character")) note.remove();
    }
    for (const list of parsed.querySelectorAll("section.compare")) list.remove();
    return [...parsed.querySelectorAll("*")].map((element) => {
      let depth = 0;
      for (let parent = element.parentElement; parent; parent = parent.parentElement) depth += 1;
      const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`);
      return [depth, element.tagName, ...attributes].join("\n");
    });
  });
}
