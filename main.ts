// The only file that knows every part: it hands the command line to the commands of the runtime.
import { runCommand } from './runtime/cli/run.ts';

process.exitCode = await runCommand(process.argv.slice(2), process.env);
