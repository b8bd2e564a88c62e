// The application's texts in Simplified Chinese that lists and forms do not need at first.

import { zhCnAccess } from './zh-cn-access.ts';
import { zhCnAccount } from './zh-cn-account.ts';
import { zhCnAudit } from './zh-cn-audit.ts';
import { zhCnFilter } from './zh-cn-filter.ts';
import { zhCnHelp } from './zh-cn-help.ts';
import { zhCnPermissions } from './zh-cn-permissions.ts';
import { zhCnRecord } from './zh-cn-record.ts';
import { zhCnReview } from './zh-cn-review.ts';
import { zhCnShell } from './zh-cn-shell.ts';
import { zhCnWidgets } from './zh-cn-widgets.ts';

export const zhCnLater = {
  ...zhCnAccess,
  ...zhCnAccount,
  ...zhCnAudit,
  ...zhCnFilter,
  ...zhCnHelp,
  ...zhCnPermissions,
  ...zhCnRecord,
  ...zhCnReview,
  ...zhCnShell,
  ...zhCnWidgets,
};
