
"use strict";
(() => {
  const search = document.getElementById("search"), found = document.getElementById("found");
  const sections = [...document.querySelectorAll("section")].map((section) => ({
    section, entry: document.getElementById("n" + section.id.slice(1)),
    name: section.querySelector("h2").textContent.toLowerCase(),
  }));
  let hits = [], at = -1;
  const mark = (row, name, on) => { row.classList.toggle(name, on); if (!row.classList.length) row.removeAttribute("class"); };

  function look() {
    const text = search.value.toLowerCase();
    hits.forEach((row) => { mark(row, "hit", false); mark(row, "at", false); });
    hits = [];
    at = -1;
    let n = 0;
    for (const { section, entry, name } of sections) {
      const rows = text ? [...section.querySelectorAll("tr")].filter((row) => row.cells[3].localName === "td" && row.cells[3].textContent.toLowerCase().includes(text)) : [];
      const shown = name.includes(text) || rows.length > 0;
      section.hidden = entry.hidden = !shown;
      n += shown;
      hits.push(...rows);
    }
    hits.forEach((row) => mark(row, "hit", true));
    found.textContent = text ? `${n} of ${sections.length} functions, ${hits.length} lines` : "";
  }
  function next(step) {
    if (!hits.length) return;
    if (at >= 0) mark(hits[at], "at", false);
    at = at < 0 && step < 0 ? hits.length - 1 : (at + step + hits.length) % hits.length;
    mark(hits[at], "at", true);
    hits[at].scrollIntoView({ block: "center" });
  }

  search.closest("label").hidden = false;
  let timer;
  search.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 150); });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); clearTimeout(timer); if (at < 0) look(); next(event.shiftKey ? -1 : 1); }
    if (event.key === "Escape") { search.value = ""; look(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
  });
})();
