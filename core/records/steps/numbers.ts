// Step: auto-numbers. A counter per entity, field and period, taken in the record's own transaction: unique without
// gaps from failed writes, whatever runs beside it.
import { sql } from 'kysely';
import {
  type NumberReset,
  numberPeriod,
  parseNumberPattern,
  renderNumber,
} from '../../fields/number-pattern.ts';
import type { Field } from '../../model/model.ts';
import { cachedShape, compileStatement, fillStatement, ruleInputs, Slot } from '../statement.ts';
import type { Write } from '../write-state.ts';

export async function assignNumbers(write: Write): Promise<void> {
  if (write.action !== 'create') return;
  for (const field of write.entity.fields.values()) {
    if (field.type !== 'auto_number' || write.record[field.name]) continue;
    write.record[field.name] = await nextNumber(write, field);
    write.changed.add(field.name);
  }
}

async function nextNumber(write: Write, field: Field): Promise<string> {
  const { context, connection, entity, record } = write;
  const type = entity.recordTypes.get(String(record.record_type ?? ''));
  const pattern = type?.numbering[field.name] ?? String(field.settings.pattern ?? '{seq:6}');
  const period = numberPeriod(
    (field.settings.reset as NumberReset | undefined) ?? 'never',
    context.today,
  );
  const own = type?.numbering[field.name] ? `.${type.name}` : '';
  const name = `${entity.id}.${field.id}${own}.${period}`;
  const upsert = cachedShape(context, 'next number', () =>
    compileStatement(
      context.database,
      sql`insert into ${sql.table('_sequence')} ("name", "value") values (${new Slot('name')}, 1)
        on conflict ("name") do update set "value" = ${sql.ref('_sequence.value')} + 1 returning "value"`,
    ),
  );
  const [row] = await connection.all(fillStatement(upsert, ruleInputs(context), { name }));
  return renderNumber(parseNumberPattern(pattern) ?? [], context.today, Number(row?.value ?? 1));
}
