// How a form looks: a column of at most 880 px with sections, the outline at its right, one column on phones.
import { css } from 'lit';

export const formStyles = css`
:host{display:block;container-type:inline-size}
.form{display:grid;grid-template-columns:minmax(0,880px) 176px;gap:40px;justify-content:center;padding:20px 24px var(--form-end,48px)}
.main{display:flex;flex-direction:column;min-width:0}
.banner{margin-bottom:16px}
.section{border:0;margin:0;padding:0;min-width:0}
.section+.section{border-top:1px solid var(--line);margin-top:20px;padding-top:20px}
.section-head{font-size:14px;line-height:20px;font-weight:600;margin-bottom:12px;display:flex;align-items:center;gap:6px}
.section-head button{font-weight:600;display:inline-flex;align-items:center;gap:6px;color:inherit}
.fields{display:grid;grid-template-columns:repeat(var(--columns,2),minmax(0,1fr));gap:14px 24px;align-items:start}
.cell{min-width:0;scroll-margin:80px}
.outline{position:sticky;top:20px;align-self:start;border-left:1px solid var(--line-2)}
.outline a{display:flex;justify-content:space-between;padding:4px 10px;color:var(--fg-2);margin-left:-1px;border-left:1px solid transparent}
.outline a:hover{color:var(--fg);text-decoration:none;border-left-color:var(--line-ctl)}
.outline b{color:var(--bad);font-weight:600}
.tabs{margin:-8px 0 16px}
@container (max-width:900px){.form{grid-template-columns:minmax(0,880px)}.outline{display:none}}
@container (max-width:640px){.form{padding:16px 16px var(--form-end,96px)}.fields{grid-template-columns:minmax(0,1fr)}.cell{grid-column:auto!important}}
`;
