// Checks metadata against the schema of its kind and turns Ajv's findings into problems with a cure.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { nearest, type Problem } from '../errors.ts';
import { type KindName, metadataKinds } from './schema/kinds.ts';
import { NAME_PATTERN } from './schema/parts.ts';

// The schemas are the engine's own constants, so that checking them against the meta-schema at every start (25 ms) tells
// nothing new; optimising code that checks each file once costs more than it saves.
const ajv = new Ajv2020({
  allErrors: true,
  strict: false,
  verbose: true,
  validateSchema: false,
  code: { optimize: false },
});
addFormats.default(ajv);
const validators = new Map<KindName, ValidateFunction>();

function validator(kind: KindName): ValidateFunction {
  const known = validators.get(kind);
  if (known) return known;
  const compiled = ajv.compile(metadataKinds[kind].schema);
  validators.set(kind, compiled);
  return compiled;
}

/**
 * Problems of one metadata node.
 * @param where gives the place (`pack/file#pointer`) of the property at a JSON pointer
 */
export function schemaProblems(
  kind: KindName,
  value: unknown,
  where: (pointer: string) => string,
): Problem[] {
  const validate = validator(kind);
  if (validate(value)) return [];
  return problemsOf(validate.errors ?? [], where);
}

/** The same for a schema at hand, e.g. the settings of a field type. */
export function conform(
  validate: ValidateFunction,
  value: unknown,
  where: (pointer: string) => string,
): Problem[] {
  return validate(value) ? [] : problemsOf(validate.errors ?? [], where);
}

/** Compiles a schema of settings for `conform`. */
export function compileSchema(schema: object): ValidateFunction {
  return ajv.compile(schema);
}

/** Branch failures of anyOf repeat what the anyOf itself says. */
function problemsOf(errors: readonly ErrorObject[], where: (pointer: string) => string): Problem[] {
  const branches = errors
    .filter((error) => error.keyword === 'anyOf')
    .map((error) => error.schemaPath);
  return errors
    .filter(
      (error) =>
        !branches.some(
          (path) => error.schemaPath !== path && error.schemaPath.startsWith(`${path}/`),
        ),
    )
    .map((error) => problemOf(error, where));
}

function problemOf(error: ErrorObject, where: (pointer: string) => string): Problem {
  const pointer = error.instancePath;
  const params = error.params as Record<string, string>;
  switch (error.keyword) {
    case 'additionalProperties': {
      const name = params.additionalProperty ?? '';
      const known = Object.keys((error.parentSchema?.properties ?? {}) as object);
      const hint = nearest(name, known);
      return {
        code: 'meta.unknown-key',
        at: where(`${pointer}/${escapePointer(name)}`),
        params: { name, hint },
      };
    }
    case 'required': {
      const name = params.missingProperty ?? '';
      const locale = name === 'zh-CN' || name === 'en';
      if (locale)
        return { code: 'meta.missing-text', at: where(pointer), params: { locale: name } };
      return { code: 'meta.missing-key', at: where(pointer), params: { name } };
    }
    case 'enum':
      return {
        code: 'meta.enum',
        at: where(pointer),
        params: { value: error.data, allowed: params.allowedValues },
      };
    case 'type':
      return { code: 'meta.type', at: where(pointer), params: { expected: params.type } };
    case 'pattern':
      if (params.pattern === NAME_PATTERN) {
        return { code: 'meta.bad-name', at: where(pointer), params: { name: error.data } };
      }
      return {
        code: 'meta.pattern',
        at: where(pointer),
        params: { value: error.data, pattern: params.pattern },
      };
    default:
      return {
        code: 'meta.schema',
        at: where(pointer),
        params: { reason: error.message ?? error.keyword },
      };
  }
}

/** One segment of a JSON pointer (RFC 6901). */
export function escapePointer(segment: string): string {
  return segment.replace(/~/g, '~0').replace(/\//g, '~1');
}
