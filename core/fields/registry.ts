// The one table of field types. A new type is one file beside this one and one line here.
import { address } from './address.ts';
import { autoNumber } from './auto-number.ts';
import { boolean } from './boolean.ts';
import { classification } from './classification.ts';
import { colour } from './colour.ts';
import { date } from './date.ts';
import { datetime } from './datetime.ts';
import { decimal } from './decimal.ts';
import { department } from './department.ts';
import { duration } from './duration.ts';
import { email } from './email.ts';
import type { AnyFieldType } from './field-type.ts';
import { file } from './file.ts';
import { formula } from './formula.ts';
import { geo } from './geo.ts';
import { image } from './image.ts';
import { integer } from './integer.ts';
import { json } from './json.ts';
import { lines } from './lines.ts';
import { longText } from './long-text.ts';
import { manyToMany } from './many-to-many.ts';
import { maskedText } from './masked-text.ts';
import { money } from './money.ts';
import { percent } from './percent.ts';
import { period } from './period.ts';
import { phone } from './phone.ts';
import { picklist } from './picklist.ts';
import { rating } from './rating.ts';
import { reference } from './reference.ts';
import { richText } from './rich-text.ts';
import { rollup } from './rollup.ts';
import { signature } from './signature.ts';
import { defineSnapshot } from './snapshot.ts';
import { tags } from './tags.ts';
import { text } from './text.ts';
import { time } from './time.ts';
import { url } from './url.ts';
import { uscc } from './uscc.ts';
import { user } from './user.ts';

/** Types whose values a snapshot may copy. */
const sourceTypes = {
  text,
  long_text: longText,
  rich_text: richText,
  email,
  phone,
  url,
  integer,
  decimal,
  money,
  percent,
  boolean,
  date,
  period,
  time,
  datetime,
  duration,
  picklist,
  classification,
  reference,
  user,
  department,
  many_to_many: manyToMany,
  lines,
  file,
  image,
  address,
  geo,
  auto_number: autoNumber,
  formula,
  rollup,
  rating,
  colour,
  tags,
  json,
  signature,
  uscc,
  masked_text: maskedText,
} as const;

export const fieldTypes = Object.freeze({
  ...sourceTypes,
  snapshot: defineSnapshot(sourceTypes),
});

export type FieldTypeName = keyof typeof fieldTypes;

export function isFieldTypeName(name: string): name is FieldTypeName {
  return Object.hasOwn(fieldTypes, name);
}

/** The type of that name, or undefined. */
export function fieldType(name: string): AnyFieldType | undefined {
  return isFieldTypeName(name) ? fieldTypes[name] : undefined;
}
