/* export_page.c — the page around an exported trace: its style, and the script that shows what is true after n events.
 */
#include <stddef.h>

#include "export_page.h"

const char export_page_head[] =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
    "<title>ctxlab trace</title>\n<style>\n"
    ":root { color-scheme: light dark; --live: #1a7f4b; --told: #b3541e; --gone: #777; --now: #2563c9 }\n"
    "@media (prefers-color-scheme: dark) { :root { --live: #5fd39a; --told: #f0a070; --gone: #999; --now: #7fb0ff } }\n"
    "body { font: 14px/1.45 ui-monospace, monospace; margin: 0; padding: 1rem; display: grid; gap: .75rem; height: 100vh;\n"
    "  box-sizing: border-box; grid-template: auto auto auto 1fr / 3fr 2fr }\n"
    "h1 { font-size: 1rem; margin: 0 } header, #bar, #line { grid-column: 1 / 3 }\n"
    "#bar { display: flex; gap: .5rem; align-items: center } #at { flex: 1 }\n"
    "#line { white-space: pre-wrap; min-height: 2.9em; border-left: 3px solid var(--now); padding-left: .6rem }\n"
    "section { overflow: auto; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: .5rem; border-radius: 4px }\n"
    "h2 { font-size: .85rem; margin: 0 0 .4rem; font-weight: normal; opacity: .75 }\n"
    ".row { white-space: pre } .live { color: var(--live) } .told { color: var(--told) } .gone { color: var(--gone) }\n"
    ".now { background: color-mix(in srgb, var(--now) 18%, transparent) } .bad { color: var(--told) }\n"
    "</style></head><body>\n<header><h1 id=\"title\"></h1><div id=\"damage\" class=\"bad\"></div></header>\n"
    "<div id=\"bar\"><button id=\"play\">play</button><button id=\"back\" title=\"one event back\">,</button>"
    "<button id=\"next\" title=\"one event forward\">.</button><input id=\"at\" type=\"range\" min=\"0\" aria-label=\"event\">"
    "<span id=\"count\"></span></div>\n<div id=\"line\" aria-live=\"polite\"></div>\n"
    "<section><h2>contexts</h2><div id=\"tree\"></div></section><section><h2>tasks</h2><div id=\"tasks\"></div></section>\n<script>\n";

const char *const export_page_script[] = {
    "const el = id => document.getElementById(id), [ID, PARENT, LABEL, MADE, TOLD, NOTICED, DETACHED, FREED, ERR, WHY, CAUSE, BY, TOLDAT]"
    " = Array(13).keys();\n"
    "const children = new Map(); for (const n of nodes) { const p = n[PARENT]; if (!children.has(p)) children.set(p, []);"
    " children.get(p).push(n) }\n"
    "const waits = new Map(); events.forEach((e, i) => { if (e[3]) { if (!waits.has(e[1])) waits.set(e[1], []); waits.get(e[1])"
    ".push([i + 1, e[3] == 1 ? e[4] : '']) } });\n"
    "let at = 0, timer = 0;\n"
    "const after = (event, n) => event && event <= n;\n",
    "function state(n, at) {\n"
    "  if (after(n[FREED], at)) return ['gone', '\\u00b7 freed'];\n"
    "  if (after(n[TOLD], at)) { const why = n[ERR] + (n[WHY] ? ' by ' + n[WHY] : '') + (n[CAUSE] ? ' (' + n[CAUSE] + ')' : '');\n"
    "    return ['told', '\\u2717 told: ' + why + (after(n[NOTICED], at) ? ', noticed' : '') + (after(n[DETACHED], at) ? ', detached' : '')] }\n"
    "  return ['live', '\\u25cf live'] }\n"
    "function row(text, kind, now) { const d = document.createElement('div'); d.className = 'row ' + kind + (now ? ' now' : '');\n"
    "  d.textContent = text; return d }\n",
    "function walk(parent, depth, into, about, budget) {\n"
    "  const list = (children.get(parent) || []).filter(n => after(n[MADE], at));\n"
    "  for (let i = 0; i < list.length && into.length < budget;) {\n"
    "    const n = list[i], [kind, word] = state(n, at); let same = 1;\n"
    "    if (!children.has(n[ID])) while (i + same < list.length && list[i + same][LABEL] == n[LABEL] && !children.has(list[i + same][ID])\n"
    "      && state(list[i + same], at)[1] == word && list[i + same][ID] != about) same++;\n"
    "    if (same < 6) same = 1;\n"
    "    const name = same > 1 ? 'c' + n[ID] + '\\u2026c' + list[i + same - 1][ID] + ' \\u00d7 ' + same : 'c' + n[ID];\n"
    "    into.push(row('  '.repeat(depth) + name + ' ' + n[LABEL] + '  ' + word + (n[BY] ? '  [' + n[BY] + ']' : ''), kind, n[ID] == about));\n"
    "    walk(n[ID], depth + 1, into, about, budget); i += same } }\n",
    "function waiting(task) { let now = ''; for (const [event, op] of waits.get(task) || []) { if (event > at) break; now = op } return now }\n"
    "function show() {\n"
    "  const e = at ? events[at - 1] : null, into = [], lanes = [];\n"
    "  el('at').value = at; el('count').textContent = at + ' / ' + events.length;\n"
    "  el('line').textContent = e ? e[0].trim() : 'before the first event';\n"
    "  walk(0, 0, into, e ? e[2] : 0, 2000); el('tree').replaceChildren(...into);\n"
    "  for (const t of tasks) { if (!after(t[3], at) && t[3]) continue; const ended = after(t[4], at), op = waiting(t[0]);\n"
    "    if (lanes.length < 1000) lanes.push(row(t[1] + (t[2] ? ' on c' + t[2] : '') + '  ' + (ended ? '\\u00b7 ended' : op ? '\\u25cc waits in ' + op : '\\u25b6 runs'),\n"
    "      ended ? 'gone' : op ? '' : 'live', e && e[1] == t[0])) }\n"
    "  el('tasks').replaceChildren(...lanes) }\n",
    "function go(n) { at = Math.max(0, Math.min(events.length, n)); show() }\n"
    "function play() { if (timer) { clearInterval(timer); timer = 0 } else { if (at == events.length) at = 0;\n"
    "  timer = setInterval(() => { go(at + 1); if (at == events.length) play() }, 120) } el('play').textContent = timer ? 'pause' : 'play' }\n"
    "el('title').textContent = 'ctxlab trace: ' + (program || 'a program'); el('damage').textContent = damage; el('at').max = events.length;\n"
    "el('at').oninput = () => go(+el('at').value); el('play').onclick = play; el('back').onclick = () => go(at - 1); el('next').onclick = () => go(at + 1);\n"
    "onkeydown = e => { if (e.target.tagName == 'INPUT' && e.key.startsWith('Arrow')) return;\n"
    "  const key = { ' ': play, '.': () => go(at + 1), ',': () => go(at - 1), ArrowRight: () => go(at + 1), ArrowLeft: () => go(at - 1),\n"
    "    Home: () => go(0), End: () => go(events.length) }[e.key]; if (key) { e.preventDefault(); key() } };\n"
    "go(events.length);\n</script></body></html>\n",
    NULL,
};
