// What the user has chosen, and what that shows.

class App {
  constructor(data) {
    this.model = new Model(data);
    this.view = this.model.compares ? "both" : "now";
    this.root = 0;
    this.filter = null;
    this.query = "";
    this.map = new TreeMap(byId("map"), this.model);
    this.makeChoices();
    this.makeLists(data);
    showTotals(data);
    showNotes(data);
    const actions = {
      point: (tile) => this.details(tile),
      enter: (node) => this.enter(node),
      leave: () => this.leave(),
      top: () => this.enter(0),
      search: () => this.toSearch(),
      choose: (node) => this.details(this.map.tileOf(node)),
    };
    this.pointing = new Pointing(this.map, actions);
    this.map.fit();
    // layers of two images are others; kinds keep their colours
    this.colourBy(this.model.compares ? "kind" : "layer");
    this.watch();
  }

  makeChoices() {
    this.colours = new Segments(byId("colours"), colourModes(this.model), (mode) => this.colourBy(mode));
    byId("theme").addEventListener("click", () => this.theme());
    if (!this.model.compares) return;
    const views = [["before", "Before"], ["both", "Compare"], ["now", "After"]];
    this.views = new Segments(byId("views"), views, (view) => this.look(view));
    byId("views").hidden = false;
    byId("slider").addEventListener("input", () => this.draw());
    byId("slit").addEventListener("pointerdown", (event) => this.drag(event));
  }

  makeLists(data) {
    const { model } = this;
    this.fileList = new FileList(model, (file) => this.reveal(model.node[file]), (query) => this.searchFor(query));
    const packages = packageList(model, (owner) => this.filterBy("owner", owner));
    const box = (content) => element("div", {}, content);
    const count = ({ lines, more }) => lines.length + more;
    this.tabs = new Tabs([
      { id: "files", title: "Files", count: model.node.length, panel: this.fileList.panel },
      { id: "advice", title: "What could go", count: count(data.advice), panel: box(advicePanel(data.advice, data.now.bytes)) },
      { id: "packages", title: "Packages", count: packages.rows.filter((row) => row.owner > 0).length, panel: box(packages.root) },
      { id: "waste", title: "Waste", count: count(data.waste), panel: box(wastePanel(data.waste, data.now.layers)) },
      { id: "duplicates", title: "Duplicates", count: count(data.duplicates), panel: box(duplicatesPanel(data.duplicates)) },
      { id: "people", title: "Secrets and setuid", count: count(data.secrets) + count(data.privileged), panel: peoplePanel(data) },
    ]);
  }

