// The entities a field points to.
import { listSetting, textSetting } from './crm-widget.ts';

/** Entities a field points to: `user` and `department` fields name theirs by their type. */
export function targetsOf(
  type: string,
  settings: Readonly<Record<string, unknown>>,
): readonly string[] {
  if (type === 'user' || type === 'department') return [type];
  const several = listSetting(settings, 'entities');
  return several.length > 0 ? several : [textSetting(settings, 'entity')];
}
