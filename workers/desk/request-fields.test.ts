// Tests that a form, an upload and a JSON body are given up when they do not come within their time. What they may say is tested with the routes.
import { afterEach, beforeEach, it, vi } from "vitest";
import { formFields, jsonFields, UPLOAD_MS, uploadFields } from "./request-fields.ts";
import { BODY_MS } from "../stage/read-bytes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A request whose sender never ends its body. */
const hanging = (type: string): Request =>
  new Request("https://desk.test/suppressions", {
    method: "POST",
    headers: { "content-type": type },
    body: new ReadableStream({ pull: () => new Promise(() => undefined) }),
    duplex: "half",
  } as RequestInit);

it.for([
  ["a form", BODY_MS, () => formFields(hanging("application/x-www-form-urlencoded"))],
  ["JSON", BODY_MS, () => jsonFields(hanging("application/json"))],
  ["an upload", UPLOAD_MS, () => uploadFields(hanging("multipart/form-data; boundary=x"), 1_000)],
] as const)("%s that does not come within its time is answered 408", async ([, withinMs, read], { expect }) => {
  const fields = read();
  await vi.advanceTimersByTimeAsync(withinMs);
  expect(await fields).toMatchObject({ ok: false, error: { status: 408, reason: "body_too_slow" } });
});
