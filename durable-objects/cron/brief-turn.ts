// The name of a brief turn of the cron. A caller gives it in the place of a cron expression.

/**
 * A turn that wakes no object: it checks the suppression list and the receipts and makes the root, and leaves out the comparison of objects
 * with the log. The local runtime takes one before it ends.
 */
export const BRIEF_TURN = "brief";
