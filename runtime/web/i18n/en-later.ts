// The application's texts in English that lists and forms do not need at first.

import { enAccess } from './en-access.ts';
import { enAccount } from './en-account.ts';
import { enAudit } from './en-audit.ts';
import { enFilter } from './en-filter.ts';
import { enHelp } from './en-help.ts';
import { enPermissions } from './en-permissions.ts';
import { enRecord } from './en-record.ts';
import { enReview } from './en-review.ts';
import { enShell } from './en-shell.ts';
import { enWidgets } from './en-widgets.ts';
import type { LaterKey } from './zh-cn.ts';

export const enLater: Readonly<Record<LaterKey, string>> = {
  ...enAccess,
  ...enAccount,
  ...enAudit,
  ...enFilter,
  ...enHelp,
  ...enPermissions,
  ...enRecord,
  ...enReview,
  ...enShell,
  ...enWidgets,
};
