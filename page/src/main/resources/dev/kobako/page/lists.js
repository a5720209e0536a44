// The lists below the map: files, packages, waste, duplicates, secrets and files that run as their owner.

const collator = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
const amount = (bytes) => size(bytes);

/** Panels of which one is seen. */
class Tabs {
  constructor(tabs) {
    this.tabs = tabs.map(({ id, title, count, panel }) => {
      panel.id = `${id}-panel`;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", `${id}-tab`);
      const button = element(
        "button",
        { type: "button", role: "tab", id: `${id}-tab`, "aria-controls": panel.id, onclick: () => this.show(id) },
        title,
        element("span", { class: "count" }, number(count)),
      );
      return { id, button, panel };
    });
    byId("tabs").replaceChildren(...this.tabs.map((tab) => tab.button));
    byId("panels").replaceChildren(...this.tabs.map((tab) => tab.panel));
    byId("tabs").addEventListener("keydown", (event) => this.key(event));
    this.show(tabs[0].id);
  }

  show(id) {
    for (const tab of this.tabs) {
      const shown = tab.id === id;
      tab.panel.hidden = !shown;
      tab.button.setAttribute("aria-selected", shown);
      tab.button.tabIndex = shown ? 0 : -1;
    }
    this.shown = id;
  }

  key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = this.tabs.findIndex((tab) => tab.id === this.shown);
    const next = this.tabs[(at + step + this.tabs.length) % this.tabs.length];
    this.show(next.id);
    next.button.focus();
  }
}

/** All files, with a search and in any order. */
class FileList {
  /** @param changed called when something else is searched */
  constructor(model, choose, changed) {
    this.model = model;
    const { files } = model;
    this.sideOf = (file) => (files.now.size[file] >= 0 ? files.now : files.before);
    const sizeOf = (file) => Math.max(0, files.now.size[file]);
    this.search = element("input", {
      type: "search", id: "search", placeholder: "Search paths and packages", "aria-label": "Search paths and packages",
      autocomplete: "off", spellcheck: "false",
    });
    this.search.addEventListener("input", () => changed(this.search.value));
    this.found = element("p", { class: "quiet", role: "status" });
    const word = (title, key, words) => ({
      title,
      className: `word ${key}`,
      cell: (file) => element("bdi", {}, words[this.sideOf(file)[key][file]]),
      order: (one, other) => collator(words[this.sideOf(one)[key][one]], words[this.sideOf(other)[key][other]]) || one - other,
    });
    const sizes = { title: "Size", className: "amount", falls: true, cell: (file) => amount(sizeOf(file)), order: (one, other) => sizeOf(one) - sizeOf(other) };
    const columns = [
      { title: "Path", className: "grow", cell: (file) => pathParts(model.paths()[file]), order: (one, other) => one - other },
      sizes,
    ];
    if (model.compares) columns.push(...this.comparing(files));
    columns.push(
      { title: "Layer", className: "amount layer-column", cell: (file) => String(this.sideOf(file).layer[file]), order: (one, other) => this.sideOf(one).layer[one] - this.sideOf(other).layer[other] || one - other },
      word("Package", "owner", files.owners),
      word("Kind", "kind", files.kinds),
    );
    this.list = new LongList("Files", columns, choose);
    this.list.fillWith(Array.from(model.node.keys()), sizes);
    this.panel = element("div", {}, element("div", { class: "bar" }, this.search, this.found), this.list.root);
    if (model.compares) this.panel.classList.add("compares");
  }

  comparing({ now, before }) {
    const was = (file) => Math.max(0, before.size[file]);
    const changed = (file) => changeOf(now.size[file], before.size[file]);
    return [
      { title: "Before", className: "amount was", falls: true, cell: (file) => amount(was(file)), order: (one, other) => was(one) - was(other) },
      { title: "Change", className: "word change", cell: (file) => CHANGES[changed(file)], order: (one, other) => changed(one) - changed(other) || one - other },
    ];
  }

  /** Which files have the words in their path or package; null for all. */
  matcher(query) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return null;
    this.lower ??= this.model.paths().map((path) => path.toLowerCase());
    const owners = this.model.files.owners.map((owner) => owner.toLowerCase());
    return (file) => {
      const path = this.lower[file];
      const owner = owners[this.sideOf(file).owner[file]];
      return words.every((word) => path.includes(word) || owner.includes(word));
    };
  }

  show(isWanted) {
    this.list.show(isWanted);
    const { rows } = this.list;
    const { now } = this.model.files;
    const bytes = rows.reduce((sum, file) => sum + Math.max(0, now.size[file]), 0);
    const left = this.model.compares ? rows.filter((file) => now.size[file] >= 0).length : rows.length;
    const gone = left < rows.length ? `, ${number(rows.length - left)} removed` : "";
    this.found.textContent = `${counted(left, "file")}, ${size(bytes)}${gone}`;
  }
}

