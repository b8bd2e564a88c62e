// The entity's value schema as a ready-made module of the server (`/api/validators/:entity.js`); a server without it is
// no fault, the field types and the server's own check remain.
import { t } from '../i18n/t.ts';

interface SchemaError {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
  message?: string;
}
interface ValidateFunction {
  (value: unknown): boolean;
  errors?: SchemaError[] | null;
}
/** Field → text. */
export type ValueValidator = (values: unknown) => Record<string, string>;

function run(validate: ValidateFunction, values: unknown): Record<string, string> {
  if (validate(values)) return {};
  const errors: Record<string, string> = {};
  for (const { instancePath, keyword } of validate.errors ?? []) {
    const [, name = '', line] = instancePath.split('/');
    if (name && line === undefined && keyword !== 'required') errors[name] ??= t('form.invalid');
  }
  return errors;
}

const known = new Map<string, Promise<ValueValidator | undefined>>();

async function load(entity: string): Promise<ValueValidator | undefined> {
  try {
    const address = `/api/validators/${entity}.js`;
    const module = (await import(address)) as { default: ValidateFunction };
    return (values) => run(module.default, values);
  } catch {
    return undefined;
  }
}

export function valueValidator(entity: string, hash: string): Promise<ValueValidator | undefined> {
  const key = `${entity} ${hash}`;
  const found = known.get(key) ?? load(entity);
  known.set(key, found);
  return found;
}
