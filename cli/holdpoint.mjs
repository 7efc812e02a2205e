#!/usr/bin/env node
// `npx holdpoint …`: any Node starts it, the project's Node 24 runs it. Paths are those of the shell it was typed in.
import process from "node:process";

process.env["INIT_CWD"] = process.cwd();
process.argv.splice(2, 0, "cli/holdpoint.ts");
await import("../local/bootstrap.mjs");
