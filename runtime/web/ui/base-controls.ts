// Base styles, part one: text, icons, buttons, inputs, field frames, switches, tags. Class names carry the prefix `u-`.
import { css } from 'lit';

export const controlStyles = css`
*,*::before,*::after{box-sizing:border-box}
:host{font:400 13px/20px var(--font);color:var(--fg)}
h1,h2,h3,h4,p,dl,dd,ul,ol,figure{margin:0;padding:0}
ul,ol{list-style:none}
button,input,select,textarea{font:inherit;color:inherit;letter-spacing:inherit}
a{color:var(--accent-fg);text-decoration:none}
a:hover{text-decoration:underline}
:focus{outline:none}
:focus-visible{outline:2px solid var(--accent-fg);outline-offset:1px}
h1:focus-visible{outline:none}
[hidden]{display:none!important}
::placeholder{color:var(--fg-3);opacity:1}
::selection{background:color-mix(in srgb,var(--accent) 28%,transparent)}
.u-icon{width:16px;height:16px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;
  stroke-linejoin:round;vertical-align:-3px}
.u-icon-s{width:14px;height:14px}
.u-icon-l{width:20px;height:20px}
.u-icon-xl{width:32px;height:32px;stroke-width:1.25}
.u-num{font-variant-numeric:tabular-nums}
.u-mono{font-family:var(--mono);font-size:12px}
.u-cut{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0}
.u-meta{color:var(--fg-3);font-size:12px}
.u-muted{color:var(--fg-3)}
.u-strong{font-weight:500}
.u-grow{flex:1 1 auto;min-width:0}
.u-row{display:flex;align-items:center;gap:8px}
.u-wrap{flex-wrap:wrap}
.u-sr{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.u-btn{display:inline-flex;align-items:center;justify-content:center;gap:6px;height:var(--ctl-s);padding:0 10px;border:1px solid var(--line-2);
  border-radius:6px;background:var(--bg);color:var(--fg);font-weight:500;cursor:pointer;white-space:nowrap;
  transition:background var(--fast);text-decoration:none;flex:none;user-select:none}
.u-btn:hover{background:var(--hover);text-decoration:none}
.u-btn:active{background:var(--active)}
.u-btn[disabled],.u-btn[aria-disabled=true]{opacity:.5;cursor:default}
.u-btn-m{height:var(--ctl);padding:0 12px}
.u-btn-primary{background:var(--accent);border-color:transparent;color:#fff}
.u-btn-primary:hover,.u-btn-primary:active{background:var(--accent-hover)}
.u-btn-ghost{border-color:transparent;background:transparent;color:var(--fg-2);font-weight:400}
.u-btn-danger{color:var(--bad)}
.u-btn-icon{width:var(--ctl-s);padding:0;color:var(--fg-2)}
.u-btn-block{width:100%}
.u-btn[aria-pressed=true],.u-btn-on{background:var(--accent-bg);color:var(--on-accent-bg)}
.u-btn-busy{color:transparent!important;position:relative}
.u-btn-busy::after{content:"";position:absolute;width:14px;height:14px;border:2px solid #fff;border-right-color:transparent;
  border-radius:50%;animation:u-spin .7s linear infinite}
@keyframes u-spin{to{transform:rotate(1turn)}}
.u-input{display:block;width:100%;height:var(--ctl);padding:0 9px;border:1px solid var(--line-ctl);border-radius:6px;
  background:var(--bg);color:var(--fg);font-size:var(--ctl-font);transition:border-color var(--fast)}
textarea.u-input{height:auto;min-height:72px;padding:6px 9px;line-height:20px;resize:vertical;display:block}
.u-input:hover{border-color:var(--fg-3)}
.u-input:focus,.u-box:focus-within{border-color:var(--accent-fg);outline:1px solid var(--accent-fg);outline-offset:0}
.u-input[aria-invalid=true],.u-box-bad{border-color:var(--bad)}
.u-input[aria-invalid=true]:focus,.u-box-bad:focus-within{border-color:var(--bad);outline-color:var(--bad)}
.u-input[readonly],.u-input[disabled],.u-ro{border-color:var(--line);background:var(--bg-2);color:var(--fg-2)}
.u-ro{min-height:var(--ctl);padding:5px 9px;border:1px solid var(--line);border-radius:6px;overflow-wrap:anywhere;white-space:pre-line;
  display:flex;align-items:center;gap:6px;flex-wrap:wrap}
select.u-input{appearance:none;padding-right:28px;background-image:linear-gradient(45deg,transparent 50%,var(--fg-3) 50%),
  linear-gradient(135deg,var(--fg-3) 50%,transparent 50%);background-position:calc(100% - 15px) 52%,calc(100% - 11px) 52%;
  background-size:4px 4px;background-repeat:no-repeat}
.u-right{text-align:right}
.u-box .u-right{padding-right:5px}
.u-box{display:flex;align-items:center;flex-wrap:wrap;gap:4px;min-height:var(--ctl);padding:0 4px 0 9px;border:1px solid var(--line-ctl);
  border-radius:6px;background:var(--bg);cursor:text;position:relative}
.u-box:hover{border-color:var(--fg-3)}
.u-box-chips{padding-block:3px;padding-left:5px}
.u-box input{flex:1 1 60px;min-width:40px;height:calc(var(--ctl) - 8px);border:0;padding:0;background:transparent;
  font-size:var(--ctl-font)}
.u-box input:focus-visible{outline:none}
.u-box-btn{display:inline-grid;place-items:center;width:24px;height:24px;border:0;border-radius:4px;background:transparent;
  color:var(--fg-3);cursor:pointer;flex:none;padding:0}
.u-box-btn:hover{background:var(--hover);color:var(--fg)}
.u-affix{color:var(--fg-3);flex:none;white-space:nowrap}
.u-field{display:flex;flex-direction:column;gap:4px;min-width:0;border:0;margin:0;padding:0}
.u-label{font-weight:500;color:var(--fg-2);padding:0;display:block}
.u-star{color:var(--bad);font-weight:500;margin-left:3px}
.u-help,.u-error{font-size:12px;line-height:18px;color:var(--fg-3)}
.u-error{color:var(--bad);display:flex;gap:4px;align-items:flex-start}
.u-error .u-icon{margin-top:2px}
.u-check,.u-radio{appearance:none;width:15px;height:15px;margin:0;border:1px solid var(--line-ctl);border-radius:4px;background:var(--bg);
  display:inline-grid;place-items:center;flex:none;cursor:pointer;vertical-align:-2px}
.u-radio{border-radius:50%}
.u-check::before{content:"";width:9px;height:9px;transform:scale(0);background:#fff;
  clip-path:polygon(12% 48%,24% 36%,42% 54%,78% 14%,90% 26%,42% 80%)}
.u-check:checked,.u-check:indeterminate{background:var(--accent);border-color:var(--accent)}
.u-check:checked::before{transform:scale(1.15)}
.u-check:indeterminate::before{transform:none;height:2px;clip-path:none}
.u-radio:checked{border:4px solid var(--accent)}
.u-switch{appearance:none;position:relative;width:34px;height:20px;border-radius:10px;background:var(--line-ctl);margin:0;cursor:pointer;flex:none;
  transition:background var(--fast)}
.u-switch::before{content:"";position:absolute;left:2px;top:2px;width:16px;height:16px;border-radius:50%;background:#fff;
  transition:transform var(--fast)}
.u-switch:checked{background:var(--accent)}
.u-switch:checked::before{transform:translateX(14px)}
.u-switch[disabled]{opacity:.55;cursor:default}
.u-seg{display:inline-flex;max-width:100%;padding:1px;border:1px solid var(--line-2);border-radius:7px;background:var(--hover);flex-wrap:wrap}
.u-seg label{position:relative;padding:0 14px;min-height:calc(var(--ctl) - 4px);display:grid;place-items:center;border-radius:6px;
  cursor:pointer;color:var(--fg-2);border:1px solid transparent}
.u-seg input{position:absolute;inset:0;opacity:0;margin:0;cursor:pointer}
.u-seg label:has(:checked){background:var(--raised);color:var(--fg);font-weight:500;border-color:var(--line-2)}
.u-seg label:has(:focus-visible){outline:2px solid var(--accent-fg)}
.u-seg label:has(:disabled){cursor:default;opacity:.6}
.u-tag{display:inline-flex;align-items:center;gap:5px;height:20px;padding:0 7px;border-radius:4px;font-size:12px;line-height:20px;
  max-width:100%;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;vertical-align:middle}
.u-dot{width:6px;height:6px;border-radius:50%;background:currentColor;flex:none}
.u-chip{height:24px;padding:0 0 0 8px;gap:2px}
.u-chip:not(:has(button)){padding-right:8px}
.u-chip-x{display:inline-grid;place-items:center;width:24px;height:24px;border:0;background:transparent;color:inherit;cursor:pointer;
  border-radius:4px;padding:0}
.u-chip-x .u-icon{width:12px;height:12px}
.u-chip-x:hover{background:rgb(0 0 0/.08)}
.u-tag-gray{color:var(--tag-gray);background:var(--tag-gray-bg)}
.u-tag-blue{color:var(--tag-blue);background:var(--tag-blue-bg)}
.u-tag-green{color:var(--tag-green);background:var(--tag-green-bg)}
.u-tag-amber{color:var(--tag-amber);background:var(--tag-amber-bg)}
.u-tag-violet{color:var(--tag-violet);background:var(--tag-violet-bg)}
.u-tag-red{color:var(--tag-red);background:var(--tag-red-bg)}
.u-tag-teal{color:var(--tag-teal);background:var(--tag-teal-bg)}
.u-tag-pink{color:var(--tag-pink);background:var(--tag-pink-bg)}
.u-tags{display:inline-flex;gap:4px;flex-wrap:wrap;min-width:0;vertical-align:middle}
.u-avatar{display:inline-grid;place-items:center;width:20px;height:20px;border-radius:50%;font-size:11px;line-height:1;flex:none}
.u-person{vertical-align:middle;display:inline-flex;align-items:center;gap:6px;min-width:0;max-width:100%}
.u-kbd{display:inline-block;min-width:18px;padding:0 5px;border:1px solid var(--line-2);border-radius:4px;background:var(--bg);
  font:11px/16px var(--font);color:var(--fg-3);text-align:center;white-space:nowrap}
.u-count{display:inline-grid;place-items:center;min-width:16px;height:16px;padding:0 4px;border-radius:8px;background:var(--accent-bg);
  color:var(--on-accent-bg);font-size:11px;line-height:1}
`;
