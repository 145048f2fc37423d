/* The table at work: a click on a column's head sorts by it, the form above shows the rows that hold all its words. */
"use strict";

document.documentElement.classList.add("scripts");
const $ = (id) => document.getElementById(id);
const table = $("results");
const body = table.tBodies[0];
const rows = [...body.rows].map((row, place) => ({ row, place, words: row.textContent.toLowerCase() }));
const order = new Intl.Collator("en", { numeric: true });

function keyOf({ row }, column) {
  const cell = row.cells[column];
  return "sort" in cell.dataset ? Number(cell.dataset.sort) : cell.textContent;
}

/* Sorts by a column, the other way round where it is sorted by it already; equal rows stay as they were. */
function sortBy(head, column) {
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  rows.sort((a, b) => {
    const [one, other] = [keyOf(a, column), keyOf(b, column)];
    const found = typeof one === "number" ? one - other : order.compare(one, other);
    return (down ? -found : found) || a.place - b.place;
  });
  body.append(...rows.map(({ row }) => row));
}

function filter() {
  const words = $("wanted").value.toLowerCase().split(/\s+/).filter(Boolean);
  const [direction, unit] = [$("direction").value, $("unit").value];
  let shown = 0;
  for (const one of rows) {
    const { dataset } = one.row;
    const fits = (!direction || dataset.direction === direction) && (!unit || dataset.unit === unit);
    one.row.hidden = !(fits && words.every((word) => one.words.includes(word)));
    shown += one.row.hidden ? 0 : 1;
  }
  $("status").textContent = shown === rows.length ? "" : `${shown} of ${rows.length} shown`;
}

[...table.tHead.rows[0].cells].forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = head.textContent;
  button.addEventListener("click", () => sortBy(head, column));
  head.replaceChildren(button);
});
for (const id of ["wanted", "direction", "unit"]) $(id).addEventListener("input", filter);
$("filters").addEventListener("submit", (event) => event.preventDefault());
