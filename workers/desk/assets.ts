// The stylesheet and the icon, the only files that a page loads. The Worker serves them itself, so that every answer has the same
// headers.

/** A circle with a pause bar, in colours that are visible on light and dark tabs. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="13" fill="none" stroke="#2f7d6b" stroke-width="4"/><path d="M13 10v12M19 10v12" stroke="#2f7d6b" stroke-width="4" stroke-linecap="round"/></svg>';

/** One year: the address changes with the file. */
export const KEEP = "public, max-age=31536000, immutable";
