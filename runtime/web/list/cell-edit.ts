// Which cells of a list may be edited in place, and why others may not.
import type { ClientEntity } from '../../../core/model/client.ts';
import { can } from '../app/session.ts';
import { t } from '../i18n/t.ts';
import type { Column } from '../views/columns.ts';

const NOT_IN_CELLS = new Set(['lines', 'signature', 'json', 'file', 'image']);
/** Controls that begin with a text input, so that typing can start them. */
const TYPED = new Set([
  'text',
  'email',
  'phone',
  'url',
  'uscc',
  'long_text',
  'integer',
  'decimal',
  'money',
  'percent',
  'date',
  'duration',
  'picklist',
  'reference',
  'user',
  'department',
]);

/** Why a cell cannot be edited; '' when it can. */
export function editRefusal(entity: ClientEntity, { path, field }: Column): string {
  if (!can(entity.name, 'update')) return t('grid.noRight');
  if (path.includes('.')) return t('grid.elsewhere');
  if (field.computed) return t('grid.computed');
  if (field.right === 'masked') return t('grid.masked');
  const isSystem = field.system && field.name !== 'owner' && field.name !== 'department';
  if (field.right !== 'write' || isSystem || field.readOnly === true) return t('grid.readOnly');
  return NOT_IN_CELLS.has(field.type) ? t('grid.inForm') : '';
}

/** Does a typed character begin to edit this column? */
export function startsByTyping({ field }: Column, text: string): boolean {
  if (!TYPED.has(field.type)) return false;
  const isNumber = ['integer', 'decimal', 'money', 'percent'].includes(field.type);
  return !isNumber || text === '' || /[\d.+-]/.test(text);
}
