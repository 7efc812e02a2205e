// One-time codes, with which a person signs in on a page without sending a long-lived token in an address.
//
// The codes are only in the memory of this isolate: a restart of the desk voids them, and another isolate does not know them. That is
// enough for the local runtime, which is one process. In a deployment with several isolates a person signs in with the token instead.
import type { Random } from "../../domain/contact/seal.ts";
import { keyedDigest } from "../../schema/canonical.ts";
import type { Identified } from "./identities.ts";

/** Digits and letters without 0, 1, I and O, which are confused with each other. Each of the 32 stands for five bits of a random byte. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const CODE_CHARACTERS = 8;
const CODE = new RegExp(`^[${ALPHABET}]{${CODE_CHARACTERS}}$`);

/** Time to change from the terminal to the browser; a code that stays in a browser's history is void soon. */
const VALID_MILLISECONDS = 10 * 60 * 1000;

/** More than a person mistypes. Ten guesses at five of 2^40 codes succeed with a probability below 10^-10. */
const MOST_WRONG = 10;

/** Enough for the people of one installation. A limit, so that repeated requests do not fill the memory. */
const MOST_OUTSTANDING = 5;

const KEY_BYTES = 32;

export interface SignInCode {
  /** As it is shown: `XXXX-XXXX`. */
  readonly code: string;
  readonly expiresAt: Date;
}

export interface SignInCodes {
  /** Makes a code that signs in this identity. When too many codes are outstanding, the oldest one is void. */
  make(who: Identified): SignInCode;
  /**
   * The identity that made this code. The code is void afterwards. Null for a wrong, used or expired code, of which too many void all
   * outstanding codes, and for a text that is no code, which does not count as one.
   */
  spend(typed: string): Identified | null;
}

/** The outstanding codes of one isolate. */
export function signInCodes({ now, random }: { readonly now: () => Date; readonly random: Random }): SignInCodes {
  const key = random(KEY_BYTES);
  /** By the digest of the code, the oldest first. */
  const outstanding = new Map<string, { readonly who: Identified; readonly expiresAt: Date }>();
  /** Wrong codes since a time without outstanding codes, so that no code outlives more than `MOST_WRONG` guesses. */
  let wrong = 0;

  const digestOf = (code: string): string => keyedDigest(key, "sign-in-code", code);

  function dropExpired(): void {
    const at = now().getTime();
    for (const [digest, { expiresAt }] of outstanding) if (expiresAt.getTime() <= at) outstanding.delete(digest);
    if (outstanding.size === 0) wrong = 0;
  }

  return {
    make(who) {
      dropExpired();
      const code = shownCode(Array.from(random(CODE_CHARACTERS), (byte) => ALPHABET[byte % ALPHABET.length]).join(""));
      const expiresAt = new Date(now().getTime() + VALID_MILLISECONDS);
      outstanding.set(digestOf(code), { who, expiresAt });
      const [oldest] = outstanding.keys();
      if (outstanding.size > MOST_OUTSTANDING && oldest !== undefined) outstanding.delete(oldest);
      return { code, expiresAt };
    },
    spend(typed) {
      dropExpired();
      const code = codeIn(typed);
      if (code === null) return null;
      const digest = digestOf(code);
      const found = outstanding.get(digest);
      if (found) outstanding.delete(digest);
      else wrong += 1;
      if (wrong >= MOST_WRONG) outstanding.clear();
      return found?.who ?? null;
    },
  };
}

/** The code in a typed text, in its shown form. Lower case, spaces and other dashes are accepted. Null when the text is no code. */
export function codeIn(typed: string): string | null {
  const characters = typed.replaceAll(/[\s\p{Dash}]/gu, "").toUpperCase();
  return CODE.test(characters) ? shownCode(characters) : null;
}

const shownCode = (characters: string): string => `${characters.slice(0, 4)}-${characters.slice(4)}`;
