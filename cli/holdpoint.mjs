#!/usr/bin/env node
// `npx holdpoint …`: any version of Node starts this file, and the project's Node 24 runs the command. Paths are relative to the user's shell.
import process from "node:process";

process.env["INIT_CWD"] = process.cwd();
process.argv.splice(2, 0, "cli/holdpoint.ts");
await import("../local/bootstrap.mjs");
