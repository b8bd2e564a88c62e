// Finds the command on the command line, reads its flags, and turns errors into readable lines and exit codes.
import { AppError, type Locale, nearest, problemText } from '../../core/errors.ts';
import type { Environment } from '../config.ts';
import { backup } from './backup.ts';
import type { Command, CommandRun, Flags } from './command.ts';
import { doctor } from './doctor.ts';
import { encrypt } from './encrypt.ts';
import { importCommand } from './import.ts';
import { KEEP_RUNNING } from './keep-running.ts';
import { packCheck } from './pack-check.ts';
import { packIds } from './pack-ids.ts';
import { packNew } from './pack-new.ts';
import { retention } from './retention.ts';
import { demo, serve } from './serve.ts';
import { site } from './site.ts';
import { user } from './user.ts';
import { verify } from './verify.ts';

/** Every command; a new one is a file and a line here. */
export const commands: readonly Command[] = [
  serve,
  demo,
  packCheck,
  packNew,
  packIds,
  importCommand,
  user,
  backup,
  verify,
  encrypt,
  retention,
  site,
  doctor,
];

/** Runs a command line. @returns the exit code, or undefined while a server runs on */
export async function runCommand(
  args: readonly string[],
  environment: Environment,
): Promise<number | undefined> {
  const locale: Locale = /^zh/i.test(environment.LC_ALL ?? environment.LANG ?? '') ? 'zh-CN' : 'en';
  const command = commands.find(
    (candidate) => candidate.name === args.slice(0, candidate.name.split(' ').length).join(' '),
  );
  if (!command) return unknown(args, locale);
  try {
    const { words, flags } = readFlags(command, args.slice(command.name.split(' ').length));
    if (flags.help) return help([command], locale);
    const code = await command.run({
      words,
      flags,
      environment,
      print: (line) => console.log(line),
    });
    return code === KEEP_RUNNING ? undefined : code;
  } catch (error) {
    return report(error, locale);
  }
}

function readFlags(command: Command, args: readonly string[]): Pick<CommandRun, 'words' | 'flags'> {
  const words: string[] = [];
  const flags: Record<string, string | boolean> = {};
  const known: Record<string, 'value' | 'switch'> = {
    ...command.flags,
    json: 'switch',
    help: 'switch',
  };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (!arg.startsWith('--')) words.push(arg);
    else {
      const [name = '', inline] = arg.slice(2).split(/=(.*)/s);
      const kind = known[name];
      if (!kind)
        throw new AppError('command.usage', {
          reason: `--${name}?`,
          hint: nearest(name, Object.keys(known)),
        });
      flags[name] = kind === 'switch' ? true : (inline ?? args[++i] ?? '');
    }
  }
  return { words, flags: flags as Flags };
}

function unknown(args: readonly string[], locale: Locale): number {
  if (args.length > 0 && args[0] !== 'help' && args[0] !== '--help') {
    const hint = nearest(
      args.join(' '),
      commands.map((command) => command.name),
    );
    console.error(
      problemText(
        { code: 'command.usage', at: '', params: { reason: args.join(' '), hint } },
        locale,
      ),
    );
    return 2;
  }
  return help(commands, locale);
}

function help(list: readonly Command[], locale: Locale): number {
  for (const command of list)
    console.log(`crm ${command.usage.padEnd(52)} ${command.summary[locale]}`);
  return 0;
}

function report(error: unknown, locale: Locale): number {
  if (!(error instanceof AppError)) {
    console.error(error instanceof Error ? error.stack : String(error));
    return 1;
  }
  console.error(error.details(locale).title);
  for (const problem of error.problems)
    console.error(`  ${problem.code}  ${problem.at}\n      ${problemText(problem, locale)}`);
  return error.code === 'command.usage' ? 2 : 1;
}
