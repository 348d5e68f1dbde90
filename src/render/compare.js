// Shows either side of a comparison where their difference is drawn: keys 1, 2 and 3.
"use strict";
(() => {
  const root = document.documentElement, bar = root.querySelector(".bar");
  if (!bar) return;
  const NAMES = ["Before", "After", "Difference"], sided = [...root.querySelectorAll("[data-before]:not(.front *)")];
  // What each element is in the difference.
  const shadeOf = (element) => [...element.classList].find((name) => /^[fl]-/.test(name));
  const FITTED = ["x", "text-anchor", "textLength", "lengthAdjust"];
  const textOf = (text) => ({ children: [...text.childNodes], fitted: FITTED.map((name) => text.getAttribute(name)) });
  const kept = new Map(sided.map((element) => [element, { shade: shadeOf(element), texts: values(element).map(textOf) }]));
  // A box has its values in its last texts, a line in its label.
  function values(element) {
    const { from, to, values: n } = element.dataset;
    if (from) return [...root.querySelectorAll(`.graph > .labels > [data-from=${from}][data-to=${to}]`)];
    return +n ? [...element.querySelectorAll(":scope > a > text")].slice(-n) : [];
  }
  function draw(element, side) {
    const { shade, texts } = kept.get(element), of = side < 2 ? element.dataset[NAMES[side].toLowerCase()].split("|") : null;
    const [look, ...lines] = of || [], [color, width] = look ? look.split(" ") : [];
    for (const part of [element, ...values(element)]) part.classList.toggle("absent", !!of && !lines.length);
    if (shade) {
      element.classList.remove(shadeOf(element));
      element.classList.add(of ? shade[0] + "-" + color : shade);
      const line = element.querySelector("rect,path");
      line.style.strokeWidth = of ? width : "";
    }
    values(element).forEach((text, n) => {
      const middle = element.matches(".node") && element.querySelector("rect").width.baseVal.value / 2;
      const { children, fitted } = of ? { children: [lines[n] || ""], fitted: middle ? [middle, "middle"] : texts[n].fitted.slice(0, 2) } : texts[n];
      text.replaceChildren(...children);
      FITTED.forEach((name, at) => fitted[at] == null ? text.removeAttribute(name) : text.setAttribute(name, fitted[at]));
    });
  }
  const buttons = NAMES.map((name, side) => {
    const button = document.createElementNS("http://www.w3.org/1999/xhtml", "button");
    button.append(name);
    button.type = "button";
    button.title = `${name} (${side + 1})`;
    button.addEventListener("click", () => show(side));
    return button;
  });
  function show(side) {
    for (const element of sided) draw(element, side);
    root.classList.toggle("sided", side < 2);
    buttons.forEach((button, n) => button.setAttribute("aria-pressed", n === side));
    // What is lit is a copy.
    root.dispatchEvent(new Event("redrawn"));
  }
  const group = document.createElementNS("http://www.w3.org/1999/xhtml", "div");
  group.setAttribute("class", "sides");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "What is shown");
  group.append(...buttons);
  bar.prepend(group);
  addEventListener("keydown", (event) => {
    const side = ["1", "2", "3"].indexOf(event.key);
    if (side < 0 || event.target.matches?.("input") || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    show(side);
  }, true);
  addEventListener("beforeprint", () => show(2));
  show(2);
})();
