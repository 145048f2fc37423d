/* The panel of details: facts, links, sentences, and what can be done with a node. */
"use strict";

const MANY = 200; // neighbours that are listed at once

function element(tag, text, parent, attributes = {}) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.textContent = text;
  parent?.append(made);
  return made;
}

const isSafe = (url) => /^(https?|mailto):/i.test(url);

function listLink(parent, label, url) {
  element("a", label, element("p", "", parent), { href: url, rel: "noopener noreferrer", target: "_blank", dir: "auto" });
}

function listFacts(panel, node) {
  const facts = element("dl", "", panel);
  const measured = graph.measures.slice(2).map((name, at) => [name, String(node.values[at + 2])]);
  for (const [name, value] of [...factsOf(node), ...measured]) {
    element("dt", name, facts);
    element("dd", value, facts, { dir: "auto" });
  }
}

function listNeighbours(panel, node) {
  const found = neighboursOf(node);
  element("h3", `Linked with ${found.length}`, panel);
  const list = element("ul", "", panel);
  for (const { other, edge } of found.slice(0, MANY)) {
    const item = element("li", "", list);
    element("button", other.label, item, { type: "button", dir: "auto", onclick: () => visit(other.id) });
    element("span", ` – ${[edge.label, edge.type].filter(Boolean).join(", ")}`, item);
  }
  if (found.length > MANY) element("li", `and ${found.length - MANY} more, in the table below`, list, { className: "plain" });
}

function listNotes(panel, node) {
  const notes = [...new Set(node.near.flatMap((edge) => edge.notes ?? []))].sort((a, b) => a - b);
  if (!notes.length) return;
  element("h3", "Papers with others", panel);
  const list = element("ul", "", panel);
  notes.forEach((note) => element("li", graph.texts[note], list, { dir: "auto", className: "plain" }));
}

function listEvidence(panel, node) {
  const said = textsOf([...node.evidence, ...node.near.flatMap((edge) => edge.evidence)]);
  const sentences = new Map(said.map((one) => [one[0], one]));
  if (!sentences.size) return;
  element("h3", "What the papers say", panel);
  for (const [sentence, where, url] of [...sentences.values()].slice(0, MANY)) {
    const quote = element("blockquote", "", panel, { dir: "auto" });
    element("q", sentence, quote);
    if (isSafe(url ?? "")) listLink(quote, where || url, url);
    else if (where) element("p", where, quote);
  }
}

function listActions(panel, node) {
  const bar = element("div", "", panel, { className: "actions" });
  const action = (text, done, title) => element("button", text, bar, { type: "button", title, onclick: done });
  action("Expand", () => expand(node), "Show what it is linked with beside what is shown");
  action("Only this", () => narrow(node), "Show it and what it is linked with, and nothing else");
  action("Hide", () => hide(node), "Take it out of the picture");
  action("Path to…", () => startPath(node), "Then choose where the path leads");
}

function fill(panel, node) {
  panel.replaceChildren();
  const close = element("button", "×", panel, { type: "button", className: "close", onclick: () => select(null) });
  close.setAttribute("aria-label", "Close details");
  element("h2", node.label, panel, { dir: "auto" });
  const kinds = [node.type, graph.groups[node.group].label, graph.communities[node.community].label];
  element("p", [...new Set(kinds)].join(" · "), panel, { className: "kind", dir: "auto" });
  listActions(panel, node);
  listFacts(panel, node);
  for (const [label, url] of node.links) if (isSafe(url)) listLink(panel, label, url);
  listEvidence(panel, node);
  listNeighbours(panel, node);
  listNotes(panel, node);
  element("p", node.iri, panel, { className: "iri" });
}

function select(id) {
  if (id !== null && path.from !== null) return endPath(id);
  choice.selected = id;
  choice.path = null;
  scene.hovered = null;
  const panel = $("panel");
  panel.hidden = id === null;
  if (id !== null) {
    fill(panel, graph.nodes[id]);
    panel.scrollTop = 0;
  }
  relabel();
  keep();
}

const covered = () => (lens().width > 700 && !$("panel").hidden ? $("panel").offsetWidth : 0);

/* Selects a node and moves to it and its neighbours; what keeps it from being shown is undone. */
function visit(id) {
  const node = graph.nodes[id];
  if (!node.shown) uncover(node);
  select(id);
  if (choice.selected !== id) return;
  frame(foreground().nodes, covered(), false);
  $("panel").focus({ preventScroll: true });
}

/* -- narrowing down, expanding, hiding ------------------------------------- */

const withNeighbours = (node) => [node, ...neighboursOf(node).map(({ other }) => other)].map(({ id }) => id);

function narrow(node) {
  choice.only = new Set(withNeighbours(node));
  refresh();
  frame(shownNodes(), covered(), false);
}

function expand(node) {
  if (choice.only) withNeighbours(node).forEach((id) => choice.only.add(id));
  withNeighbours(node).forEach((id) => choice.hidden.delete(id));
  refresh();
}

function hide(node) {
  choice.hidden.add(node.id);
  select(null);
  refresh();
}

function uncover(node) {
  choice.off.groups.delete(node.group);
  choice.off.communities.delete(node.community);
  choice.hidden.delete(node.id);
  choice.only?.add(node.id);
  if (!within(node.years)) choice.years = null;
  if (node.values[choice.least.measure] < choice.least.value) choice.least = { measure: choice.least.measure, value: -Infinity };
  refresh();
}

/* Shows everything again. */
function reset() {
  Object.assign(choice, { years: null, least: { measure: 0, value: -Infinity }, only: null, path: null });
  choice.off.groups.clear();
  choice.off.communities.clear();
  choice.hidden.clear();
  refresh();
  fit(false);
}
