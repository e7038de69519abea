"use strict";
// Rows come from the JSON block at the end of the page and are shown a part at a time, so that 100,000 of them open at
// once. Nothing is fetched, and every text is set as text.
(() => {
  const part = 200;
  const paper = 2000; // rows of a table on paper, about ninety pages: a browser needs minutes to lay out many more
  const data = JSON.parse(document.getElementById("data").textContent);
  const collator = new Intl.Collator(undefined, { numeric: true });
  const number = new Intl.NumberFormat("en");

  const build = (section) => {
    const { columns, rows } = data[section.dataset.table];
    const body = section.querySelector("tbody");
    const box = section.querySelector(".rows");
    const told = section.querySelector("output");
    const search = section.querySelector("input");
    const more = section.querySelector(".more");
    const unprinted = section.querySelector(".unprinted");
    const heads = [...section.querySelectorAll("th")];
    let texts = null; // what is searched, made at the first search
    let order = rows.map((_, i) => i); // every row as it is sorted
    let hits = order; // those that match
    let shown = 0;

    const cell = (column, value) => {
      const td = document.createElement("td");
      if (column.code && value !== "") {
        const code = document.createElement("code");
        code.textContent = value;
        td.append(code);
      } else {
        td.textContent = value;
      }
      if (column.count) td.className = "count";
      if (column.ranks && column.ranks[0] === value) td.className = "worst";
      return td;
    };
    const show = (list, upTo) => {
      const next = document.createDocumentFragment();
      for (; shown < Math.min(upTo, list.length); shown++) {
        const tr = document.createElement("tr");
        rows[list[shown]].forEach((value, i) => tr.append(cell(columns[i], value)));
        next.append(tr);
      }
      body.append(next);
      more.hidden = shown >= list.length;
    };
    const again = () => {
      body.replaceChildren();
      shown = 0;
      box.scrollTop = 0;
      show(hits, part);
      const all = number.format(rows.length);
      told.textContent = hits.length === rows.length ? `${all} shown` : `${number.format(hits.length)} of ${all} shown`;
    };
    const filter = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter((w) => w !== "");
      if (words.length > 0 && texts === null) texts = rows.map((row) => row.join("\n").toLowerCase());
      hits = words.length === 0 ? order : order.filter((i) => words.every((w) => texts[i].includes(w)));
      again();
    };
    const value = (column, row, i) => {
      if (column.count) return Number(row[i]);
      if (column.ranks) return column.ranks.includes(row[i]) ? column.ranks.indexOf(row[i]) : -1;
      return row[i];
    };
    const sort = (at) => {
      const next = { none: "ascending", ascending: "descending", descending: "none" }[heads[at].getAttribute("aria-sort")];
      heads.forEach((th, i) => th.setAttribute("aria-sort", i === at ? next : "none"));
      order = rows.map((_, i) => i);
      if (next !== "none") {
        const column = columns[at];
        const values = rows.map((row) => value(column, row, at));
        const compare = column.count || column.ranks ? (a, b) => a - b : collator.compare;
        const sign = next === "ascending" ? 1 : -1;
        order.sort((a, b) => sign * compare(values[a], values[b]) || a - b);
      }
      filter();
    };

    heads.forEach((th, i) => th.querySelector("button").addEventListener("click", () => sort(i)));
    search.addEventListener("input", filter);
    more.addEventListener("click", () => show(hits, shown + 5 * part));
    box.addEventListener("scroll", () => {
      if (box.scrollTop + box.clientHeight > box.scrollHeight - 600) show(hits, shown + part);
    }, { passive: true });
    // Paper shows what the screen would, in that order, and says what it leaves out: nobody may take a part for all.
    const leftOut = () => {
      const printed = Math.min(hits.length, paper);
      if (printed === rows.length) return "";
      const all = number.format(rows.length);
      const asked = search.value.trim() === "" ? "" : ` ${number.format(hits.length)} of them match the search “${search.value.trim()}”.`;
      return `${number.format(printed)} of ${all} rows are printed, ${number.format(rows.length - printed)} are not.${asked} All ${all} are in this page and in the CSV and JSON files of the same audit.`;
    };
    addEventListener("beforeprint", () => {
      body.replaceChildren();
      shown = 0;
      show(hits, paper);
      unprinted.textContent = leftOut();
    });
    addEventListener("afterprint", again);
    section.hidden = false;
    again();
  };
  document.querySelectorAll("[data-table]").forEach(build);
})();
