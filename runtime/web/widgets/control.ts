// What an edit control is given, and the function that renders one: widgets made of other widgets receive it.
import type { TemplateResult } from 'lit';
import type { Json } from '../../../core/fields/field-type.ts';
import type { ClientEntity, ClientField } from '../../../core/model/client.ts';
import type { Values } from './crm-widget.ts';
import type { WidgetSource } from './source.ts';

export interface ControlProps {
  key: string;
  label: string;
  entity: ClientEntity;
  source: WidgetSource;
  value: Json;
  record: Values;
  invalid: boolean;
  required: boolean;
  readOnly: boolean;
  describedBy: string;
  allowed?: readonly string[] | undefined;
  /** Problems inside the value, for widgets made of many inputs. */
  errors?: unknown;
  onChange(value: Json): void;
}

export type RenderControl = (field: ClientField, props: ControlProps) => TemplateResult;
