// How the account's sections look: headed blocks, lines of devices and keys, password fields, the QR code.
import { css } from 'lit';

export const accountStyles = css`
:host{display:block}
section{display:flex;flex-direction:column;gap:12px;align-items:flex-start}
h2{font-size:14px;line-height:20px;font-weight:600}
form{display:flex;flex-direction:column;gap:12px;width:min(360px,100%)}
.lines{display:flex;flex-direction:column;width:100%}
.line{display:flex;align-items:center;gap:12px;min-height:52px;padding:6px 0;border-top:1px solid var(--line)}
.line:last-child{border-bottom:1px solid var(--line)}
.line>.u-icon{color:var(--fg-3)}
.line>div{flex:1;min-width:0}
.acts{display:flex;flex-wrap:wrap;gap:8px}
.password{position:relative}
.password .u-input{padding-right:36px}
.password .u-box-btn{position:absolute;right:4px;top:50%;transform:translateY(-50%)}
.meter{height:4px;border-radius:2px;background:var(--active);overflow:hidden}
.meter i{display:block;height:100%;border-radius:2px;transition:width var(--fast)}
.qr{display:block;width:min(220px,60vw);border-radius:6px;border:1px solid var(--line)}
.codes{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:4px 16px;font-family:var(--mono);font-size:13px}
.secret{font-family:var(--mono);font-size:12px;overflow-wrap:anywhere;user-select:all}
.choices{display:flex;flex-wrap:wrap;gap:6px 16px;max-height:180px;overflow:auto}
.choices label,.switch{display:flex;align-items:center;gap:8px;cursor:pointer;min-height:28px}
@media (max-width:760px){.line{flex-wrap:wrap}.codes{grid-template-columns:1fr}.u-btn{min-height:40px}}
`;
