// Shares of a record as the server tells them, and their words.
import { t } from '../i18n/t.ts';

export type ShareKind = 'user' | 'team' | 'department' | 'role';
export type ShareLevel = 'read' | 'write';

export interface Share {
  id: string;
  principal: { kind: ShareKind; id: string; name: string | null };
  level: ShareLevel;
  part: string | null;
  expires_at: string | null;
}

/** `GET /api/records/:entity/:id/shares`. */
export interface Shares {
  items: Share[];
  mayShare: boolean;
}

export const SHARE_KINDS: readonly ShareKind[] = ['user', 'team', 'department', 'role'];

export function kindLabel(kind: ShareKind): string {
  return t(`share.kind.${kind}`);
}

export function levelLabel(level: ShareLevel): string {
  return t(`share.level.${level}`);
}
