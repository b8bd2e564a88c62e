// How the bar of views looks.
import { css } from 'lit';

export const viewBarStyles = css`
:host{display:block;flex:none}
.views{display:flex;align-items:center;gap:4px;height:44px;border-bottom:1px solid var(--line);padding-right:16px}
.bar{min-width:0;overflow:hidden}
.views .u-tabs{border-bottom:0;min-width:0}
.changes{display:flex;gap:6px;align-items:center;margin-left:4px;flex:none}
.total{color:var(--fg-2);white-space:nowrap;margin-left:auto;padding-left:12px}
form{display:flex;flex-direction:column;gap:6px}
@media (max-width:760px){
  .views{padding-right:4px}
  .total,.wide{display:none}
  .bar{flex:1;mask-image:linear-gradient(90deg,#000 calc(100% - 24px),transparent)}
  .changes .u-btn{padding:0 8px}
}
`;
