// Formats of single values that several schemas share. The prefixed ids are in ids.ts.
import * as z from "zod";

/** A SHA-256 in hexadecimal. */
export const Hex64 = z.string().regex(/^[0-9a-f]{64}$/);
/** The first 128 bits of a digest, base64url: `shortened` in canonical.ts. It identifies a thing of an installation, and proves nothing outside. */
export const Digest = z.string().regex(/^[\w-]{22}$/);
/** 128 bits in hexadecimal. */
export const Hex32 = z.string().regex(/^[0-9a-f]{32}$/);
/** A moment in UTC, such as `2026-03-02T09:00:00.000Z`. */
export const Instant = z.iso.datetime();
/** A day in UTC, such as `2026-03-02`. */
export const Day = z.iso.date();
/** A person who acts on the desk or in the command line, as they signed in. */
export const Identity = z.string().min(1).max(100);
/** A person's own words on why they decided. */
export const PersonsWhy = z.string().max(2_000);
/** The id of what caused a message, a command or an event. */
export const CauseId = z.string().min(1).max(100);
/** A confidence or a share, in ten-thousandths. */
export const BasisPoints = z.int().min(0).max(10_000);

/** An Ed25519 signature of the log's key: 64 bytes, base64url. */
export const LogSignature = z.string().regex(/^[\w-]{86}$/);
/** The public part of a key that signs the log: 32 bytes of Ed25519, base64url. */
export const LogPublicKey = z.string().regex(/^[\w-]{43}$/);

/** A text that a person or a tool gives: without spaces around it, and without control characters. */
export const givenText = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);
