// `crm pack check`: are the packs sound? Every problem with its file, place and cure.
import { join, resolve } from 'node:path';
import { showProblem } from '../../core/errors.ts';
import { checkPacks } from '../boot.ts';
import { projectFolder } from '../config.ts';
import type { Command } from './command.ts';

export const packCheck: Command = {
  name: 'pack check',
  usage: 'pack check [folder …] [--json]',
  summary: { 'zh-CN': '检查配置包', en: 'Check packs' },
  flags: {},
  async run({ words, flags, environment, print }) {
    const locale = environment.CRM_LOCALE === 'zh-CN' ? 'zh-CN' : 'en';
    const shipped = join(projectFolder, 'metadata');
    const roots = [
      shipped,
      ...words.map((word) => resolve(word)).filter((root) => root !== shipped),
    ];
    const { model, packs, problems } = checkPacks(roots);
    const shown = problems.map((problem) => showProblem(problem, locale));
    if (flags.json)
      print(JSON.stringify({ packs: packs.map((pack) => pack.manifest.name), problems: shown }));
    else {
      for (const problem of shown) print(`${problem.code}  ${problem.at}\n    ${problem.message}`);
      print(
        `${packs.length} packs, ${model?.entities.size ?? 0} entities, ${problems.length} problems`,
      );
    }
    return problems.length === 0 ? 0 : 1;
  },
};
