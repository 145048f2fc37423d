/* The page at work: reads the network, draws it and wires the controls. */
"use strict";

function say(text) {
  $("status").textContent = text;
}

/* Everything follows the choices: the picture, then the legend, the table, the address. */
function refresh() {
  const count = redraw();
  if (choice.path && !choice.path.every((id) => graph.nodes[id].shown)) choice.path = null;
  follow(count);
}

function follow(count) {
  say(count < graph.nodes.length ? `${count} of ${graph.nodes.length} shown.` : "");
  $("all").hidden = count === graph.nodes.length;
  fillLegend();
  showChoices();
  fillTable();
  keep();
}

const EVENTS = {
  drawn: () => drawn(),
  hover: (id) => {
    if (scene.hovered === id) return;
    scene.hovered = id;
    stage.style.cursor = id === null ? "" : "pointer";
    relabel();
  },
  click: (id) => select(id),
};

function redress() {
  readTheme();
  refresh();
}

function wire() {
  wireSearch();
  wireFilters();
  wireFiles();
  wireTable();
  wireKeys();
  wireLayers();
  $("closer").addEventListener("click", () => zoom(1.4));
  $("farther").addEventListener("click", () => zoom(1 / 1.4));
  $("fit").addEventListener("click", () => fit(false));
  $("theme").addEventListener("click", () => {
    wantTheme(THEMES[(THEMES.indexOf(theme.wanted) + 1) % THEMES.length]);
    say(`Colours: ${theme.wanted}`);
    redress();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redress);
  new ResizeObserver(soon(() => (renderer.resize ?? renderer.redraw)())).observe(stage);
  stage.addEventListener("pointerup", keep);
  stage.addEventListener("wheel", keep, { passive: true });
}

async function start() {
  await readGraph();
  const asked = readFragment();
  measureSizes();
  const count = decide();
  charted();
  renderer = createRenderer(stage, EVENTS);
  fillChoices();
  fillYears();
  fillLeast();
  wire();
  fit(true);
  follow(count);
  takeUp(asked);
  window.paperkg.ready = true;
}

window.paperkg = {
  ready: false,
  visit: (id) => visit(id),
  hover: (id) => EVENTS.hover(id),
  lens: () => renderer.lens(),
  go: (x, y, scale) => go(x, y, scale, true),
  frames: () => layers.drawn,
  graph: () => graph,
  choice,
  renderer: () => renderer.name,
  labels: () => layers.placed.map(({ text, anchor, dx, dy, font }) => ({ ...lens().toScreen(anchor), dx, dy, text, width: widthOf(font, text) })),
};
start();
