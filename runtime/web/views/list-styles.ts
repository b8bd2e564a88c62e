// How the list page looks around its grid.
import { css } from 'lit';

export const listStyles = css`
:host{display:flex;flex-direction:column;min-height:0;flex:1;position:relative}
.views{display:flex;align-items:center;border-bottom:1px solid var(--line);padding-right:16px;flex:none}
.views .u-tabs{flex:1;border-bottom:0;min-width:0}
.total{color:var(--fg-2);white-space:nowrap}
.tools{display:flex;align-items:center;gap:8px;height:44px;padding:0 16px;flex:none;border-bottom:1px solid var(--line)}
.quick{width:200px;min-height:28px}
.quick input{height:26px}
.foot{display:flex;align-items:center;gap:12px;height:32px;padding:0 16px;border-top:1px solid var(--line);flex:none;font-size:12px;color:var(--fg-2)}
.keys{margin-left:auto;display:flex;gap:14px;align-items:center;color:var(--fg-3)}
.keys span{display:flex;gap:4px;align-items:center}
.bulk{position:absolute;left:50%;bottom:48px;transform:translateX(-50%);display:flex;align-items:center;gap:8px;padding:6px 8px 6px 14px;border-radius:8px;
  background:var(--bg);box-shadow:var(--pop-shadow);z-index:4;white-space:nowrap}
.bin{margin:8px 16px 0}
.stage{position:relative;flex:1;display:flex;min-height:0}
.over{position:absolute;inset:34px 0 0;display:grid;place-items:center;background:var(--bg)}
@media (max-width:760px){
  .foot,.wide{display:none}
  .tools .u-btn{font-size:0;gap:0;width:40px;padding:0}
  .tools{height:52px}
  .quick{width:auto;min-width:0;flex:1;flex-wrap:nowrap;min-height:36px}
  .tools>.u-grow{display:none}
  .quick input{height:34px}
  .bulk{bottom:16px}
}
`;
