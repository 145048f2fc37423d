/* The table of what is shown, made when it is opened: the same for a keyboard and a screen reader. */
"use strict";

const PAGE = 200;
const table = { page: 0, by: -1, down: true };

const COLUMNS = () => ["Name", "Type", ...graph.measures, "Linked with"];

const cellsOf = (node) => [node.label, node.type, ...node.values];

function sorted(nodes) {
  if (table.by < 0) return nodes;
  const order = new Intl.Collator("en", { numeric: true });
  const compare = (a, b) => (typeof a === "number" ? a - b : order.compare(a, b));
  return [...nodes].sort((a, b) => compare(cellsOf(a)[table.by], cellsOf(b)[table.by]) * (table.down ? -1 : 1) || a.id - b.id);
}

function head(row) {
  COLUMNS().forEach((name, at) => {
    const cell = element("th", "", row, { scope: "col" });
    if (at === COLUMNS().length - 1) return (cell.textContent = name);
    if (at === table.by) cell.setAttribute("aria-sort", table.down ? "descending" : "ascending");
    element("button", name, cell, { type: "button", onclick: () => sortBy(at) });
  });
}

function sortBy(column) {
  Object.assign(table, { by: column, down: table.by === column ? !table.down : column > 1, page: 0 });
  fillTable();
}

function listRow(body, node) {
  const row = element("tr", "", body);
  const name = element("th", "", row, { scope: "row", dir: "auto" });
  element("button", node.label, name, { type: "button", className: "plain", onclick: () => visit(node.id) });
  element("td", node.type, row);
  node.values.forEach((value) => element("td", String(value), row, { className: "number" }));
  const others = neighboursOf(node).filter(({ edge }) => edge.shown).slice(0, 30).map(({ other }) => other.label);
  const cell = element("td", "", row);
  others.forEach((label, at) => {
    element("bdi", label, cell);
    if (at < others.length - 1) cell.append("; ");
  });
  if (node.near.length > 30) cell.append(` and ${node.near.length - 30} more`);
}

function fillTable() {
  if (!$("table").open) return;
  const nodes = sorted(shownNodes());
  const pages = Math.max(1, Math.ceil(nodes.length / PAGE));
  table.page = Math.min(table.page, pages - 1);
  const made = element("table", "", null);
  element("caption", `${document.title}: what is shown, ${nodes.length} of ${graph.nodes.length} nodes`, made);
  head(element("tr", "", element("thead", "", made)));
  const body = element("tbody", "", made);
  nodes.slice(table.page * PAGE, (table.page + 1) * PAGE).forEach((node) => listRow(body, node));
  $("rows").replaceChildren(made);
  $("pages").hidden = pages < 2;
  $("pagesaid").textContent = `Page ${table.page + 1} of ${pages}`;
}

function turn(step) {
  table.page = Math.max(0, table.page + step);
  fillTable();
}

function wireTable() {
  $("table").addEventListener("toggle", fillTable);
  $("before").addEventListener("click", () => turn(-1));
  $("after").addEventListener("click", () => turn(1));
}
