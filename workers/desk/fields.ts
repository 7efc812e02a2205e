// Length limits that a form's field and its check share.

/** Of a corrected name, title or company, as in schema/correction.ts. */
export const correctionField = { characters: 200 } as const;
export const reasonField = { characters: 2_000 } as const;
export const subjectField = { characters: 200 } as const;
export const bodyField = { characters: 10_000 } as const;
/** Of a company and its facts, as in schema/company-commands.ts; twenty domains with commas between. */
export const companyField = { name: 200, domain: 253, domains: 5_100, word: 80, value: 1_000 } as const;
/** Five times the length of the whole policy as JSON. */
/** A line has an address, a name or a list of numbers. */
export const policyField = { characters: 50_000, line: 300 } as const;
/** An address has 254 characters; a page writes one character out as up to ten. */
export const suppressionField = { characters: 2_540 } as const;
