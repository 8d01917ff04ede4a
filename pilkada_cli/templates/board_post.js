"use strict";
// What is shown of a post's log: who has reported, the open incidents of a region, and the provinces that have most.
const post = ({ $, data, provinces, inside, signs, fill, number }) => {
  const heard = (one) => {
    const code = [one, one.province || one].map((own) => own.code).find((own) => data.expected.includes(own));
    return code === undefined ? 0 : data.silent.includes(code) ? 2 : 1;
  };
  return {
    heard,
    tell: (one, line, words) => {
      line(inside(one) ? fill(words.incidents, number(inside(one))) : words.quiet);
      if (heard(one)) line(heard(one) === 2 ? signs.bad + " " + words.silent : signs.good + " " + words.heard);
      for (const [sign, title, region, severity] of data.incidents)
        if (region === one.code || (one.cells && region.startsWith(one.code + ".")))
          line(`${data.severities[severity] || "·"} ${sign} ${title} (${words.severities[severity] || severity})`);
    },
    most: (mode, words) => {
      const all = mode === "open" && provinces.length > 1 ? [...provinces].filter(inside).sort((a, b) => inside(b) - inside(a)) : [];
      const told = all.slice(0, 5).map((one) => one.name + " " + number(inside(one))).join(" · ");
      $("most").textContent = told && fill(words.most, told);
    },
  };
};
