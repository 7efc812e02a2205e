// The name of a brief turn of the cron. A caller gives it in the place of a cron expression.

/**
 * A turn that wakes no object: it checks the suppression list and the receipts and makes the root, and leaves out the comparison of objects
 * with the log, and the contacts that a new entry of the list may cover. The local runtime takes one before it ends.
 */
export const BRIEF_TURN = "brief";
