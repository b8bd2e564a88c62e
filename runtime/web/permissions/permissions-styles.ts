// How the editor of roles and rights looks.
import { css } from 'lit';

export const permissionsStyles = css`
:host{display:flex;flex-direction:column;gap:14px;min-width:0}
h2{font-size:14px;line-height:20px;font-weight:600}
.roles{display:flex;gap:8px;align-items:center;flex-wrap:wrap}
.roles select{width:min(300px,100%)}
.about{color:var(--fg-3);flex:1 1 240px;min-width:0}
.tools{display:flex;gap:12px;align-items:center;flex-wrap:wrap}
.tools .u-input{width:220px}
.legend{display:flex;gap:12px;font-size:12px;color:var(--fg-3);margin-left:auto;align-items:center}
.legend b{font-weight:400;padding:0 6px;border-radius:4px;background:var(--accent-bg);color:var(--on-accent-bg)}
.bar{position:sticky;bottom:0;display:flex;gap:8px;align-items:center;flex-wrap:wrap;padding:10px 12px;margin-top:4px;border:1px solid var(--line-2);border-radius:8px;background:var(--bg);
  box-shadow:var(--pop-shadow);z-index:3}
.bar .u-grow{min-width:120px}
.u-tabs{padding:0}
[role=tabpanel]{display:flex;flex-direction:column;gap:12px;min-width:0}
@media (max-width:760px){.roles .u-btn{min-height:40px}.tools .u-input{width:100%}.legend{margin-left:0}.keys{display:none}.bar .u-meta,.bar>.u-icon{display:none}.bar>.u-grow{flex-basis:100%}.bar .u-btn{min-height:40px;flex:1}}
`;
