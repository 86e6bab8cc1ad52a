"""How the receipt's page looks: dark ink on white, readable on a phone, and printed without a file's rows torn apart."""

STYLE = """
:root { --ink: #1c1c1c; --pale: #6a6a6a; --rule: #dcdcd8; --paper: #fcfcfb; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 62rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.9rem; font-weight: 600; margin: 0 0 .4rem; }
h2 { font-size: 1.25rem; font-weight: 600; margin: 0 0 .3rem; }
h3 { font-size: .95rem; font-weight: 600; margin: 0 0 .5rem; overflow-wrap: anywhere; }
p { margin: 0 0 .5rem; }
header p { color: var(--pale); max-width: 46rem; }
section { border-top: 2px solid var(--ink); margin-top: 2.2rem; padding-top: 1rem; }
article { border-top: 1px solid var(--rule); padding: 1rem 0; margin-top: .8rem; }
.row { display: flex; gap: 1.5rem; align-items: flex-start; }
.pictures { display: flex; gap: .75rem; flex: none; width: 26rem; }
.told { flex: 1 1 0; min-width: 0; }
figure { margin: 0; width: 12.5rem; }
img { display: block; max-width: 100%; background: #000; }
figcaption { color: var(--pale); font-size: .78rem; margin-top: .25rem; }
details { margin: .3rem 0; font-size: .85rem; }
summary { cursor: pointer; color: var(--pale); }
details dl { margin: .4rem 0; }
.numbers div { display: flex; gap: .8rem; }
.numbers dt { flex: none; color: var(--pale); }
ol { margin: .4rem 0; padding-left: 1.4rem; font-size: .82rem; color: var(--pale); }
ol b { color: var(--ink); font-weight: 600; }
li { overflow-wrap: anywhere; }
.mono, dd { overflow-wrap: anywhere; }
.mono, .origin dd { font: .76rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--pale); }
.note { color: #7a4b00; }
.warn { background: #fff3d6; border-left: 4px solid #d99a00; padding: .5rem .8rem; }
.origin { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .6rem 0; font-size: .82rem; }
.origin dt { color: var(--pale); }
dd { margin: 0; }
.measures { columns: 13rem; column-gap: 1.5rem; margin: .3rem 0 0; font-size: .8rem; }
.measures div { break-inside: avoid; padding-bottom: .8rem; }
.measures dt { font-weight: 600; text-transform: capitalize; }
.measures dd { color: var(--pale); }
.measures b { color: var(--ink); font-weight: 500; }
@media (max-width: 50rem) { .row { display: block; } .pictures { width: auto; margin-bottom: .6rem; } figure { width: 48%; } }
@media print { body { padding: 0; max-width: none; font-size: 11px; } article, .measures div { break-inside: avoid; } h2, h3 { break-after: avoid; }
  img, .warn { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
"""
