// How the list page looks around its grid.
import { css } from 'lit';

export const listStyles = css`
:host{display:flex;flex-direction:column;min-height:0;flex:1;position:relative}
.tools{display:flex;align-items:center;gap:8px;height:44px;padding:0 16px;flex:none;border-bottom:1px solid var(--line)}
.quick{width:200px;min-height:28px;flex-wrap:nowrap}
.quick input{height:26px}
.foot{display:flex;align-items:center;gap:12px;height:32px;padding:0 16px;border-top:1px solid var(--line);flex:none;font-size:12px;color:var(--fg-2);white-space:nowrap;
  overflow:hidden}
.keys{margin-left:auto;display:flex;gap:14px;align-items:center;color:var(--fg-3)}
.keys span{display:flex;gap:4px;align-items:center}
.bin{margin:8px 16px 0}
.stage{position:relative;flex:1;display:flex;min-height:0}
.over{position:absolute;inset:34px 0 0;display:grid;place-items:center;background:var(--bg)}
.count{display:none}
@media (max-width:760px){
  .foot,.wide{display:none}
  .tools .u-btn{font-size:0;gap:0;width:40px;padding:0;position:relative}
  .tools .u-count{position:absolute;right:2px;top:2px}
  .tools{height:52px;gap:2px;padding:0 8px 0 12px}
  .quick{width:auto;min-width:0;flex:1;min-height:36px}
  .tools>.u-grow{display:none}
  .quick input{height:34px;min-width:0}
  .count{display:block;padding:6px 16px 4px;font-size:12px;color:var(--fg-3)}
  .over{inset:0}
}
`;
