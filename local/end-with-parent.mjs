// Loaded into `wrangler dev`: when the start script dies without a word (kill -9), its Workers end, too. The process group is
// theirs alone.
import process from "node:process";

process.once("disconnect", () => {
  try {
    process.kill(-process.pid, "SIGKILL");
  } catch {
    // Loaded into a child of the group's leader as well, which leads none.
  }
});
