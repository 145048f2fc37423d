/* The shortest path between two nodes, over what is shown. */
"use strict";

const path = { from: null };

/* The nodes of a path with the fewest links, by number, both ends with it; null where there is none. */
function shortestPath(start, end) {
  const before = new Map([[start.id, null]]);
  let front = [start];
  while (front.length && !before.has(end.id)) {
    const next = [];
    for (const node of front) {
      for (const { other, edge } of neighboursOf(node)) {
        if (!edge.shown || before.has(other.id)) continue;
        before.set(other.id, node.id);
        next.push(other);
      }
    }
    front = next;
  }
  if (!before.has(end.id)) return null;
  const steps = [];
  for (let id = end.id; id !== null; id = before.get(id)) steps.unshift(id);
  return steps;
}

function startPath(node) {
  path.from = node.id;
  say(`Now choose where the path from “${node.label}” leads.`);
}

function endPath(id) {
  const [start, end] = [graph.nodes[path.from], graph.nodes[id]];
  path.from = null;
  showPath(start, end);
}

function showPath(start, end) {
  const steps = start.shown && end.shown ? shortestPath(start, end) : null;
  choice.path = steps;
  choice.selected = null;
  scene.hovered = null;
  $("panel").hidden = !steps;
  say(steps ? `${steps.length - 1} links lead from “${start.label}” to “${end.label}”.` : "No path leads there over what is shown.");
  if (steps) fillPath($("panel"), steps.map((step) => graph.nodes[step]));
  relabel();
  keep();
  if (steps) frame(pathParts().nodes, covered(), false);
}

function fillPath(panel, nodes) {
  panel.replaceChildren();
  const close = element("button", "×", panel, { type: "button", className: "close", onclick: () => select(null) });
  close.setAttribute("aria-label", "Close the path");
  element("h2", `Path of ${nodes.length - 1}`, panel);
  const list = element("ol", "", panel);
  pathParts().edges.forEach((edge, at) => {
    listStep(list, nodes[at], ` – ${[edge.label, edge.type].filter(Boolean).join(", ")}`);
  });
  listStep(list, nodes.at(-1), "");
}

function listStep(list, node, words) {
  const item = element("li", "", list);
  element("button", node.label, item, { type: "button", dir: "auto", onclick: () => visit(node.id) });
  element("span", words, item);
}
