/* Finding a node by its label: the box offers what fits as one types. */
"use strict";

const OFFERED = 8;
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
const search = { found: [], at: -1, names: null };

/* The nodes whose label fits, the best first: the same, then one that begins so, then one with a word that does. */
function matches(text, most) {
  const wanted = folded(text);
  if (!wanted) return [];
  search.names ??= graph.nodes.map((node) => folded(node.label));
  const tests = [(name) => name === wanted, (name) => name.startsWith(wanted), (name) => name.includes(` ${wanted}`), (name) => name.includes(wanted)];
  const found = new Set();
  for (const test of tests) {
    for (let id = 0; id < search.names.length && found.size < most; id += 1) if (test(search.names[id])) found.add(id);
  }
  return [...found];
}

function offer() {
  search.found = matches($("wanted").value, OFFERED);
  search.at = -1;
  const list = $("names");
  list.replaceChildren();
  search.found.forEach((id, at) => {
    const item = element("li", graph.nodes[id].label, list, { id: `name${at}`, dir: "auto" });
    item.setAttribute("role", "option");
    element("span", graph.nodes[id].type, item);
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(id));
  });
  openList(search.found.length > 0);
}

function openList(open) {
  $("names").hidden = !open;
  $("wanted").setAttribute("aria-expanded", String(open));
}

function point(step) {
  if (!search.found.length) return;
  search.at = (search.at + step + search.found.length) % search.found.length;
  [...$("names").children].forEach((item, at) => item.setAttribute("aria-selected", String(at === search.at)));
  $("wanted").setAttribute("aria-activedescendant", `name${search.at}`);
}

function take(id) {
  $("wanted").value = graph.nodes[id].label;
  openList(false);
  say("");
  visit(id);
}

function find() {
  const [first] = search.at >= 0 ? [search.found[search.at]] : matches($("wanted").value, 1);
  openList(false);
  if (first !== undefined) take(first);
  else say($("wanted").value.trim() ? "Nothing here has that name." : "");
}

function wireSearch() {
  const box = $("wanted");
  box.addEventListener("input", offer);
  box.addEventListener("blur", () => openList(false));
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      point(step);
    }
    if (event.key === "Escape") openList(false);
  });
  $("find").addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
}
