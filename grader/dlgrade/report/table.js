
"use strict";
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const value = (row, place) => {
    const text = row.cells[place].textContent.trim(), number = parseFloat(text);
    return heads[place].dataset.text !== undefined ? text.toLocaleLowerCase() : Number.isNaN(number) ? -1 : number;
  };
  heads.forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "descending" : head.dataset.text !== undefined;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const keyed = [...body.rows].map(row => [value(row, place), row]);
      keyed.sort(([a], [b]) => (typeof a === "string" ? a.localeCompare(b, undefined, { numeric: true }) : a - b) * (up ? 1 : -1));
      body.append(...keyed.map(([, row]) => row));
    });
  });
}
const tools = document.getElementById("tools");
if (tools) {
  const rows = [...document.getElementById("everybody").tBodies[0].rows].map(row => [row, row.textContent.toLocaleLowerCase()]);
  const search = document.getElementById("search"), only = document.getElementById("only"), shown = document.getElementById("shown");
  const filter = () => {
    const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const [row, text] of rows) {
      const fits = words.every(word => text.includes(word)) && (!only.value || row.classList.contains(only.value));
      row.hidden = !fits;
      count += fits;
    }
    shown.textContent = `${count} of ${rows.length} students`;
  };
  search.addEventListener("input", filter);
  only.addEventListener("change", filter);
  tools.hidden = false;
  filter();
}
