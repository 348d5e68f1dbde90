// Makes a picture that is opened by itself answer to pointer and keyboard. What it looks like then is in live.css.
"use strict";
(() => {
  const root = document.documentElement, graph = root.querySelector(".graph");
  if (!root.matches("svg.callgraph")) return;
  const NS = root.namespaceURI, XHTML = "http://www.w3.org/1999/xhtml";
  const size = { w: root.width.baseVal.value, h: root.height.baseVal.value };
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const corner = (g) => { const { e = 0, f = 0 } = g.transform.baseVal.consolidate()?.matrix || {}; return { x: e, y: f }; };
  const origin = corner(graph);

  // Values with their share of the total tell what one of their unit is of it, the largest value best.
  const rates = new Map();
  function share(text = "") {
    const [, number, unit, percent] = /^([+-]?[\d.]+)([^\s,]*)(?: \(([\d.]+)%\))?/.exec(text) || [], n = +number;
    if (!percent) return n * (n ? rates.get(unit)?.rate : 1);
    if (n && !(Math.abs(n) <= rates.get(unit)?.n)) rates.set(unit, { n: Math.abs(n), rate: percent / Math.abs(n) });
    return n < 0 ? -percent : +percent;
  }
  const percent = (value) => Number.isFinite(value) ? `${+value.toPrecision(2)}%` : "";
  // Without folders.
  const short = (name) => name.replace(/[\w.~-]+\//g, "");
  const mark = (items, name, is) => items.forEach(({ g, label }) => [g, label].forEach((e) => e?.classList.toggle(name, is)));
  const on = (name, act, target = root) => target.addEventListener(name, act, { passive: false });

  function read(g) {
    const titles = all(":scope > a title", g).map((title) => title.textContent), lines = titles[0].split("\n");
    // Name, places, values, labels.
    const at = lines.findIndex((line, index) => index > 0 && /^flat .*, cum /.test(line));
    const [, flat, cum] = /^flat (.*), cum (.*)$/.exec(lines[at]) || [], box = g.querySelector("rect"), { x, y } = corner(g);
    // A name is found as the box has it, too, which leaves out type arguments and breaks lines.
    const shown = all(":scope > a text", g).map((text) => text.textContent);
    // What follows tells more of a comparison.
    const facts = [`flat ${flat}`, `cum ${cum}`, ...lines.slice(at + 1).filter((line) => line.includes(" → "))].join("\n");
    return { g, from: g.id, to: g.id, name: lines[0], place: lines.slice(1, at).join("\n"), facts,
      flat: share(flat) || 0, cum: share(cum) || 0, text: [...titles, shown.join(""), shown.join(" ")].join("\n"), source: g.querySelector(".source")?.getAttribute("href"),
      callers: [], callees: [], x: x + origin.x, y: y + origin.y, w: box.width.baseVal.value, h: box.height.baseVal.value };
  }
  // Boxes do not overlap, so they may be met heaviest first; of calls the panel tells.
  const weight = ({ cum, flat }) => Math.abs(cum) + Math.abs(flat) / 1e3;
  const nodes = new Map(all(".node").map(read).sort((a, b) => weight(b) - weight(a)).map((node) => [node.to, node])), functions = [...nodes.values()];
  root.querySelector(".nodes").append(...functions.map((node) => node.g));
  all(".edges,.labels,.stub,.pass,.arrivals").forEach((e) => e.setAttribute("aria-hidden", "true"));

  const idOf = ({ dataset: { from, to } }) => `${from}-${to}`, labels = new Map(all(".label").map((label) => [idOf(label), label]));
  // Of lines the one painted last is heaviest; all stubs are lighter.
  const calls = new Map([...all(".edge:not(.stub)").reverse(), ...all(".stub")].map((g) => {
    const { from, to } = g.dataset, id = idOf(g), [, name, value] = /^(.*) \((.*)\)$/.exec(g.querySelector("title").textContent) || [];
    return [id, { g, from, to, label: labels.get(id), name, value }];
  }));
  for (const call of calls.values()) {
    Object.assign(call, { facts: `${call.value} ${percent(share(call.value))}`, callers: [call], callees: [call] });
    nodes.get(call.from)?.callees.push(call);
    nodes.get(call.to)?.callers.push(call);
  }
  // For every frame, and for every move of the pointer, browsers look at each element. Of what is beyond the window of a large
  // picture only links are left, and at small scales nothing smaller than can be read, unless all texts are wanted: by the
  // browser's own search, which takes the focus, by a selection, or on paper.
  const isLarge = functions.length > 800 || all(".stub").length > 4000;
  const things = isLarge ? [...functions, ...[...calls.values()].filter(({ g }) => !g.matches(".stub,.pass")).map(bounded)] : [];
  let isWanted = false;
  const EVERYTHING = 0, OUTLINES = 1, LINKS = 2;
  function bounded(call) {
    const points = call.g.querySelector("path").getAttribute("d").match(/-?[\d.]+/g);
    const [[x, w], [y, h]] = [0, 1].map((axis) => {
      const along = points.filter((_, n) => n % 2 === axis), low = Math.min(...along);
      return [low, Math.max(...along) - low];
    });
    return Object.assign(call, { x: x + origin.x, y: y + origin.y, w, h });
  }
  function reduce(thing, to) {
    if (!isLarge || thing.level === to) return;
    thing.level = to;
    mark([thing], "far", to >= OUTLINES);
    mark([thing], "away", to >= LINKS);
  }
  things.forEach((thing) => reduce(thing, LINKS));
  const touches = (at, length, room) => at + length > -room / 4 && at < room * 1.25;
  const isNear = ({ x, y, w, h }) => touches(x * k + tx, w * k, innerWidth) && touches(y * k + ty, h * k, innerHeight);
  function thin() {
    for (const thing of things) reduce(thing, isWanted ? EVERYTHING : !isNear(thing) ? LINKS : k > 0.3 ? EVERYTHING : OUTLINES);
    if (lit.some(({ level, was }) => level !== was)) light();
  }
  function want(is) { isWanted = is; thin(); }
  const isWhole = ({ from, to }) => nodes.has(from) && nodes.has(to);
  const focus = (element) => element?.focus({ preventScroll: true });
  const get = (id) => nodes.get(id) || calls.get(id);

  const put = (element, attributes) => {
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    return element;
  };
  const svg = (name, attributes, parent = root) => put(parent.appendChild(document.createElementNS(NS, name)), attributes);
  const html = (name, attributes, ...children) => {
    const element = put(document.createElementNS(XHTML, name), attributes);
    element.append(...children);
    return element;
  };
  const button = (label, text, act) => {
    const made = html("button", { type: "button", "aria-label": label, title: label }, text);
    on("click", act, made);
    return made;
  };
  // Phones would show the window of a desktop computer.
  root.prepend(html("meta", { name: "viewport", content: "width=device-width,initial-scale=1,minimum-scale=1" }));
  root.classList.add("live");
  root.removeAttribute("viewBox");
  const input = html("input", { type: "search", "aria-label": "Search by regular expression", placeholder: "Search (/)" });
  const count = html("span", { role: "status", class: "count" });
  const panel = html("div", { class: "ui panel", role: "region", "aria-label": "Function", tabindex: 0, hidden: "" });
  const bar = html("div", { class: "ui bar", role: "search", "aria-label": "Picture" }, count, input,
    button("Next match", "\u2193", () => next(1)), button("Zoom in (+)", "+", () => zoom(1.25)),
    button("Zoom out (-)", "\u2212", () => zoom(0.8)), button("Fit (0)", "Fit", fit));
  // What is drawn moves, part by part; what serves the reader stays in front of it.
  // The graph is under a veil at times, header and key are not.
  const parts = all("svg>g").map((g) => ({ g, ...corner(g) })), beside = parts.filter(({ g }) => g !== graph);
  const around = { width: size.w, height: size.h }, viewBox = `0 0 ${size.w} ${size.h}`;
  const front = svg("g", { class: "front", "aria-hidden": "true" }, graph);
  // Around the box that has the keyboard's focus: its own outline is under the veil, or its copy.
  const ring = svg("rect", { class: "ring", rx: 6 }, graph);
  const still = svg("g");
  const lift = () => beside.forEach(({ g }) => still.before(g));
  lift();
  // Where the picture is larger than two windows. Lines are 1 px wide, in units of the picture: what does not scale, browsers
  // take differently where the document is scaled.
  const mini = Math.min(180 / size.w, 140 / size.h);
  const map = svg("svg", { class: "map", "aria-hidden": "true", x: 8, width: 180, height: 140, viewBox, preserveAspectRatio: "xMinYMax",
    "stroke-width": 1 / mini }, still);
  svg("rect", around, map);
  svg("path", { d: functions.map(({ x, y, w, h }) => `M${x} ${y}h${w}v${h}h${-w}z`).join("") }, map);
  const seen = svg("rect", { class: "seen" }, map), side = svg("foreignObject", {}, still);
  side.append(html("div", { class: "side" }, panel, bar));

  // The view: a point (x, y) of the picture is at (x * k + tx, y * k + ty) in the window. It is the document that is
  // scaled: browsers lay out every text anew when the scale of something inside changes.
  let k = 1, tx = 0, ty = 0, lowest = 1;
  function draw() {
    root.style.transform = `scale(${k})`;
    still.setAttribute("transform", `scale(${1 / k})`);
    for (const { g, x, y } of parts) if (g.parentNode === root) g.setAttribute("transform", `translate(${x + tx / k} ${y + ty / k})`);
    const isWide = !isNarrow() && size.w * size.h * k * k > 2 * innerWidth * innerHeight;
    put(map, { y: innerHeight - 148, display: isWide ? "inline" : "none" });
    put(seen, { x: -tx / k, y: -ty / k, width: innerWidth / k, height: innerHeight / k });
    thin();
  }
  const isNarrow = () => innerWidth < 700;
  function resize() {
    const width = isNarrow() ? innerWidth - 16 : 360;
    lowest = Math.min(1, innerWidth / size.w, innerHeight / size.h) / 2;
    put(root, { width: innerWidth / lowest, height: innerHeight / lowest });
    put(side, { x: innerWidth - width - 8, y: 8, width, height: Math.max(80, innerHeight - 16) });
    if (docked() > innerWidth / 2) detach();
    draw();
  }
  // What panel and bar leave of the window.
  const free = () => (!panel.hidden && innerWidth > 700 ? innerWidth - 376 : innerWidth) - docked();
  const freeHeight = () => innerHeight - bar.offsetHeight - 16 - (isNarrow() && !panel.hidden ? panel.offsetHeight + 8 : 0);
  // Where the picture may begin along each axis: like a page, it ends with the window or is wholly in it.
  function limits() {
    const along = (start, room) => [start + Math.min(0, room), start + Math.max(0, room)];
    return [along(docked(), free() - size.w * k), along(0, freeHeight() - size.h * k)];
  }
  const within = (to, [low, high]) => Math.min(high, Math.max(low, to));
  function zoom(by, x = innerWidth / 2, y = innerHeight / 2) {
    const to = Math.min(8, Math.max(lowest, k * by));
    tx = x - (x - tx) * to / k;
    ty = y - (y - ty) * to / k;
    k = to;
    detach();
    const [across, down] = limits();
    tx = within(tx, across);
    ty = within(ty, down);
    draw();
  }
  // Whether there was anywhere to go. What is beyond the limits may come back, but does not jump.
  function pan(dx, dy) {
    const [across, down] = limits(), hold = (at, by, [low, high]) => within(at + by, [Math.min(low, at), Math.max(high, at)]);
    const to = [hold(tx, dx, across), hold(ty, dy, down)];
    if (to[0] === tx && to[1] === ty) return false;
    [tx, ty] = to;
    detach();
    draw();
    return true;
  }
  function fit() {
    detach();
    k = Math.min(1, innerWidth / size.w, freeHeight() / size.h);
    tx = (innerWidth - size.w * k) / 2;
    ty = (freeHeight() - size.h * k) / 2;
    draw();
  }
  // Header and key stand beside a view that does not begin where the picture does, until the reader moves it.
  let dock = null;
  const docked = () => dock ? dock.querySelector("rect").width.baseVal.value : 0;
  function attach() {
    dock = svg("g", { class: "dock" }, still);
    const ground = svg("rect", { class: "page" }, dock);
    let width = 0, y = 12;
    for (const { g } of beside) {
      const { width: w, height } = g.getBBox();
      g.setAttribute("transform", `translate(12 ${y})`);
      width = Math.max(width, w + 24);
      y += height + 24;
      dock.append(g);
    }
    if (width > innerWidth / 2) return detach();
    put(ground, { width, height: "100%" });
    still.prepend(dock);
  }
  function detach() {
    if (!dock) return;
    lift();
    dock.remove();
    dock = null;
    // Where they stood nothing is left empty.
    tx = within(tx, limits()[0]);
    draw();
  }
  // The smallest text is 10 px high.
  const least = () => isNarrow() ? 1.2 : 0.8;
  // In the middle of what is free, and never smaller than can be read. No ground beyond the picture's edges is shown where
  // the picture is larger than the window, and its beginning stays in view of a box that ends within `near` of the window.
  function centre(box, near = 0) {
    if (k < least()) k = Math.max(1, least());
    const [x, y, w, h] = [box.x, box.y, box.w, box.h].map((length) => length * k);
    const along = (at, length, whole, room) =>
      at + length < near * room ? 0 : Math.min(0, Math.max(room - whole * k, (room - length) / 2 - at));
    tx = docked() + Math.max(0, (free() - size.w * k) / 2) + along(x, w, size.w, free());
    ty = along(y, h, size.h, freeHeight());
    draw();
  }
  const isInView = ({ x, y, w, h }) => {
    const left = x * k + tx, top = y * k + ty;
    return left >= docked() + 8 && top >= 8 && left + w * k <= docked() + free() && top + h * k <= freeHeight();
  };
  function start() {
    const heaviest = nodes.get(root.dataset.start), wide = Math.min(1, innerWidth / size.w);
    k = Math.max(wide, least());
    tx = Math.max(0, (innerWidth - size.w * k) / 2);
    ty = 0;
    // A comparison is about one function.
    const isFar = heaviest?.g.matches("[data-before]") && !isInView(heaviest);
    if (heaviest && (wide < least() || isFar)) centre(heaviest, 0.85);
    if (tx < 0 || ty) { attach(); centre(heaviest); }
    draw();
  }

  // The map moves the view as long as it is held: what is seen from where it was taken, or to where the map is pointed at.
  let held = null;
  const seek = ({ clientX, clientY }) => held && pan(held.x - clientX * held.by - tx, held.y - clientY * held.by - ty);
  on("pointerdown", (event) => {
    if (event.button) return;
    const by = k / mini, isTaken = event.target === seen;
    held = isTaken ? { x: tx + event.clientX * by, y: ty + event.clientY * by, by }
      : { x: free() / 2 + 8 * by, y: freeHeight() / 2 + (innerHeight - 8) * by - size.h * k, by };
    map.setPointerCapture(event.pointerId);
    seek(event);
  }, map);
  on("pointermove", seek, map);
  on("lostpointercapture", () => { held = null; }, map);

  // From the row in its caller's box to the side of its callee's that is nearer.
  function trace({ g, from, to }) {
    const a = nodes.get(from), b = nodes.get(to), y = a.y + (+g.querySelector("text").getAttribute("y")) - 3.5, end = b.x + b.w / 2;
    const isRight = end > a.x + a.w / 2, start = isRight ? a.x + a.w : a.x, isBelow = b.y > y;
    const head = isBelow ? b.y : b.y + b.h, up = isBelow ? -1 : 1;
    const out = start + (isRight ? 1 : -1) * Math.min(120, 20 + Math.abs(end - start) / 2);
    return `M${start} ${y}C${out} ${y} ${end} ${head + up * 60} ${end} ${head}m-4 ${up * 8}l4 ${-up * 8} 4 ${up * 8}`;
  }
  // The heaviest calls from caller to caller, or from callee to callee, as far as they go.
  function path(id, side, end) {
    const found = new Set();
    for (;;) {
      const call = nodes.get(id)?.[side].find(({ from, to }) => from !== to);
      if (!call || found.has(call)) return [...found];
      found.add(call);
      id = call[end];
    }
  }
  const callsOf = ({ callers, callees, from, to }) =>
    [...callers, ...callees, ...path(from, "callers", "from"), ...path(to, "callees", "to")];
  // What is lit: a box with all its calls, or a call, and the heaviest way from a root through it. Copies of that lie on a
  // veil over the graph, which has too many elements to dim them, or even their groups.
  const veil = svg("rect", { class: "veil", x: -origin.x, y: -origin.y, ...around }, front);
  veil.remove();
  let pinned = "", hovered = "", lit = [];
  function light() {
    const id = hovered || pinned;
    front.replaceChildren();
    lit = [];
    if (!id) return;
    const at = get(id), found = [...new Set(callsOf(at))], lines = found.filter(({ g }) => !g.matches(".stub,.pass"));
    const boxes = [...new Set([at, ...found].flatMap(({ from, to }) => [from, to]))].map((end) => nodes.get(end)).filter(Boolean);
    const traces = found.filter((call) => call.g.matches(".stub:not(.off)") && isWhole(call)).map(trace);
    const copied = (things) => things.filter(({ level }) => level !== LINKS), on = new Set(found.map(({ g }) => g));
    lit = [...lines, ...boxes];
    for (const thing of lit) thing.was = thing.level;
    front.append(veil);
    copy("edges", copied(lines).map(({ g }) => g), at.g, on);
    copy("nodes", copied(boxes).map(({ g }) => g), at.g, on);
    svg("path", { class: "traces", d: traces.join(""), transform: `translate(${-origin.x} ${-origin.y})` }, front);
    copy("labels", copied(lines).flatMap(({ label }) => label || []), at.g, on);
  }
  function copy(group, elements, at, on) {
    const copies = front.appendChild(root.querySelector(`.${group}`).cloneNode());
    for (const element of elements) {
      const isOutline = element.matches(".node.far"), made = copies.appendChild(element.cloneNode(!isOutline));
      if (isOutline) made.append(element.querySelector("rect").cloneNode());
      const rows = all(".stub", made);
      rows.forEach((row, n) => row.classList.toggle("on", on.has(all(".stub", element)[n])));
      made.classList.toggle("at", element === at);
      // No id twice, and nothing to be focused.
      for (const e of [made, ...all("[id],a", made)]) for (const name of ["id", "href"]) e.removeAttribute(name);
    }
  }

  // All that leads to a box, or that it leads to.
  function reach(start, side, end) {
    const found = new Set([start]);
    for (const id of found) for (const call of nodes.get(id)?.[side] || []) found.add(call[end]);
    return found;
  }
  // Leaves only what passes through what is pinned, until told otherwise.
  let hidden = [];
  function only() {
    mark(hidden, "off", false);
    if (hidden.length || !pinned) hidden = [];
    else {
      const { from, to } = get(pinned), above = reach(from, "callers", "from"), below = reach(to, "callees", "to");
      const passes = (call) => call === get(pinned) || [above, below].some((half) => half.has(call.from) && half.has(call.to));
      hidden = [...functions.filter(({ to }) => !above.has(to) && !below.has(to)), ...[...calls.values()].filter((call) => !passes(call))];
      mark(hidden, "off", true);
    }
    light();
  }

  function list(title, calls, end) {
    const item = (call) => html("li", {}, html("b", {}, call.value), ` ${percent(share(call.value))} `,
      html("a", { href: `#${call[end]}` }, short(nodes.get(call[end]).name)), call.name.includes(" \u21e2 ") ? " (by functions left out)" : "");
    const found = calls.filter(isWhole);
    return found.length ? [html("h3", {}, `${title} (${found.length})`), html("ul", {}, ...found.map(item))] : [];
  }
  // Where there is no clipboard, the name is selected, to be copied by hand.
  function copyName(name, button) {
    const select = () => getSelection().selectAllChildren(panel.querySelector(".name")), board = navigator.clipboard;
    board ? board.writeText(name).then(() => { button.textContent = "Copied"; }, select) : select();
  }
  function show() {
    panel.hidden = !pinned;
    panel.replaceChildren();
    if (!pinned) return draw();
    const { name, place, facts, source, callers, callees } = get(pinned);
    const where = source ? html("a", { href: source, target: "_blank", rel: "noopener noreferrer" }, place || "source") : place || "";
    panel.append(html("div", { class: "tools" }, button("Copy name", "Copy", (event) => copyName(name, event.target)),
      button("Only what passes (F)", "Only", only), button("Close (Escape)", "\u00d7", letGo)),
      html("h2", {}, short(name)), html("p", { class: "name" }, name), html("p", { class: "place" }, where), html("p", { class: "values" }, facts),
      ...list("Callers", callers, "from"), ...list("Callees", callees, "to"));
    panel.scrollTop = 0;
  }
  function pin(id) {
    if (pinned) mark([get(pinned)], "pin", false);
    if (id) mark([get(id)], "pin", true);
    pinned = id;
    hovered = "";
    if (hidden.length && (!id || get(id).g.closest(".off"))) only();
    show();
    light();
  }
  function goTo(id) {
    // The browser takes the focus away when it goes to another part.
    const active = document.activeElement;
    if (location.hash.slice(1) !== id) location.hash = id;
    follow();
    if (active && active !== root) focus(active.isConnected ? active : panel);
  }
  function letGo() {
    const link = nodes.get(pinned)?.g.querySelector("a"), isInside = panel.contains(document.activeElement);
    goTo("");
    if (isInside) focus(link);
  }
  function follow() {
    const id = location.hash.slice(1), node = nodes.get(id);
    scrollTo(0, 0);
    if (id === pinned) return;
    if (!node && !(calls.has(id) && isWhole(calls.get(id)))) return pin("");
    detach();
    pin(id);
    if (node && (k < 0.5 || !isInView(node))) centre(node);
  }

  let hits = [], at = -1, found = "";
  function search() {
    mark(hits, "hit", false);
    hits = []; at = -1;
    let message = "";
    try {
      const pattern = new RegExp(input.value, "im");
      hits = input.value ? functions.filter((node) => pattern.test(node.text)) : [];
      if (hits.length) message = found = hits.length + (hits.length > 1 ? " functions" : " function") + total();
      else if (input.value) message = "none";
    } catch { message = "no regular expression"; }
    mark(hits, "hit", true);
    count.textContent = message;
    light();
  }
  // Flat adds up exactly, but for the rounding of shares. Of cum, only boxes that no other one found leads to count, and of
  // boxes that lead to each other the heaviest. That is exact where stacks stay in the picture: calls that are not drawn hide
  // that one box leads to another, which counts twice; a box that is also called past those found counts too little.
  function total() {
    const sum = (nodes, key) => `${+nodes.reduce((sum, node) => sum + node[key], 0).toPrecision(3)}%`, seen = new Set();
    let tops = [];
    for (const node of hits) {
      if (seen.has(node.to)) continue;
      const below = reach(node.to, "callees", "to");
      tops = [...tops.filter(({ to }) => !below.has(to)), node];
      below.forEach((id) => seen.add(id));
    }
    return `: flat ${sum(hits, "flat")}, cum ${sum(tops, "cum")}`;
  }
  function next(step) {
    if (!hits.length) return;
    at = (at + (at < 0 && step < 0 ? 0 : step) + hits.length) % hits.length;
    count.textContent = `${at + 1} of ${found}`;
    goTo(hits[at].to);
  }
  on("input", search, input);

  // One pointer drags, two zoom.
  const pointers = new Map();
  let moved = 0;
  const isUi = (event) => event.target.closest?.(".ui,.map");
  on("pointerdown", (event) => {
    if (isUi(event) || event.button) return;
    if (!pointers.size) moved = 0;
    pointers.set(event.pointerId, event);
  });
  on("pointermove", (event) => {
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
      root.setPointerCapture(event.pointerId);
      pan(dx, dy);
    }
    pointers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel"]) on(end, (event) => pointers.delete(event.pointerId));
  on("dragstart", (event) => event.preventDefault());
  on("selectstart", (event) => pointers.size ? event.preventDefault() : want(true));
  on("wheel", (event) => {
    if (event.target.closest(".ui")) return;
    const unit = [1, 20, innerHeight][event.deltaMode], dx = -event.deltaX * unit, dy = -event.deltaY * unit;
    if (event.ctrlKey) {
      event.preventDefault();
      zoom(Math.exp(within(dy, [-30, 30]) * 0.01), event.clientX, event.clientY);
    } else if (pan(size.w * k > free() ? dx : 0, size.h * k > freeHeight() ? dy : 0)) event.preventDefault();
  });
  // Unless the first click of the two has moved what was under the pointer.
  let first = "";
  const place = () => `${[k, tx, ty]}`;
  on("dblclick", (event) => { if (!isUi(event) && first === place()) zoom(2, event.clientX, event.clientY); });

  // Lines are thin: what is a little beside one means it.
  const callAt = ({ clientX: x, clientY: y }) => [[0, 0], [4, 0], [-4, 0], [0, 4], [0, -4]]
    .map(([dx, dy]) => document.elementFromPoint(x + dx, y + dy)?.closest(".edge:not(.stub,.pass),.label")).find(Boolean);
  // A click between the rows of a list means one of them.
  const isInList = ({ clientX, clientY }) => all(".facts a").some((link) => {
    const { left, right, top, bottom } = link.getBoundingClientRect();
    return clientX > left && clientX < right && clientY > top - 5 && clientY < bottom + 5;
  });
  on("click", (event) => {
    const link = event.target.closest("a"), node = event.target.closest(".node");
    // A button that did its work may be gone.
    if (!event.target.isConnected || isUi(event) && !link) return;
    // Keys click as well, and have not dragged.
    if (moved > 4 && event.detail && !isUi(event)) { event.preventDefault(); moved = 0; return; }
    // The second of a double click may be on what has come there by the first.
    if (event.detail > 1) return event.preventDefault();
    first = place();
    if (link?.matches("[target]")) return;
    const call = node || link ? null : callAt(event);
    const id = node && !event.target.closest(".stub") ? node.id : link ? link.getAttribute("href").slice(1) : call && idOf(call);
    event.preventDefault();
    if (id) goTo(id);
    else if (pinned && !isInList(event)) letGo();
  });
  on("pointerover", (event) => {
    const id = event.target.closest?.(".node")?.id || "";
    if (id !== hovered && !pointers.size && event.pointerType !== "touch") { hovered = id; light(); }
  });
  on("redrawn", light);
  on("pointerleave", () => { if (hovered) { hovered = ""; light(); } });
  on("focusin", (event) => {
    const node = nodes.get(event.target.closest(".node")?.id);
    if (!node || !event.target.matches(":focus-visible")) return;
    put(ring, { x: node.x - origin.x - 4, y: node.y - origin.y - 4, width: node.w + 8, height: node.h + 8 });
    if (!isInView(node)) centre(node);
  });
  on("focusout", () => put(ring, { width: 0 }));
  // What the browser's own search has found.
  on("selectionchange", () => {
    const selection = getSelection(), text = selection.anchorNode?.parentElement?.closest(".graph text");
    if (pointers.size || !text || selection.isCollapsed || !text.contains(selection.focusNode)) return;
    scrollTo(0, 0);
    const { x, y, width, height } = text.getBoundingClientRect(), box = { x: (x - tx) / k, y: (y - ty) / k, w: width / k, h: height / k };
    if (!isInView(box)) { detach(); centre(box); }
  }, document);

  const page = () => 0.9 * freeHeight();
  const keys = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), "0": fit, "1": () => zoom(1 / k), f: only, F: only,
    "/": () => { focus(input); input.select(); },
    ArrowLeft: () => pan(80, 0), ArrowRight: () => pan(-80, 0), ArrowUp: () => pan(0, 80), ArrowDown: () => pan(0, -80),
    PageUp: () => pan(0, page()), PageDown: () => pan(0, -page()), " ": (event) => pan(0, event.shiftKey ? page() : -page()),
    Home: () => pan(0, size.h * k), End: () => pan(0, -size.h * k) };
  function escape() {
    if (input.value && (document.activeElement === input || !pinned)) { input.value = ""; search(); }
    else if (hidden.length) only();
    else if (pinned) letGo();
    else input.blur();
  }
  // The panel comes after the box that it tells of.
  function tab(event) {
    const link = nodes.get(pinned)?.g.querySelector("a"), stops = [link, panel, ...all("a,button", panel)];
    const at = stops.indexOf(document.activeElement), to = stops[at + (event.shiftKey ? -1 : 1)];
    if (!link || at < 0 || at === 0 && event.shiftKey) return;
    if (to) event.preventDefault();
    focus(to || link);
  }
  on("keydown", (event) => {
    const { key } = event;
    if (key === "Tab" || key === "F3" || (event.ctrlKey || event.metaKey) && /^[afgp]$/i.test(key)) want(true);
    if (key === "Escape") return escape();
    if (key === "Tab") return tab(event);
    if (event.target === input) {
      if (key === "Enter") next(event.shiftKey ? -1 : 1);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[key] || isUi(event) && (key.length > 1 || key === " ")) return;
    event.preventDefault();
    keys[key](event);
  }, window);
  on("hashchange", follow, window);
  on("blur", () => want(true), window);
  on("focus", () => want(false), window);
  // Browsers scroll to what they have found; the picture moves instead, but not for a function that the address names.
  on("scroll", () => {
    const x = scrollX, y = scrollY;
    scrollTo(0, 0);
    if (!pinned) pan(-x, -y);
  }, window);
  on("resize", resize, window);
  // Paper has all of the picture in its place.
  let kept;
  on("beforeprint", () => {
    kept = [k, tx, ty, dock];
    detach();
    isWanted = true;
    [k, tx, ty] = [1, 0, 0];
    draw();
    put(root, { ...around, viewBox });
    if (size.w * size.h > 1e6) svg("text", { class: "scaled", x: 8, y: size.h - 5, "font-size": 12, "text-anchor": "start" }).append("Scaled to one page");
  }, window);
  on("afterprint", () => {
    let had;
    all(":scope > .scaled").forEach((text) => text.remove());
    [k, tx, ty, had] = kept;
    root.removeAttribute("viewBox");
    isWanted = false;
    resize();
    if (had) attach();
  }, window);

  resize();
  start();
  if (location.hash.length > 1) follow();
})();
