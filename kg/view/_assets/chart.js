"use strict";
// The filter above small charts: those that hold all of its words stay.
document.documentElement.classList.add("scripts");
{
  const field = document.getElementById("wanted");
  const status = document.getElementById("status");
  const panels = [...document.querySelectorAll("#panels > figure")];
  const texts = panels.map((panel) => panel.dataset.words.toLocaleLowerCase());

  const filter = () => {
    const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    panels.forEach((panel, index) => {
      panel.hidden = !words.every((word) => texts[index].includes(word));
      shown += panel.hidden ? 0 : 1;
    });
    status.textContent = words.length ? `${shown} of ${panels.length} shown` : "";
  };
  field.addEventListener("input", filter);
  document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
}
