/* What the reader has chosen, in the address after "#", so that a link or a reload brings it back. */
"use strict";

const SHORT_LIST = 300; // nodes that an address can name
const shortIri = (id) => graph.nodes[id].iri.slice(graph.base.length);
const nodeOf = (iri) => graph.byIri.get(graph.base + iri);
const labelsOf = (which) => [...choice.off[which]].map((at) => graph[which][at].label);

function written() {
  const { selected, path: steps, years, least, size, colour, hidden, only } = choice;
  const now = lens();
  const found = new URLSearchParams();
  const put = (name, value, on = true) => on && found.set(name, value);
  put("node", selected !== null && shortIri(selected), selected !== null);
  if (steps) [steps[0], steps.at(-1)].forEach((id) => found.append("path", shortIri(id)));
  for (const which of ["groups", "communities"]) labelsOf(which).forEach((label) => found.append(`no-${which}`, label));
  put("years", years?.join("-"), years);
  put("least", `${least.value} ${graph.measures[least.measure]}`, least.value !== -Infinity);
  put("size", graph.measures[size], size);
  put("colour", colour, colour !== "groups");
  put("theme", theme.wanted, theme.wanted !== "auto");
  for (const id of hidden) found.append("hide", shortIri(id));
  if (only?.size <= SHORT_LIST) for (const id of only) found.append("only", shortIri(id));
  put("view", [now.x, now.y, now.scale].map((one) => one.toPrecision(5)).join(" "));
  return found.toString();
}

const keep = (() => {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (location.protocol !== "about:") history.replaceState(null, "", `#${written()}`); // a frame has no address of its own
    }, 250);
  };
})();

function readOff(found, which) {
  const labels = new Set(found.getAll(`no-${which}`));
  return new Set(graph[which].filter(({ label }) => labels.has(label)).map(({ id }) => id));
}

function readNodes(found, name) {
  return found.getAll(name).map(nodeOf).filter(Boolean).map(({ id }) => id);
}

function readLeast(found) {
  const [, value, name] = (found.get("least") ?? "").match(/^(\S+) (.+)$/s) ?? [];
  const measure = graph.measures.indexOf(name);
  return measure < 0 || !Number.isFinite(Number(value)) ? null : { measure, value: Number(value) };
}

function readYears(found) {
  const years = (found.get("years") ?? "").split("-").map(Number);
  return years.length === 2 && years.every(Number.isInteger) ? years : null;
}

/* Takes up what the address says; gives what can only be done once the picture is there. */
function readFragment() {
  const found = new URLSearchParams(location.hash.slice(1));
  const only = readNodes(found, "only");
  wantTheme(found.get("theme") ?? "auto");
  Object.assign(choice, {
    off: { groups: readOff(found, "groups"), communities: readOff(found, "communities") },
    years: readYears(found),
    least: readLeast(found) ?? choice.least,
    size: Math.max(0, graph.measures.indexOf(found.get("size"))),
    colour: found.get("colour") === "communities" ? "communities" : "groups",
    hidden: new Set(readNodes(found, "hide")),
    only: only.length ? new Set(only) : null,
  });
  const view = (found.get("view") ?? "").split(" ").map(Number);
  return { view: view.length === 3 && view.every(Number.isFinite) ? view : null, node: readNodes(found, "node")[0], path: readNodes(found, "path") };
}

function takeUp({ view, node, path: ends }) {
  if (node !== undefined && graph.nodes[node].shown) select(node);
  if (ends.length === 2) showPath(graph.nodes[ends[0]], graph.nodes[ends[1]]);
  if (view) go(...view, true);
}
