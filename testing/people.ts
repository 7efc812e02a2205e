// The named people, keys and times that most tests share. Fixtures have their own keys, so that a change here does not change
// them.
import { UnsubscribeKeys } from "../domain/unsubscribe-token.ts";
import { type ContactId, contactIdOf } from "../schema/ids.ts";

/** A key of 32 equal bytes in base64, the form that configurations use. */
export const keyOf = (byte: number): string => Buffer.alloc(32, byte).toString("base64");

export const SYSTEM_KEY = "system-key-of-the-tests";
export const MASTER_KEY = keyOf(7);
export const UNSUBSCRIBE_KEYS = UnsubscribeKeys.parse({ current: "k1", keys: { k1: keyOf(3) } });

/** The URL of the desk. The links in messages begin with it. */
export const PUBLIC_URL = "https://desk.example";

/** The time at which most tests and every fixture begin, in milliseconds. It is a Monday. */
export const START = Date.parse("2026-03-02T09:00:00.000Z");

export const idOf = (address: string): ContactId => contactIdOf(SYSTEM_KEY, address);
export const addressOf = (name: string): string => `${name}@engine.example`;
export const contactNamed = (name: string): ContactId => idOf(addressOf(name));

// Contacts: two at one company, one at a mailbox provider.
export const ADA = addressOf("ada");
export const GRACE = addressOf("grace");
export const KIM = "kim@gmail.com";
export const ada = idOf(ADA);

// Reviewers at the desk.
export const ROSA = "rosa";
export const KOFI = "kofi";
