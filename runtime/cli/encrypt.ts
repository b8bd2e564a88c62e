// `crm encrypt`: brings stored values to the current key after a change of keys or of which fields are encrypted.

import { reseal } from '../../core/records/reseal.ts';
import { encryptedFields } from '../../core/records/sealing.ts';
import { withholdField } from '../../core/records/withhold-field.ts';
import { boot } from '../boot.ts';
import { readConfig } from '../config.ts';
import { setKeysInUse } from '../encryption.ts';
import { createLog } from '../log.ts';
import type { Command } from './command.ts';

export const encrypt: Command = {
  name: 'encrypt',
  usage: 'encrypt [--json]',
  summary: { 'zh-CN': '用当前密钥（重新）加密字段', en: 'Encrypt fields with the current key' },
  flags: {},
  async run({ flags, environment, print }) {
    const runtime = await boot(readConfig(environment), createLog('warn'));
    try {
      const { database } = runtime;
      const { model } = runtime.live.current;
      const done = await reseal(database, model, (state) => {
        if (!flags.json && state.values > 0 && state.values % 10_000 === 0)
          print(`${state.entity}.${state.field}  ${state.values}`);
      });
      const context = runtime.systemContext('crm encrypt');
      for (const { entity, field } of encryptedFields(model))
        await withholdField(context, entity, field);
      const { vault } = database.dialect;
      const isNeeded = encryptedFields(model).length > 0;
      await setKeysInUse(database, vault && isNeeded ? [vault.current] : []);
      if (flags.json) print(JSON.stringify({ key: vault?.current ?? null, fields: done }));
      else
        for (const { entity, field, values, changed } of done)
          print(`${entity}.${field}  ${changed} / ${values}`);
      return 0;
    } finally {
      await runtime.close();
    }
  },
};
