/* The sliders and choices beside the legend: years, the least measure, what sizes follow. */
"use strict";

const filters = { years: [], steps: [] };

function yearsOf() {
  const years = new Set([...graph.nodes, ...graph.edges].flatMap(({ years }) => years));
  return [...years].sort((a, b) => a - b);
}

function fillYears() {
  filters.years = yearsOf();
  const last = filters.years.length - 1;
  $("years").hidden = last < 1;
  if (last < 1) return;
  for (const id of ["first", "last"]) Object.assign($(id), { min: filters.years[0], max: filters.years[last], step: 1 });
}

function setYears() {
  const [first, last] = [Number($("first").value), Number($("last").value)];
  const [low, high] = [Math.min(first, last), Math.max(first, last)];
  const all = low <= filters.years[0] && high >= filters.years.at(-1);
  choice.years = all ? null : [low, high];
}

/* The values that a measure takes, of which the slider chooses one. */
function stepsOf(measure) {
  const values = new Set(graph.nodes.map((node) => node.values[measure]));
  return [...values].sort((a, b) => a - b);
}

function fillLeast() {
  filters.steps = stepsOf(choice.least.measure);
  Object.assign($("least"), { min: 0, max: filters.steps.length - 1, step: 1 });
}

function setLeast() {
  const at = Number($("least").value);
  choice.least = { measure: choice.least.measure, value: at === 0 ? -Infinity : filters.steps[at] };
}

function setMeasure() {
  choice.least = { measure: Number($("measure").value), value: -Infinity };
  fillLeast();
  refresh();
}

function sizeBy(measure) {
  choice.size = graph.measures[measure] === undefined ? 0 : Number(measure);
  measureSizes();
  refresh();
}

function fillChoices() {
  for (const id of ["size", "measure"]) graph.measures.forEach((name, at) => element("option", name, $(id), { value: at }));
  $("colours").hidden = graph.communities.length < 2;
}

/* Says beside each control what is chosen. */
function showChoices() {
  const { years, least, size, colour } = choice;
  const [first, last] = years ?? [filters.years[0], filters.years.at(-1)];
  if (filters.years.length > 1) {
    [$("first").value, $("last").value] = [first, last];
    $("between").textContent = first === last ? `${first}` : `${first}–${last}`;
  }
  $("least").value = Math.max(0, filters.steps.indexOf(least.value));
  $("atleast").textContent = least.value === -Infinity ? "any" : `${least.value} or more`;
  [$("size").value, $("measure").value, $("colour").value] = [size, least.measure, colour];
}

function wireFilters() {
  const later = soon(refresh); // the choice is made at once: what another control shows meanwhile would undo it
  const sliders = [["first", setYears], ["last", setYears], ["least", setLeast]];
  for (const [id, set] of sliders) $(id).addEventListener("input", () => (set(), later()));
  $("measure").addEventListener("change", setMeasure);
  $("size").addEventListener("change", () => sizeBy(Number($("size").value)));
  $("colour").addEventListener("change", () => colourBy($("colour").value));
  $("all").addEventListener("click", reset);
}

/* Done once a frame, however often it is asked for. */
function soon(done) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      done();
    });
  };
}
