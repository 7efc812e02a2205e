// Tests the navigation of the desk: its groups, and that each entry of it opens a page.
import { it } from "vitest";
import { sampleInstallation } from "../../testing/desk/installation.ts";
import { signIn } from "../../testing/desk/visitor.ts";
import { deskApp } from "./app.tsx";

it("is grouped into work, setup and what people look at, and every entry opens", async ({ expect }) => {
  const { get } = await signIn(deskApp(sampleInstallation().desk));
  const html = await (await get("/")).text();
  const [, nav = ""] = /<nav aria-label="Desk">(.*?)<\/nav>/s.exec(html) ?? [];
  const groups = [...nav.matchAll(/<ul aria-labelledby="(nav-\w+)">(.*?)<\/ul>/gs)].map(([, id, list = ""]) => ({
    name: new RegExp(`<span id="${id}">(\\w+)</span>`).exec(nav)?.[1],
    paths: [...list.matchAll(/href="([^"]+)"/g)].map(([, path = ""]) => path),
  }));
  expect(groups.map(({ name }) => name)).toEqual(["Work", "Setup", "Look"]);
  const paths = groups.flatMap((group) => group.paths);
  expect(groups[0]?.paths).toEqual(
    expect.arrayContaining(["/", "/tasks", "/under-way", "/not-written", "/contacts", "/companies"]),
  );
  expect(new Set(paths).size).toBe(paths.length);
  for (const path of paths) expect([path, (await get(path)).status]).toEqual([path, 200]);
});
