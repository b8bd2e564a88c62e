// How the bar of the chosen records and its dialogs look.
import { css } from 'lit';

export const bulkStyles = css`
:host{display:contents}
.bulk{position:absolute;left:50%;bottom:48px;transform:translateX(-50%);display:flex;align-items:center;gap:8px;padding:6px 8px 6px 14px;border-radius:8px;
  background:var(--bg);box-shadow:var(--pop-shadow);z-index:4;white-space:nowrap;max-width:calc(100% - 24px)}
.meter{display:block;width:160px;height:6px;border-radius:3px;background:var(--active);overflow:hidden}
.meter i{display:block;height:100%;background:var(--accent)}
.fields{display:flex;flex-direction:column;gap:6px;min-height:220px}
.fields .u-input{margin-bottom:8px}
.failed{display:flex;flex-direction:column;gap:8px;max-height:50vh;overflow:auto}
.failed li{display:flex;flex-direction:column}
@media (max-width:760px){.bulk{bottom:12px;flex-wrap:wrap;justify-content:center;width:calc(100% - 24px);padding:8px}.bulk .u-btn{padding:0 8px}}
`;
