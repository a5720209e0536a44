// A long list that has elements only for the lines that are seen.

class LongList {
  /**
   * @param columns `title`, `className`, `cell(row)` that makes the content, and `order` with which
   *     rows are compared; `falls` where the largest shall come first
   * @param choose what a click on a row does, if anything
   */
  constructor(label, columns, choose) {
    this.columns = columns;
    this.choose = choose;
    this.all = [];
    this.rows = [];
    this.active = 0;
    this.heads = columns.map((column) =>
      element(
        "button",
        { type: "button", role: "columnheader", class: column.className, "aria-sort": "none", onclick: () => this.sortBy(column) },
        column.title,
      ),
    );
    this.space = element("div", { class: "space", role: "rowgroup" });
    this.body = element(
      "div",
      { class: "rows", role: "presentation", tabindex: "0", "aria-label": `${label}, arrows go through them` },
      element("div", { class: "head row", role: "row" }, ...this.heads),
      this.space,
    );
    this.root = element("div", { class: "list", role: "table", "aria-label": label }, this.body);
    this.body.addEventListener("scroll", () => this.fill());
    this.body.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.again()).observe(this.body);
  }

  /** All rows that there are, in the order of a column. */
  fillWith(rows, column) {
    this.all = rows;
    this.sortBy(column);
  }

  /** Leaves the rows that are wanted; all without a test. */
  show(isWanted) {
    this.isWanted = isWanted;
    this.rows = isWanted ? this.all.filter(isWanted) : this.all;
    this.active = 0;
    this.root.setAttribute("aria-rowcount", this.rows.length + 1);
    this.body.scrollTop = 0;
    this.again();
  }

  again() {
    this.space.style.height = `${this.rows.length * this.rowHeight()}px`;
    this.space.replaceChildren();
    this.from = this.until = 0;
    this.fill();
  }

  /** On a phone a path has two lines. */
  rowHeight() {
    return matchMedia("(max-width: 900px)").matches ? 50 : 34;
  }

  /** The same column again turns the order round. */
  sortBy(column) {
    this.turned = this.by === column ? !this.turned : false;
    this.by = column;
    this.sort();
    this.show(this.isWanted);
  }

  sort() {
    const { order, falls } = this.by;
    const sign = Boolean(falls) === Boolean(this.turned) ? 1 : -1;
    this.all.sort((one, other) => sign * order(one, other));
    this.heads.forEach((head, i) => {
      const sorted = this.columns[i] === this.by;
      head.setAttribute("aria-sort", !sorted ? "none" : sign > 0 ? "ascending" : "descending");
    });
  }

  /** Makes the lines that are seen, and a few beyond. */
  fill() {
    const height = this.rowHeight();
    if (this.body.clientHeight === 0) return; // its tab is not the one that is seen
    const from = Math.max(0, Math.floor(this.body.scrollTop / height) - 8);
    const until = Math.min(this.rows.length, from + Math.ceil(this.body.clientHeight / height) + 16);
    if (from === this.from && until === this.until) return;
    this.from = from;
    this.until = until;
    const lines = [];
    for (let i = from; i < until; i++) lines.push(this.line(i, height));
    this.space.replaceChildren(...lines);
  }

  line(i, height) {
    const row = this.rows[i];
    const line = element(
      "div",
      { class: `row${i === this.active ? " active" : ""}${this.choose ? " clickable" : ""}`, role: "row", "aria-rowindex": i + 2 },
      ...this.columns.map((column) => element("div", { role: "cell", class: column.className }, column.cell(row))),
    );
    line.style.transform = `translateY(${i * height}px)`;
    if (this.choose) line.addEventListener("click", () => this.choose(row));
    return line;
  }

  key(event) {
    if (event.target !== this.body) return;
    const page = Math.max(1, Math.floor(this.body.clientHeight / this.rowHeight()) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.rows.length, End: this.rows.length };
    if (event.key in steps) this.activate(this.active + steps[event.key]);
    else if (event.key === "Enter" && this.choose && this.rows.length > 0) this.choose(this.rows[this.active]);
    else return;
    event.preventDefault();
  }

  activate(row) {
    this.active = Math.max(0, Math.min(this.rows.length - 1, row));
    const top = this.active * this.rowHeight();
    const most = top - this.body.clientHeight + 2 * this.rowHeight(); // the heading stays on top
    this.body.scrollTop = Math.min(top, Math.max(most, this.body.scrollTop));
    this.from = -1;
    this.fill();
  }
}
