"use strict";
(async () => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const root = document.documentElement;
  const NS = "http://www.w3.org/2000/svg";
  const born = Date.now();
  // In a drill the board's clock runs beside that of the computer.
  const now = () => data.now + (Date.now() - data.written);
  const kept = (name, value) => {
    try {
      if (value !== undefined) localStorage.setItem("pilkada-" + name, value);
      return localStorage.getItem("pilkada-" + name);
    } catch { return null; }
  };
  const make = (parent, tag, text, attributes = {}) => {
    const one = parent.namespaceURI === NS || tag === "svg" ? document.createElementNS(NS, tag) : document.createElement(tag);
    if (text) one.textContent = text;
    for (const name in attributes) one.setAttribute(name, attributes[name]);
    parent.append(one);
    return one;
  };
  let words = data.words[root.lang];
  let mode = null;
  const fill = (text, value) => text.replace("{}", value);
  const number = (count) => count.toLocaleString(root.lang);
  const two = (count) => String(count).padStart(2, "0");
  const colon = () => (root.lang === "id" ? "." : ":");
  const days = (count) => fill(words.days[count === 1 ? 0 : 1], number(count));
  const span = (ms) => {
    const s = Math.max(0, Math.floor(ms / 1000)), c = colon();
    const rest = two(Math.floor(s / 3600) % 24) + c + two(Math.floor(s / 60) % 60) + c + two(s % 60);
    return s >= 86400 ? days(Math.floor(s / 86400)) + " " + rest : rest;
  };
  const clock = (ms, hours) => {
    const at = new Date(ms + hours * 36e5);
    return two(at.getUTCHours()) + colon() + two(at.getUTCMinutes());
  };

  const day = (ms) => Math.floor((ms + data.zones[data.zone] * 36e5) / 864e5);

  // Time: the days left, the three zones, and whether this page still tells the truth.
  const vote = data.vote;
  const poll = (minutes, hours) => vote.day * 864e5 + minutes * 6e4 - hours * 36e5;
  const tick = () => {
    const at = now(), own = data.zones[data.zone];
    const left = vote.day - Math.floor((at + own * 36e5) / 864e5);
    $("label").textContent = left ? "H" + (left > 0 ? "-" : "+") + Math.abs(left) : words.day;
    $("label").classList.toggle("words", !left);
    $("label").dataset.length = $("label").textContent.length;
    const told = document.querySelector(".told");
    told.textContent = left === 0 ? words.today : days(Math.abs(left)) + " " + (left > 0 ? words.to : words.since);
    const begins = poll(vote.opens || 0, own);
    $("ticks").textContent = at < begins ? span(begins - at) : "";
    for (const row of document.querySelectorAll("[data-zone]")) {
      const hours = data.zones[row.dataset.zone];
      row.querySelector(".time").textContent = clock(at, hours);
      if (vote.opens === null || vote.closes === null || Math.abs(left) > 1) continue;
      const opens = poll(vote.opens, hours), closes = poll(vote.closes, hours);
      row.querySelector(".state").textContent =
        at < opens ? fill(words.opens, span(opens - at)) : at < closes ? fill(words.open, span(closes - at)) : words.closed;
    }
    for (const one of document.querySelectorAll("[data-at]"))
      if (one.dataset.at - at < 864e5) one.textContent = span(one.dataset.at - at);
    watch();
  };
  const watch = () => {
    const age = Date.now() - data.written;
    const limit = 3e3 * (data.refresh || 1200);
    const stale = data.trouble || age > limit;
    root.classList.toggle("stale", stale);
    $("stale").hidden = !stale || data.trouble;
    const since = (day(now()) === day(data.now) ? "" : words.written + " ") + clock(data.now, data.zones[data.zone]) + " " + data.zone;
    if (!$("stale").hidden) $("stale").textContent = fill(words.stale, since);
    $("clock").hidden = age > -6e4;
    if (age <= -6e4) $("clock").textContent = fill(words.ahead, span(-age));
    if (data.refresh && Date.now() - born > data.refresh * 1e3 && !$("region").open) location.reload();
  };

  // The country: each province with its regions. A browser that cannot unpack it keeps the list instead.
  const provinces = [], regions = new Map();
  const unpack = async () => {
    const bytes = Uint8Array.from(atob(data.provinces), (one) => one.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const [heads, names, ...figures] = await new Response(stream).json();
    let place = 0;
    const figure = (which, wide) => parseInt(figures[which].substr(place * wide, wide), 36);
    for (const [code, letters, name, zone, stations, pairs, elects, label] of heads) {
      const own = { code, letters, name, zone, stations, pairs, elects, label }, inside = names.shift();
      let end = 0;
      own.cells = inside ? inside.split("|").map((text) => {
        const given = text.match(/^\d\d/), bare = given ? text.slice(2) : text;
        end = given ? +given : end + 1;
        const kota = end >= 70;
        return { code: code + "." + two(end), name: bare[0] === "=" ? bare.slice(1) : (kota ? "Kota " : "Kab. ") + bare, kota,
          column: figure(0, 2), row: figure(1, 2), stations: figure(2, 3), pairs: figure(3, 1) || 0, elects: figures[3][place++] !== "-", province: own };
      }) : [];
      provinces.push(own);
      regions.set(code, own);
      for (const cell of own.cells) regions.set(cell.code, cell);
    }
  };
  const open = data.open || {};
  const inside = (one) => (one.cells ? one.cells.reduce((sum, cell) => sum + (open[cell.code] || 0), open[one.code] || 0) : open[one.code] || 0);
  // One rule for hexagons, tiles and the legend: how many are open there, and the gravest of them.
  const grade = (count) => (count === 0 ? 0 : count < 3 ? 1 : count < 10 ? 2 : 3);
  const worst = (one) => data.worst[one.code] || 0;
  const gravest = (one) => Math.max(worst(one), ...(one.cells || []).map(worst));
  const classes = {
    electing: (one) => (one.elects ? 1 : 0),
    pair: (one) => (one.pairs === 1 ? 1 : 0),
    again: (one) => (data.again[one.code] ? 1 : 0),
    open: (one) => Math.max(gravest(one), grade(inside(one))),
  };
  const looks = {
    electing: ["none", "good"], pair: ["none", "near"], again: ["none", "bad"],
    open: ["none", "command", "near", "bad"], heard: ["none", "good", "bad"],
  };
  const signs = data.signs;
  const figure = (one) => {
    if (mode === "open") return inside(one) ? number(inside(one)) : "";
    if (!one.cells) return "";
    if (mode === "electing") return one.cells.filter((cell) => cell.elects).length;
    if (mode === "heard") return "";
    return one.cells.filter((cell) => classes[mode](cell)).length + classes[mode](one) || "";
  };
  const says = (one) => words.legend[mode][classes[mode](one)];

  const shapes = new Map(), tiles = new Map(), names = new Map();
  const corners = [[0, -.577], [.5, -.289], [.5, .289], [0, .577], [-.5, .289], [-.5, -.289]];
  const middle = (cell) => [cell.column + (cell.row % 2 ? 1 : .5), cell.row * .866 + .577];
  const marks = data.marks;
  const beside = (cell) => {
    const right = cell.row % 2 ? 1 : 0;
    return [[right, -1], [1, 0], [right, 1], [right - 1, 1], [-1, 0], [right - 1, -1]].map(([x, y]) => [cell.column + x, cell.row + y].join());
  };
  // What is shown of a post's log, see board_post.js.
  const log = typeof post === "undefined" ? null : post({ $, data, provinces, inside, signs, fill, number });
  if (log) classes.heard = log.heard;
  // What is drawn otherwise where one province stands alone, see board_province.js.
  const alone = typeof province === "undefined" ? null : province({ $, make, data, root, regions, shapes, provinces, looks, signs, fill, number, show: (...of) => show(...of), worst, grade });
  const draw = () => {
    const svg = $("hexagons"), cells = [...regions.values()].filter((one) => one.province && one.column >= 0);
    if (!cells.length) return;
    const xs = cells.map((one) => middle(one)[0]), ys = cells.map((one) => middle(one)[1]);
    const room = alone ? .1 : data.room, box = [Math.min(...xs) - .5 - room, Math.min(...ys) - .6 - room];
    svg.setAttribute("viewBox", [...box, Math.max(...xs) + .5 + room - box[0], Math.max(...ys) + .6 + room - box[1]].join(" "));
    const at = new Map(cells.map((one) => [one.column + "," + one.row, one]));
    const edges = [];
    for (const cell of cells) {
      const [x, y] = middle(cell);
      const group = make(svg, "g", "", { transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})`, role: "button", tabindex: -1, "data-code": cell.code });
      make(group, "path", "", { d: "M" + corners.join("L") + "Z" });
      make(group, "path", "", { transform: provinces.length === 1 ? "translate(0 -.42) scale(.016)" : "scale(.04)" });
      make(group, "title");
      shapes.set(cell.code, group);
      beside(cell).forEach((key, side) => {
        const other = at.get(key);
        if (other && other.province === cell.province) return;
        const [a, b] = [corners[side], corners[(side + 1) % 6]];
        edges.push(`M${(x + a[0]).toFixed(2)} ${(y + a[1]).toFixed(2)}L${(x + b[0]).toFixed(2)} ${(y + b[1]).toFixed(2)}`);
      });
    }
    make(svg, "path", "", { class: "edge", d: edges.join("") });
    if (alone) for (const one of [svg, $("tiles")]) one.classList.add("one");
    for (const { code, letters, label } of provinces) {
      if (!label) continue;
      // Beside its hexagons, and where there is no room a line leads to them.
      const [x, y, ...lead] = label;
      if (lead.length) make(svg, "path", "", { class: "lead", d: "M" + lead.slice(0, 2) + "L" + lead.slice(2) });
      names.set(code, make(make(svg, "text", letters || code, { x, y: (y + .44).toFixed(2), "aria-hidden": "true" }), "tspan"));
    }
    shapes.values().next().value.setAttribute("tabindex", 0);
    svg.addEventListener("click", (event) => { const found = event.target.closest("[data-code]"); if (found) show(found.dataset.code, found); });
    svg.addEventListener("keydown", (event) => walk(event, at));
  };
  const walk = (event, at) => {
    const own = event.target.closest("[data-code]");
    if (!own) return;
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(own.dataset.code, own); return; }
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const [x, y] = middle(regions.get(own.dataset.code));
    // The nearest region in that direction, so that the sea can be crossed.
    let best = null, least = Infinity;
    for (const cell of at.values()) {
      const [a, b] = middle(cell), along = (a - x) * step[0] + (b - y) * step[1], across = Math.abs((a - x) * step[1]) + Math.abs((b - y) * step[0]);
      const cost = along + 2.5 * across;
      if (along > .3 && cost < least) { least = cost; best = cell; }
    }
    if (best) { own.setAttribute("tabindex", -1); const next = shapes.get(best.code); next.setAttribute("tabindex", 0); next.focus(); }
  };
  const lay = () => {
    for (const one of provinces.length === 1 ? provinces[0].cells : provinces) {
      const button = make($("tiles"), "button", "", { type: "button", "data-code": one.code });
      make(button, "b", one.cells ? one.letters || one.code : one.name);
      make(button, "span");
      button.addEventListener("click", () => show(one.code, button));
      tiles.set(one.code, button);
    }
  };
  const colour = () => {
    for (const [code, group] of shapes) {
      const one = regions.get(code), look = looks[mode][classes[mode](one)];
      group.setAttribute("class", "h " + look);
      group.children[1].setAttribute("d", marks[look]);
      group.children[1].setAttribute("class", "m-" + look);
      const text = one.name + ", " + one.province.name + ": " + says(one);
      group.setAttribute("aria-label", text);
      group.children[2].textContent = text;
    }
    for (const [code, button] of tiles) {
      const one = regions.get(code);
      // A province's tile stands for all in it: it has the gravest of their looks, or counts what is open in all.
      const grave = mode === "open" ? classes.open(one) : Math.max(classes[mode](one), ...(one.cells || []).map(classes[mode]));
      button.className = looks[mode][grave];
      button.lastChild.textContent = signs[looks[mode][grave]] + " " + figure(one);
      button.setAttribute("aria-label", one.name + ": " + figure(one) + " " + words.legend[mode][grave]);
    }
    for (const [code, text] of names) {
      const told = mode === "electing" ? "" : figure(regions.get(code));
      text.textContent = told ? " " + told : "";
    }
    if (alone) alone.itself(mode, words);
    if (log) log.most(mode, words);
    const legend = $("legend");
    legend.replaceChildren();
    words.legend[mode].forEach((text, place) => {
      const item = make(legend, "span"), look = looks[mode][place];
      make(item, "i", signs[look], { class: "key " + look, "aria-hidden": "true" });
      item.append(text);
    });
  };
  const choose = () => {
    const box = $("modes");
    while (box.children.length > 1) box.lastChild.remove();
    const names = Object.keys(words.modes);
    if (!names.includes(mode)) mode = names.includes(kept("mode")) ? kept("mode") : names.includes("open") ? "open" : names[0];
    for (const name of names) {
      const label = make(box, "label");
      const input = make(label, "input", "", { type: "radio", name: "mode", value: name });
      input.checked = name === mode;
      make(label, "span", " " + words.modes[name]);
      input.addEventListener("change", () => { mode = name; kept("mode", name); colour(); });
    }
  };

  // One region, opened.
  const dialog = $("region");
  const buttons = (all, from) => {
    for (const one of all) make($("region-body"), "button", one.name + (open[one.code] ? " " + number(open[one.code]) : ""), { type: "button" }).onclick = () => show(one.code, from);
  };
  const show = (code, from) => {
    const one = regions.get(code), body = $("region-body");
    if (!one) return;
    $("region-title").textContent = one.name + " (" + one.code + ")";
    body.replaceChildren();
    const list = make(body, "ul"), line = (text, role) => make(list, "li", text, role ? { class: role } : {});
    line(one.elects ? fill(words.elects, words.offices[one.cells ? "p" : one.kota ? "k" : "b"]) : words.nobody);
    line((one.zone || one.province.zone) + " · " + fill(words.stations, number(one.stations)));
    if (one.pairs === 1) line(signs.near + " " + words.single);
    else if (one.pairs) line(fill(words.pairs, number(one.pairs)));
    if (data.again[one.code]) line(signs.bad + " " + fill(words.votes, data.again[one.code]));
    if (log) log.tell(one, line, words);
    buttons(one.cells || [], from);
    if (!dialog.open) { dialog.showModal(); dialog.onclose = () => from && from.focus(); }
    dialog.scrollTop = 0;
  };
  const offer = () => {
    for (const one of regions.values()) make($("regions"), "option", "", { value: one.name });
    $("find").addEventListener("change", () => {
      // A whole name goes before a part of one; where several are called so, all are offered.
      const text = $("find").value.trim().toLowerCase(), all = [...regions.values()];
      const bare = (one) => one.name.toLowerCase().replace(/^(kota|kab(upaten|\.)) (administrasi )?/, "");
      const found = [(one) => one.code === text, (one) => bare(one) === text, (one) => one.name.toLowerCase() === text, (one) => one.name.toLowerCase().includes(text)]
        .map((fits) => (text ? all.filter(fits) : [])).find((fits) => fits.length) || [];
      if (!found.length) return;
      $("find").value = "";
      show(found[0].code, $("find"));
      if (found.length > 1) { $("region-title").textContent = words.which; $("region-body").replaceChildren(); buttons(found, $("find")); }
    });
  };

  // Language and theme, kept for the next time that the page is loaded.
  const own = root.lang, texts = [...document.querySelectorAll("[data-t]")], mine = texts.map((one) => one.textContent);
  const speak = (language) => {
    root.lang = language;
    words = data.words[language];
    texts.forEach((one, place) => { one.textContent = language === own ? mine[place] : data.other[place]; });
    if (regions.size) { choose(); colour(); }
    tick();
  };
  const themes = ["", "light", "dark"];
  const dress = (theme) => { if (theme) root.dataset.theme = theme; else delete root.dataset.theme; };
  $("language").addEventListener("click", () => speak(kept("language", root.lang === "id" ? "en" : "id") || (root.lang === "id" ? "en" : "id")));
  $("theme").addEventListener("click", () => {
    const next = themes[(themes.indexOf(root.dataset.theme || "") + 1) % 3];
    kept("theme", next);
    dress(next);
  });

  dress(kept("theme") || "");
  speak(data.words[kept("language")] ? kept("language") : own);
  setInterval(tick, 1000);
  await unpack();
  root.classList.add("js");
  draw();
  lay();
  offer();
  choose();
  colour();
  if (alone) alone.inscribe();
})();
