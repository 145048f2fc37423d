/* The keyboard: moving about, going from node to node, and what the buttons do. */
"use strict";

const KEYS = {
  ArrowLeft: () => pan(-60, 0),
  ArrowRight: () => pan(60, 0),
  ArrowUp: () => pan(0, -60),
  ArrowDown: () => pan(0, 60),
  "+": () => zoom(1.4),
  "=": () => zoom(1.4),
  "-": () => zoom(1 / 1.4),
  "0": () => fit(false),
  n: () => step(1),
  p: () => step(-1),
  Enter: () => step(0),
  e: () => onSelected(expand),
  o: () => onSelected(narrow),
  h: () => onSelected(hide),
  t: () => onSelected(startPath),
};

/* Selects the next of the nodes that are shown, by weight; without one selected, the first. */
function step(by) {
  const nodes = shownNodes();
  if (!nodes.length) return;
  const at = nodes.findIndex(({ id }) => id === choice.selected);
  const node = nodes[at < 0 ? 0 : (at + by + nodes.length) % nodes.length];
  select(node.id);
  frame(foreground()?.nodes ?? [node], covered(), false);
  say(`${node.label}, ${node.type}, ${node.near.length} links`);
}

function onSelected(done) {
  if (choice.selected !== null) done(graph.nodes[choice.selected]);
}

const isTyping = ({ target }) => target.matches?.("input, select, textarea");

function wireKeys() {
  stage.addEventListener("keydown", (event) => {
    const done = !event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key];
    if (!done) return;
    event.preventDefault();
    done();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    if (event.key !== "/" || isTyping(event)) return;
    event.preventDefault();
    $("wanted").focus();
  });
}

/* Closes what is open: the wait for the end of a path, else the details. */
function leave() {
  if (path.from !== null) say("");
  path.from = null;
  select(null);
}
