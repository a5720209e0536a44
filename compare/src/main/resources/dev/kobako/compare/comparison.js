"use strict";
(() => {
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const one = (selector) => document.querySelector(selector);
  const details = one("#details");
  const rows = all("tbody tr");

  // One cell is chosen at a time, in the plot and in the table.
  const choose = (cell) => {
    all(".chosen").forEach((each) => each.classList.remove("chosen"));
    if (cell === null) {
      return;
    }
    all(`[data-cell="${cell}"]`).forEach((each) => each.classList.add("chosen"));
    const point = one(`.plot:not([hidden]) .point[data-cell="${cell}"]`);
    if (details && point) {
      details.textContent = point.getAttribute("aria-label");
    }
  };
  for (const point of all(".point")) {
    point.addEventListener("focus", () => choose(point.dataset.cell));
    point.addEventListener("pointerenter", () => choose(point.dataset.cell));
  }
  for (const row of rows) {
    row.addEventListener("pointerenter", () => choose(row.dataset.cell));
    row.addEventListener("pointerleave", () => choose(null));
  }

  // The arrow keys lead from point to point, from left to right.
  const middle = (point) => Number(point.querySelector("circle").getAttribute("cx"));
  document.addEventListener("keydown", (event) => {
    const from = document.activeElement;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || !from.classList.contains("point")) {
      return;
    }
    const points = Array.from(from.closest("svg").querySelectorAll(".point"));
    points.sort((a, b) => middle(a) - middle(b));
    const next = points[points.indexOf(from) + step];
    if (next) {
      next.focus();
      event.preventDefault();
    }
  });

  // Which plot is seen.
  const value = (name) => {
    const checked = one(`input[name="${name}"]:checked`);
    return checked ? checked.value : "";
  };
  const show = () => {
    for (const plot of all(".plot")) {
      plot.hidden = plot.dataset.x !== value("x") || plot.dataset.y !== value("y");
    }
    if (details) {
      details.textContent = "";
    }
    choose(null);
  };
  all(".choice input").forEach((input) => input.addEventListener("change", show));

  // A click on a heading sorts, another one turns it round; what is missing stays last.
  all("th button").forEach((button, column) => {
    button.addEventListener("click", () => {
      const head = button.closest("th");
      const down = head.getAttribute("aria-sort") === "ascending";
      all("th").forEach((each) => each.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => {
        const cell = row.children[column];
        if (cell.classList.contains("number")) {
          return cell.dataset.number === "" ? null : Number(cell.dataset.number);
        }
        return cell.textContent === "" ? null : cell.textContent;
      };
      const sorted = rows.slice().sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        if (x === null || y === null) {
          return (x === null) - (y === null);
        }
        const order = typeof x === "number" ? x - y : x < y ? -1 : x > y ? 1 : 0;
        return down ? -order : order;
      });
      one("tbody").append(...sorted);
    });
  });

  // Light or dark, other than the machine says.
  const theme = one("#theme");
  const dark = () =>
    document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  const label = () => {
    theme.textContent = dark() ? "Light" : "Dark";
    theme.setAttribute("aria-pressed", String(dark()));
  };
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    label();
  });
  label();
  show();
  document.documentElement.dataset.ready = "true";
})();
