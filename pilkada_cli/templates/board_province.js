"use strict";
// What is drawn otherwise where one province stands alone: names in its hexagons, and what is open at itself.
const province = ({ $, make, data, root, regions, shapes, provinces, looks, signs, fill, number, show, worst, grade }) => {
  // A name in lines of so many letters; a longer word is parted.
  const broken = (name, most) => {
    const lines = [];
    for (const word of name.split(" ")) {
      const parts = Math.ceil(word.length / most), size = Math.ceil(word.length / parts);
      if (lines.length && (lines.at(-1) + " " + word).length <= most) lines[lines.length - 1] += " " + word;
      else for (let part = 0; part < parts; part++) lines.push(word.slice(part * size, (part + 1) * size) + (part < parts - 1 ? "-" : ""));
    }
    return lines;
  };
  return {
    // As large as what can be skipped, and never wider than a hexagon.
    inscribe: () => {
      const svg = $("hexagons"), [, , across, down] = (svg.getAttribute("viewBox") || "").split(" ");
      if (!down) return;
      const scale = Math.min(svg.clientWidth / across, svg.clientHeight / down) || 80;
      const size = Math.min(.3, Math.max(.14, .86 * parseFloat(getComputedStyle(root).fontSize) / scale)), most = Math.max(5, Math.round(1 / (size * .6)));
      svg.setAttribute("font-size", size.toFixed(3));
      for (const [code, group] of shapes) {
        const name = regions.get(code).name.replace(/^Kab(upaten|\.) (Administrasi )?|^Kota Administrasi /, "");
        // Three lines at the most: then rather narrower letters.
        let lines = broken(name, most);
        for (let longer = most + 1; lines.length > 3 && longer < 12; longer++) lines = broken(name, longer);
        lines.forEach((part, line, all) => {
          const text = make(group, "text", part, { y: (.06 + size * (.92 * (line - (all.length - 1) / 2) + .35)).toFixed(2), "aria-hidden": "true" });
          if (text.getComputedTextLength() > .9) { text.setAttribute("textLength", .9); text.setAttribute("lengthAdjust", "spacingAndGlyphs"); }
        });
      }
    },
    // It has no hexagon of its own, and stands beside them.
    itself: (mode, words) => {
      const one = provinces[0], count = (data.open || {})[one.code] || 0;
      $("own").hidden = mode !== "open" || !count;
      if (!count) return;
      const look = looks.open[Math.max(worst(one), grade(count))], button = $("own").firstElementChild;
      const told = fill(fill(words.itself, one.name), number(count));
      button.className = "key " + look;
      button.textContent = signs[look] + " " + told + ", " + (words.severities[data.own] || data.own).toLowerCase();
      button.onclick = () => show(one.code, button);
    },
  };
};
