// Preloaded into `wrangler dev`. When the start script is killed (kill -9), this module ends the Workers, too, by their own process group.
import process from "node:process";

process.once("disconnect", () => {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    // A child of the group's leader loads this module as well, but leads no group: the kill fails, and nothing is to be done.
  }
});
