// Makes a picture that is opened by itself answer to pointer and keyboard.
"use strict";
(() => {
  const root = document.documentElement;
  if (root.localName !== "svg" || !root.classList.contains("callgraph")) return;
  const NS = root.namespaceURI, XHTML = "http://www.w3.org/1999/xhtml";
  const size = { w: root.width.baseVal.value, h: root.height.baseVal.value };
  const all = (selector) => [...root.querySelectorAll(selector)];
  const nodes = new Map(all(".node").map((g) => [g.id, read(g)]));
  const labels = new Map(all(".label").map((l) => [l.dataset.from + " " + l.dataset.to, l]));
  // Of lines the one painted last is heaviest; all stubs are lighter.
  const calls = [...all(".edge:not(.stub)").reverse(), ...all(".stub")].map((g) => {
    const { from, to } = g.dataset, label = labels.get(from + " " + to);
    return { g, from, to, label, value: label ? label.textContent : [...g.querySelectorAll("text")].pop()?.textContent || "" };
  });

  function read(g) {
    const lines = g.querySelector("title").textContent.split("\n");
    // Name, places, values, labels.
    const at = lines.findIndex((line, index) => index > 0 && /^flat .*, cum /.test(line));
    const values = /^flat (.*), cum (.*)$/.exec(lines[at]) || [];
    const link = g.querySelector(".source");
    return { g, name: lines[0], place: at > 1 ? lines[1] : "", flat: values[1], cum: values[2],
      source: link && link.getAttribute("href") };
  }

  // Everything that is drawn moves as one; what serves the reader stays in front of it.
  const view = root.appendChild(document.createElementNS(NS, "g"));
  view.append(...[...root.children].filter((e) => !["title", "desc", "style", "script"].includes(e.localName) && e !== view && !e.matches(".page")));
  const css = document.createElementNS(NS, "style");
  css.textContent = `@media print{.live>g{transform:none}.live :is(.ui,.traces){display:none}}@media screen{.live{cursor:grab;touch-action:none;overflow:hidden;user-select:none}.live.drag{cursor:grabbing}
.live.lit :is(.edges .edge,.label):not(.on){opacity:.1}.live.lit .node:not(.on){opacity:.35}
.live.lit .on .stub:not(.on){opacity:.35}.live .traces{fill:none;stroke:var(--ink);stroke-width:1.2px;pointer-events:none}
.live .hit rect{stroke:var(--ink);stroke-width:3px;stroke-dasharray:5 3}.live .pin rect{stroke:var(--ink);stroke-width:4px}
.live .ui{font:13px/1.45 system-ui,sans-serif;color:var(--ink);background:var(--page);border:1px solid var(--quiet);border-radius:6px;box-sizing:border-box;user-select:text;cursor:auto}
.live .bar{display:flex;gap:4px;align-items:center;padding:4px}.live .ui input{flex:1;min-width:0}
.live .ui :is(input,button){font:inherit;color:inherit;background:var(--page);border:1px solid var(--quiet);border-radius:4px;padding:2px 8px;min-height:26px}
.live .ui :is(a,button,input):focus-visible{outline:2px solid var(--ink);outline-offset:1px}
.live .panel{padding:8px 12px;max-height:100%;overflow:auto;overflow-wrap:anywhere}.live .panel h2{font-size:14px;margin:0}
.live .panel h3{font-size:12px;margin:8px 0 0;color:var(--quiet)}.live .panel p,.live .panel ul{margin:2px 0;padding:0;list-style:none}
.live .panel a{color:inherit}.live .panel b{font-variant-numeric:tabular-nums}}`;
  root.insertBefore(css, view);
  // The lines of stubs, as long as they are lit.
  const traces = view.appendChild(document.createElementNS(NS, "g"));
  traces.setAttribute("class", "traces");
  root.classList.add("live");
  stretch("100%", "100%");

  const html = (name, attributes, ...children) => {
    const element = document.createElementNS(XHTML, name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    element.append(...children);
    return element;
  };
  const frame = (child) => {
    const frame = root.appendChild(document.createElementNS(NS, "foreignObject"));
    frame.append(child);
    return frame;
  };
  const button = (label, text, act) => {
    const made = html("button", { type: "button", "aria-label": label, title: label }, text);
    made.addEventListener("click", act);
    return made;
  };
  const input = html("input", { type: "search", "aria-label": "Search by regular expression", placeholder: "Search (/)", spellcheck: "false" });
  const count = html("span", { role: "status", class: "count" });
  const bar = frame(html("div", { class: "ui bar", role: "search", "aria-label": "Picture" }, input, count,
    button("Next match", "\u2193", () => next(1)), button("Zoom in (+)", "+", () => zoom(1.25)),
    button("Zoom out (-)", "\u2212", () => zoom(0.8)), button("Fit (0)", "Fit", fit)));
  const panel = html("div", { class: "ui panel", role: "region", "aria-label": "Function", tabindex: "0" });
  const panelFrame = frame(panel);

  // The view: a point (x, y) of the picture is at (x * k + tx, y * k + ty) in the window.
  let k = 1, tx = 0, ty = 0;
  const draw = () => view.setAttribute("transform", `translate(${tx} ${ty}) scale(${k})`);
  function place(frame, x, y, w, h) {
    Object.entries({ x, y, width: w, height: h }).forEach(([key, value]) => frame.setAttribute(key, value));
  }
  function resize() {
    const w = innerWidth, h = innerHeight, wide = Math.min(360, w - 16);
    root.setAttribute("viewBox", `0 0 ${w} ${h}`);
    place(bar, w - wide - 8, h - 50, wide, 42);
    place(panelFrame, w - wide - 8, 8, wide, panel.hidden ? 0 : Math.max(80, h - 66));
  }
  function zoom(by, x = innerWidth / 2, y = innerHeight / 2) {
    detach();
    const to = Math.min(8, Math.max(0.02, k * by));
    tx = x - (x - tx) * to / k;
    ty = y - (y - ty) * to / k;
    k = to;
    draw();
  }
  function pan(dx, dy) { detach(); tx += dx; ty += dy; draw(); }
  function fit() {
    detach();
    k = Math.min(1, innerWidth / size.w, innerHeight / size.h);
    tx = (innerWidth - size.w * k) / 2;
    ty = (innerHeight - size.h * k) / 2;
    draw();
  }
  // Header and key stand beside a view that does not begin where the picture does, until the reader moves it.
  let dock = null;
  const docked = () => dock ? dock.querySelector("rect").width.baseVal.value : 0;
  function attach() {
    dock = document.createElementNS(NS, "g");
    dock.setAttribute("class", "dock");
    const ground = dock.appendChild(document.createElementNS(NS, "rect"));
    ground.setAttribute("class", "page");
    let width = 0, y = 12;
    for (const part of all(".facts,.key")) {
      const { width: w, height } = part.getBBox(), home = part.getAttribute("transform");
      part.dataset.home = home;
      part.setAttribute("transform", `translate(12 ${y})`);
      width = Math.max(width, w + 24);
      y += height + 24;
      dock.append(part);
    }
    if (width > innerWidth / 2) return detach();
    place(ground, 0, 0, width, innerHeight);
    root.insertBefore(dock, bar);
  }
  function detach() {
    if (!dock) return;
    for (const part of [...dock.querySelectorAll(".facts,.key")].reverse()) {
      part.setAttribute("transform", part.dataset.home);
      view.prepend(part);
    }
    dock.remove();
    dock = null;
  }
  // What the panel leaves of the width.
  const free = () => (!panel.hidden && innerWidth > 700 ? innerWidth - 376 : innerWidth) - docked();
  // In the middle of that, and never smaller than can be read. No ground beyond the picture's edges is shown where the
  // picture is larger than the window, and its beginning stays in view of a node that ends within `near` of the window.
  function centre(id, near = 0) {
    const box = nodes.get(id).g.querySelector("rect").getBoundingClientRect(), by = k < 0.8 ? 1 / k : 1;
    const x = (box.x - tx) * by, y = (box.y - ty) * by, w = box.width * by, h = box.height * by;
    k *= by;
    const along = (at, length, whole, room) =>
      at + length < near * room ? 0 : Math.min(0, Math.max(room - whole * k, (room - length) / 2 - at));
    tx = docked() + Math.max(0, (free() - size.w * k) / 2) + along(x, w, size.w, free());
    ty = along(y, h, size.h, innerHeight);
    // Not under the bar.
    if (x + w + tx > innerWidth - 376) ty = Math.min(ty, innerHeight - 58 - y - h);
    draw();
  }
  function start() {
    const heaviest = root.dataset.start;
    const wide = Math.min(1, innerWidth / size.w);
    // The smallest text is 10 px high; it stays 8.
    if (wide >= 0.8 || !nodes.has(heaviest)) {
      k = Math.max(wide, 0.8);
      tx = Math.max(0, (innerWidth - size.w * k) / 2);
      ty = 0;
      draw();
    } else {
      centre(heaviest, 0.85);
      if (tx >= 0 && ty === 0) return;
      attach();
      centre(heaviest);
    }
  }

  // From the row in its caller's box to the side of its callee's that is nearer.
  function trace(stub, id) {
    const here = view.getScreenCTM().inverse(), at = (x, y) => new DOMPoint(x, y).matrixTransform(here);
    const box = (e) => { const r = e.getBoundingClientRect(), a = at(r.x, r.y), b = at(r.right, r.bottom); return { x: a.x, y: a.y, right: b.x, bottom: b.y }; };
    const own = box(nodes.get(stub.from).g.querySelector("rect")), row = box(stub.g), to = box(nodes.get(id).g.querySelector("rect"));
    const y = (row.y + row.bottom) / 2, isRight = to.x + to.right > own.x + own.right;
    const from = isRight ? own.right : own.x, over = to.y > y, end = (to.x + to.right) / 2, head = over ? to.y : to.bottom, up = over ? -1 : 1;
    const out = from + (isRight ? 1 : -1) * Math.min(120, 20 + Math.abs(end - from) / 2);
    const path = traces.appendChild(document.createElementNS(NS, "path"));
    path.setAttribute("d", `M${from} ${y}C${out} ${y} ${end} ${head + up * 60} ${end} ${head}m-4 ${up * 8}l4 ${-up * 8} 4 ${up * 8}`);
  }
  // What is lit: a node, its calls, and the nodes at their other ends.
  let pinned = "", hovered = "";
  function light() {
    const id = hovered || pinned;
    all(".on").forEach((e) => e.classList.remove("on"));
    traces.replaceChildren();
    root.classList.toggle("lit", !!id);
    if (!id) return;
    nodes.get(id).g.classList.add("on");
    for (const call of calls) {
      const { g, from, to, label } = call;
      if (from !== id && to !== id) continue;
      if (g.matches(".stub") && nodes.has(from) && nodes.has(to)) trace(call, to);
      for (const e of [g, label, ...[from, to].map((end) => nodes.has(end) && nodes.get(end).g)]) if (e) e.classList.add("on");
    }
  }
  function list(title, own, other) {
    const found = calls.filter((call) => call[own] === pinned && nodes.has(call[other]));
    const item = (call) => html("li", {}, html("b", {}, call.value), " ", html("a", { href: "#" + call[other] }, nodes.get(call[other]).name));
    return found.length ? [html("h3", {}, `${title} (${found.length})`), html("ul", {}, ...found.map(item))] : [];
  }
  function show() {
    panel.hidden = !pinned;
    panel.replaceChildren();
    if (pinned) {
      const { name, place, flat, cum, source } = nodes.get(pinned);
      const where = source ? html("a", { href: source, target: "_blank", rel: "noopener noreferrer" }, place || "source") : place;
      panel.append(html("h2", {}, name), html("p", { class: "place" }, where), html("p", { class: "values" }, `flat ${flat}`, html("br", {}), `cum ${cum}`),
        ...list("Callers", "to", "from"), ...list("Callees", "from", "to"));
      panel.scrollTop = 0;
    }
    resize();
  }
  function pin(id) {
    all(".pin").forEach((e) => e.classList.remove("pin"));
    pinned = id;
    if (id) nodes.get(id).g.classList.add("pin");
    show();
    light();
  }
  function goTo(id) {
    // The browser takes the focus away when it goes to another part.
    const active = document.activeElement, isUi = active && active.closest(".ui");
    if (location.hash.slice(1) !== id) location.hash = id;
    follow();
    if (isUi) (active.isConnected ? active : panel).focus({ preventScroll: true });
  }
  function follow() {
    const id = decodeURIComponent(location.hash.slice(1));
    scrollTo(0, 0);
    if (!nodes.has(id)) return pin("");
    const from = pinned;
    detach();
    pin(id);
    const { x, y, right, bottom } = nodes.get(id).g.getBoundingClientRect();
    if (id !== from && (x < docked() + 8 || y < 8 || right > docked() + free() || bottom > innerHeight - 60 || k < 0.5)) centre(id);
  }

  let hits = [], at = -1;
  function search() {
    all(".hit").forEach((e) => e.classList.remove("hit"));
    hits = []; at = -1;
    let message = "";
    if (input.value) {
      try {
        const pattern = new RegExp(input.value, "i");
        hits = [...nodes.keys()].filter((id) => pattern.test(nodes.get(id).name));
        message = hits.length ? `${hits.length} found` : "none";
      } catch { message = "no regular expression"; }
    }
    hits.forEach((id) => nodes.get(id).g.classList.add("hit"));
    count.textContent = message;
  }
  function next(step) {
    if (!hits.length) return;
    at = (at + step + hits.length) % hits.length;
    count.textContent = `${at + 1} of ${hits.length}`;
    goTo(hits[at]);
  }
  input.addEventListener("input", search);

  // One pointer drags, two zoom.
  const pointers = new Map();
  let moved = 0;
  const isUi = (event) => event.target.closest(".ui");
  root.addEventListener("pointerdown", (event) => {
    if (isUi(event) || event.button) return;
    if (!pointers.size) moved = 0;
    pointers.set(event.pointerId, event);
  });
  root.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const other = [...pointers.values()].find((p) => p.pointerId !== event.pointerId);
    const dx = event.clientX - before.clientX, dy = event.clientY - before.clientY;
    moved += Math.abs(dx) + Math.abs(dy);
    if (other) {
      const apart = (p) => Math.hypot(p.clientX - other.clientX, p.clientY - other.clientY);
      pan(dx / 2, dy / 2);
      zoom(apart(event) / (apart(before) || 1), (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
    } else if (moved > 4) {
      root.classList.add("drag");
      if (!root.hasPointerCapture(event.pointerId)) root.setPointerCapture(event.pointerId);
      pan(dx, dy);
    }
    pointers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel"]) root.addEventListener(end, (event) => {
    pointers.delete(event.pointerId);
    root.classList.remove("drag");
  });
  root.addEventListener("dragstart", (event) => event.preventDefault());
  root.addEventListener("wheel", (event) => {
    if (isUi(event)) return;
    event.preventDefault();
    const unit = event.deltaMode ? 20 : 1;
    zoom(Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.002)), event.clientX, event.clientY);
  }, { passive: false });

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a"), node = event.target.closest(".node");
    if (moved > 4 && !isUi(event)) { event.preventDefault(); moved = 0; return; }
    if (link && link.classList.contains("source")) return;
    const id = node && !event.target.closest(".stub") ? node.id : link && (link.getAttribute("href") || "").slice(1);
    if (nodes.has(id)) { event.preventDefault(); goTo(id); }
  }, true);
  const hover = (event) => {
    const node = event.target.closest && event.target.closest(".node");
    const id = node ? node.id : "";
    if (id !== hovered && !pointers.size) { hovered = id; light(); }
  };
  root.addEventListener("pointerover", hover);
  root.addEventListener("pointerleave", () => { hovered = ""; light(); });
  root.addEventListener("focusin", (event) => {
    const node = event.target.closest(".node");
    if (!node || !event.target.matches(":focus-visible")) return;
    const { x, y, right, bottom } = node.getBoundingClientRect();
    if (x < 0 || y < 0 || right > innerWidth || bottom > innerHeight) centre(node.id);
  });

  const step = 80;
  const keys = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), "0": fit, "/": () => { input.focus(); input.select(); },
    ArrowLeft: () => pan(step, 0), ArrowRight: () => pan(-step, 0), ArrowUp: () => pan(0, step), ArrowDown: () => pan(0, -step) };
  function escape() {
    if (input.value) { input.value = ""; search(); }
    else if (pinned) location.hash = "";
    if (document.activeElement === input) input.blur();
  }
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") return escape();
    if (event.target === input) {
      if (event.key === "Enter") next(event.shiftKey ? -1 : 1);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key] || isUi(event) && event.key.startsWith("Arrow")) return;
    event.preventDefault();
    keys[event.key]();
  });
  addEventListener("hashchange", follow);
  addEventListener("resize", resize);
  // Paper has all of the picture in its place, and nothing that serves the reader: the style sheet leaves that out.
  let wasDocked = false;
  function stretch(width, height) { root.setAttribute("width", width); root.setAttribute("height", height); }
  addEventListener("beforeprint", () => {
    wasDocked = !!dock;
    detach();
    stretch(size.w, size.h);
    root.setAttribute("viewBox", `0 0 ${size.w} ${size.h}`);
  });
  addEventListener("afterprint", () => {
    stretch("100%", "100%");
    resize();
    if (wasDocked) attach();
  });

  panel.hidden = true;
  resize();
  start();
  if (location.hash.length > 1) follow();
})();
