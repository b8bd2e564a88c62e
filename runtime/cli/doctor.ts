// `crm doctor`: what this installation runs on and whether its parts are in order.
import type { Model } from '../../core/model/model.ts';
import { encryptedFields } from '../../core/records/sealing.ts';
import { checkPacks } from '../boot.ts';
import { type Config, readConfig } from '../config.ts';
import { requireKey, vaultOf } from '../encryption.ts';
import type { Command } from './command.ts';

export const doctor: Command = {
  name: 'doctor',
  usage: 'doctor [--json]',
  summary: { 'zh-CN': '检查运行环境', en: 'Check the installation' },
  flags: {},
  async run({ flags, environment, print }) {
    const config = readConfig(environment);
    const { model, packs, problems } = checkPacks(config.packRoots);
    const encryption = encryptionFact(config, model);
    const facts = {
      bun: Bun.version,
      data: config.dataFolder,
      database: config.databaseUrl ? 'postgresql' : 'sqlite',
      packs: packs.map((pack) => `${pack.manifest.name} ${pack.manifest.version}`).join(', '),
      problems: problems.length,
      encryption: encryption.text,
      mail: config.smtpUrl ? 'configured' : 'not configured (CRM_SMTP_URL)',
    };
    if (flags.json) print(JSON.stringify(facts));
    else for (const [name, value] of Object.entries(facts)) print(`${name.padEnd(10)} ${value}`);
    return problems.length === 0 && encryption.isSound ? 0 : 1;
  },
};

/** Which key seals, or what is missing. */
function encryptionFact(config: Config, model: Model | undefined) {
  const fields = model ? encryptedFields(model).length : 0;
  try {
    const vault = vaultOf(config);
    if (model) requireKey(vault, model);
    const old = config.encryptionKeys.length - 1;
    const text = vault ? `${fields} fields, key ${vault.current}, ${old} old` : 'no key, no fields';
    return { text, isSound: true };
  } catch (error) {
    return { text: error instanceof Error ? error.message : String(error), isSound: false };
  }
}
