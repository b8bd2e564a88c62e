/** Exit code of a command that leaves a server behind: the process goes on. */
export const KEEP_RUNNING = -1;