  watch() {
    let first = true;
    new ResizeObserver(() => {
      if (first) {
        first = false;
        return;
      }
      this.map.fit();
      this.draw({ again: true });
    }).observe(byId("map-frame"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.recolour());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.target.closest("input")) return;
      event.preventDefault();
      this.toSearch();
    });
    this.themeText();
  }

  /** Whether a file is among those that the filter and the search leave. */
  wanted(side) {
    const matches = this.fileList.matcher(this.query);
    const { filter } = this;
    if (!filter) return matches;
    const of = this.filterColouring.categories.of;
    const sizes = this.model.files.now.size;
    // in the list of both images a file counts as what it is now, or was
    const category = (file) => (side ? of[side][file] : (sizes[file] >= 0 ? of.now : of.before)[file]);
    return (file) => category(file) === filter.category && (!matches || matches(file));
  }

  colourBy(mode) {
    this.colouring = new Colouring(this.model, mode);
    this.colours.show(mode);
    this.refresh();
  }

  look(view) {
    this.view = view;
    if (this.model.values[view][this.root] === 0) this.root = 0;
    this.refresh();
  }

  filterBy(mode, category) {
    const same = this.filter?.mode === mode && this.filter.category === category;
    this.filter = same ? null : { mode, category };
    this.filterColouring = this.colouring.categories.mode === mode ? this.colouring : new Colouring(this.model, mode);
    this.refresh();
  }

  searchFor(query) {
    this.query = query;
    this.refresh();
  }

  toSearch() {
    this.tabs.show("files");
    this.fileList.search.focus();
    this.fileList.search.select();
  }

  /** Everything that depends on filter, search, colours and view. */
  refresh() {
    this.sums = {};
    for (const side of this.model.sides) {
      if (this.view !== "both" && this.view !== side) continue;
      this.sums[side] = classSums(this.model, this.view, this.colouring.classes(side, this.wanted(side)));
    }
    const { mode } = this.colouring.categories;
    const chosen = this.filter?.mode === mode ? this.filter.category : -1;
    showLegend(this.colouring.legend(), chosen, (category) => this.filterBy(mode, category));
    showLayers(this.model.data.now.layers, this.filter?.mode === "layer" ? this.filter.category : -1,
      (layer) => (mode === "layer" ? this.colouring.classOf[layer] : NEUTRAL),
      (layer) => this.filterBy("layer", layer));
    this.showFilters();
    this.views?.show(this.view);
    byId("compare").hidden = byId("slit").hidden = this.view !== "both";
    this.fileList.show(this.wanted(null));
    this.showFolder();
  }

  showFilters() {
    const chips = [];
    const chip = (text, clear) =>
      element("button", { type: "button", class: "chip", "aria-label": `show all again, not only ${text}`, onclick: clear }, element("bdi", {}, text), " ✕");
    if (this.filter) {
      const { mode, category } = this.filter;
      const label = this.filterColouring.categories.label(category);
      chips.push(chip(mode === "layer" ? `layer ${label}` : label, () => this.filterBy(mode, category)));
    }
    if (this.query) {
      chips.push(chip(`“${this.query}”`, () => {
        this.fileList.search.value = "";
        this.searchFor("");
      }));
    }
    byId("filters").replaceChildren(...chips);
  }

  /** Goes to a folder; `from` is the one that is left for the one around it. */
  enter(node, from = -1) {
    if (node === this.root || !this.model.isFolder(node)) return;
    const { map, model } = this;
    const inward = model.isBelow(node, this.root);
    const picture = map.copy();
    const left = from >= 0 ? from : this.root;
    const place = inward ? map.tileOf(node) : null;
    this.root = node;
    map.pointed = null;
    this.showFolder();
    const back = inward ? null : map.tileOf(left);
    if (document.activeElement === map.canvas) this.pointing.point(inward ? this.pointing.first() : this.outerTile(left));
    map.glide(picture, inward ? place : back, inward);
  }

  /** Out to the next folder that has more in it than the one that is left. */
  leave() {
    const { model, root } = this;
    let around = model.parent[root];
    while (around > 0 && model.largest(this.view, around).length === 1) around = model.parent[around];
    this.enter(around, root);
  }

  /** The tile right in the shown folder that a node is in. */
  outerTile(node) {
    return this.pointing.outer().find((tile) => tile.form !== "rest" && this.model.isBelow(node, tile.node)
      || this.model.isBelow(tile.node, node)) ?? this.pointing.first();
  }

  /** Shows where on the map a file is. */
  reveal(node) {
    const { map, model } = this;
    if (model.values[this.view][node] === 0 && model.compares) this.look("both");
    if (model.values[this.view][node] === 0) return;
    this.enter(model.parent[node]);
    byId("map-title").scrollIntoView({ block: "start" });
    map.running = null;
    this.pointing.point(map.tileOf(node));
  }

  showFolder() {
    const { model, view, root } = this;
    showTrail(model, root, (node) => this.enter(node));
    showContents(model, view, root, (node) => this.enter(node), (node) => this.pointing.point(this.map.tileOf(node)));
    this.map.pointed = null;
    this.draw();
    this.details(null);
    const path = model.path(root);
    byId("map").setAttribute("aria-label", `Map of ${path}, ${size(model.values[view][root])} in ${counted(model.fileCount(view)[root], "file")}`);
  }

  details(tile) {
    showDetails(this.model, this.view, tile, this.root);
  }

  draw(how = {}) {
    const share = Number(byId("slider").value) / 1000;
    const sides =
      this.view === "both"
        ? [{ until: share, sums: this.sums.before }, { until: 1, sums: this.sums.now }]
        : [{ until: 1, sums: this.sums[this.view] }];
    this.map.running = null;
    this.map.show({ view: this.view, root: this.root, sides, ...how });
    if (this.view === "both") byId("slit").style.left = `${100 * share}%`;
  }

  /** The line on the map is the slider's other handle. */
  drag(event) {
    const slit = byId("slit");
    const frame = byId("map-frame").getBoundingClientRect();
    const move = (to) => {
      byId("slider").value = String(Math.round((1000 * (to.clientX - frame.left)) / frame.width));
      this.draw();
    };
    slit.setPointerCapture(event.pointerId);
    slit.addEventListener("pointermove", move);
    slit.addEventListener("pointerup", () => slit.removeEventListener("pointermove", move), { once: true });
  }

  isDark() {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  theme() {
    document.documentElement.dataset.theme = this.isDark() ? "light" : "dark";
    this.recolour();
  }

  themeText() {
    byId("theme").textContent = this.isDark() ? "Light" : "Dark";
    byId("theme").setAttribute("aria-pressed", this.isDark());
  }

  recolour() {
    this.themeText();
    this.map.readColours();
    this.draw();
  }
}

readData()
  .then((data) => {
    new App(data);
    document.documentElement.dataset.ready = "true";
  })
  .catch((error) => {
    byId("trouble").textContent =
      typeof DecompressionStream === "undefined"
        ? "This browser is too old to unpack the data of this page: it lacks DecompressionStream (Chrome 80, Firefox 113, Safari 16.4). kobako explain prints the same as text."
        : `The page can't show its data: ${error}`;
    byId("trouble").hidden = false;
    throw error;
  });
