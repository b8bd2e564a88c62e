// Physical names. Tables and columns carry the names of the metadata; what the engine adds is set off by `_` or `__`,
// which no metadata name can hold, so the two never meet.

/** PostgreSQL cuts identifiers at 63 bytes; longer names end in a short hash instead. */
const MAX_IDENTIFIER = 60;

/** FNV-1a, 32 bit: http://www.isthe.com/chongo/tech/comp/fnv/ */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash.toString(36);
}

/** An identifier that fits both databases. */
export function identifier(name: string): string {
  if (name.length <= MAX_IDENTIFIER) return name;
  const hash = shortHash(name);
  return `${name.slice(0, MAX_IDENTIFIER - hash.length - 1)}_${hash}`;
}

/** Child table of a multi-valued field: `account__industry`. */
export function childTableName(entity: string, field: string): string {
  return identifier(`${entity}__${field}`);
}

/** Column of a composite field's part: `address__region`. */
export function columnName(field: string, suffix?: string): string {
  return suffix ? identifier(`${field}__${suffix}`) : field;
}

/** Full-text table of an entity: `_search_account`. */
export function searchTableName(entity: string): string {
  return identifier(`_search_${entity}`);
}