function packageList(model, choose) {
  const { files } = model;
  const rows = files.owners.map((name, owner) => ({ name: name || "no package", owner, bytes: 0, before: 0, files: 0 }));
  for (const side of model.sides) {
    files[side].size.forEach((bytes, file) => {
      const row = rows[files[side].owner[file]];
      if (bytes < 0) return;
      row[side === "now" ? "bytes" : "before"] += bytes;
      row.files += side === "now" ? 1 : 0;
    });
  }
  const amounts = (title, key) => ({ title, className: "amount", falls: true, cell: (row) => amount(row[key]), order: (one, other) => one[key] - other[key] });
  const list = new LongList(
    "Packages",
    [
      { title: "Package", className: "grow", cell: (row) => element("bdi", {}, row.name), order: (one, other) => collator(one.name, other.name) },
      amounts("Size", "bytes"),
      ...(model.compares ? [amounts("Before", "before")] : []),
      { title: "Files", className: "amount", falls: true, cell: (row) => number(row.files), order: (one, other) => one.files - other.files },
    ],
    (row) => choose(row.owner),
  );
  list.fillWith(rows.filter((row) => row.bytes > 0 || row.before > 0), list.columns[model.compares ? 2 : 1]);
  return list;
}

const FATES = {
  "deleted": "deleted by",
  "replaced": "replaced by",
  "attributes changed": "shipped again for another mode or owner by",
  "repeated": "shipped again as it was by",
};

/** Lines of facts that open to show paths. */
function openable(lines, more, none) {
  if (lines.length === 0) return element("p", { class: "quiet none" }, none);
  const items = lines.map(({ bytes, text, paths, left }) =>
    element(
      "details",
      { class: "line" },
      element("summary", {}, element("span", { class: "amount" }, size(bytes)), element("span", { class: "grow" }, ...text)),
      element(
        "ul",
        {},
        ...paths.map(([path, fact]) => element("li", {}, pathText(path), element("span", { class: "quiet" }, fact))),
        left > 0 && element("li", { class: "quiet" }, `and ${number(left)} more`),
      ),
    ),
  );
  return element("div", { class: "lines" }, ...items, more > 0 && element("p", { class: "quiet" }, `and ${number(more)} lines more, which kobako explain --json has`));
}

function wastePanel({ lines, more }, layers) {
  const shown = lines.map((cause) => ({
    bytes: cause.bytes,
    text: [`${counted(cause.files, "file")} of layer ${cause.layer}, ${FATES[cause.fate]} layer ${cause.by}`, element("code", {}, layers[cause.by].instruction)],
    paths: cause.largest.map(([path, bytes]) => [path, size(bytes)]),
    left: cause.files - cause.largest.length,
  }));
  return openable(shown, more, "Every byte that is shipped can be seen.");
}

/** What could go: how, and what that saves. */
function advicePanel({ lines, more }, whole) {
  if (lines.length === 0) return element("p", { class: "quiet none" }, "Nothing that kobako knows of.");
  const fact = (term, ...content) => element("div", {}, element("dt", {}, term), element("dd", {}, ...content));
  const items = lines.map((advice) =>
    element(
      "li",
      {},
      element("span", { class: "amount" }, size(advice.bytes), element("span", { class: "quiet" }, percent(advice.bytes, whole))),
      element(
        "div",
        {},
        element("strong", {}, element("bdi", {}, advice.what)),
        element(
          "dl",
          {},
          advice.compressed !== undefined && fact("As stored", size(advice.compressed)),
          advice.examples.length > 0 && fact("For example", element("bdi", {}, advice.examples.slice(0, 6).join(", "))),
          fact("Dockerfile", element("bdi", {}, advice.change)),
          advice.command && fact("Or", element("code", {}, advice.command)),
        ),
      ),
    ),
  );
  return element(
    "div",
    {},
    element("p", { class: "quiet" }, "What each saves if it alone is done."),
    element("ol", { class: "advice" }, ...items),
    more > 0 && element("p", { class: "quiet" }, `and ${number(more)} more`),
  );
}

function duplicatesPanel({ lines, more }) {
  const shown = lines.map((group) => ({
    bytes: group.extra,
    text: [`${group.copies} times ${size(group.bytes)} `, pathText(group.paths[0][0])],
    paths: group.paths.map(([path, layer]) => [path, `layer ${layer}`]),
    left: group.copies - group.paths.length,
  }));
  return openable(shown, more, "No two files have the same bytes.");
}

function peoplePanel({ secrets, privileged }) {
  const where = ({ place, path, layer, visible }) =>
    place
      ? [element("bdi", {}, place), element("span", { class: "quiet" }, "for all to read who have the image")]
      : [pathText(path), element("span", { class: "quiet" }, `layer ${layer}${visible ? "" : ", deleted or replaced later, but anybody can take it out of the layer"}`)];
  const part = (title, { lines, more }, fact, none) =>
    element(
      "div",
      {},
      element("h3", {}, title),
      lines.length === 0
        ? element("p", { class: "quiet none" }, none)
        : element("ul", { class: "sightings" }, ...lines.map((each) =>
            element("li", {}, element("strong", {}, fact(each)), ...where(each)))),
      more > 0 && element("p", { class: "quiet" }, `and ${number(more)} more`),
    );
  return element(
    "div",
    { class: "people" },
    part("Secrets", secrets, (each) => each.kind, "None was found by its form in a text or setting."),
    part("Run as their owner or group", privileged, () => "setuid", "None."),
  );
}
