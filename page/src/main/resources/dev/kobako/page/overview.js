// What stands around the map: totals, legend, trail, details, the folder as a list, layers.

/** A group of buttons of which one is chosen; arrows go from one to the next. */
class Segments {
  constructor(root, choices, choose) {
    this.root = root;
    this.buttons = choices.map(([value, text]) =>
      element("button", { type: "button", role: "radio", "data-value": value, onclick: () => choose(value) }, text),
    );
    root.replaceChildren(...this.buttons);
    root.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const at = this.buttons.findIndex((each) => each.getAttribute("aria-checked") === "true");
      const next = this.buttons[(at + step + this.buttons.length) % this.buttons.length];
      next.focus();
      next.click();
    });
  }

  show(value) {
    for (const button of this.buttons) {
      const chosen = button.dataset.value === value;
      button.setAttribute("aria-checked", chosen);
      button.tabIndex = chosen ? 0 : -1;
    }
  }
}

function showTotals({ now, before }) {
  byId("name").replaceChildren(pathText(now.name, ""));
  byId("identity").replaceChildren(`${now.platform} · `, element("code", { title: now.digest }, now.digest.slice(0, 19)));
  if (before) byId("identity").append(" · before: ", pathText(before.name, ""));
  const bytes = (key) => (before ? change(before[key], now[key]) : size(now[key]));
  const totals = [
    ["On disk", bytes("bytes"), note("bytes")],
    ["As stored", bytes("compressed"), note("compressed")],
    ["Visible", bytes("visible"), counted(now.files, "file")],
    ["Wasted", bytes("wasted"), `${percent(now.wasted, now.bytes)} of the image`, now.wasted > 0.05 * now.bytes],
    ["Layers", String(now.layers.length), before ? `before: ${before.layers.length}` : null],
  ];
  function note(key) {
    if (!before) return key === "bytes" ? "in all layers" : "blobs of all layers";
    const saved = before[key] - now[key];
    return `${saved >= 0 ? "−" : "+"}${percent(Math.abs(saved), before[key])}`;
  }
  byId("totals").replaceChildren(
    ...totals.map(([title, value, hint, warns]) =>
      element(
        "li",
        { class: warns ? "warns" : null },
        element("span", { class: "quiet" }, title),
        element("strong", {}, value),
        element("span", { class: "quiet" }, hint ?? ""),
      ),
    ),
  );
}

/** What is not known of an image, and what the page therefore leaves out. */
function showNotes({ now, before }) {
  const notes = [];
  if (now.unread) notes.push(now.unread);
  if (before?.unread) notes.push(`before: ${before.unread}`);
  byId("notes").replaceChildren(...notes.map((text) => element("p", { class: "card" }, element("bdi", {}, text))));
}

function change(before, now) {
  return element("span", {}, element("s", {}, size(before)), " ", size(now));
}

function showLegend(lines, chosen, choose) {
  byId("legend").replaceChildren(
    ...lines.map((line) => {
      const swatch = element("span", { class: `swatch k${line.class}` });
      const text = [swatch, element("bdi", { class: "legend-label", title: line.label }, line.label), element("span", { class: "quiet" }, size(line.bytes))];
      return element(
        "li",
        {},
        line.category < 0
          ? element("span", { class: "chip" }, ...text)
          : element(
              "button",
              { type: "button", class: "chip", "aria-pressed": String(line.category === chosen), onclick: () => choose(line.category) },
              ...text,
            ),
      );
    }),
  );
}

function showTrail(model, root, enter) {
  const nodes = [0, ...model.trail(root)];
  const crumbs = nodes.map((node, i) => {
    const text = element("bdi", {}, node === 0 ? "/" : model.name[node]);
    const last = i === nodes.length - 1;
    return last
      ? element("span", { class: "crumb", "aria-current": "page" }, text)
      : element("button", { type: "button", class: "crumb", onclick: () => enter(node) }, text);
  });
  byId("trail").replaceChildren(...crumbs);
}

/** The facts of what is pointed at, or of the folder that is shown. */
function showDetails(model, view, tile, root) {
  const node = tile ? tile.node : root;
  const rest = tile?.form === "rest";
  const bytes = rest ? tile.value : model.values[view][node];
  const file = model.file[node];
  const facts = [
    ["Size", `${size(bytes)}  (${percent(bytes, model.values[view][0])})`],
  ];
  if (rest) facts.push(["Small ones", `${counted(tile.nodes.length, "entry").replace("entrys", "entries")} together`]);
  else if (file < 0) facts.push(["Files", number(model.fileCount(view)[node])]);
  else facts.push(...fileFacts(model, file));
  if (model.compares && !rest && file < 0) {
    facts.push(["Before", size(model.values.before[node])], ["Now", size(model.values.now[node])]);
  }
  const path = model.path(node);
  byId("details").replaceChildren(
    element("h3", {}, pathParts(rest ? `${path === "/" ? "" : path}/…` : path)),
    element("dl", {}, ...facts.map(([term, text]) => element("div", {}, element("dt", {}, term), element("dd", {}, text)))),
  );
}

function fileFacts(model, file) {
  const { files, data } = model;
  const side = files.now.size[file] >= 0 ? "now" : "before";
  const of = files[side];
  const layer = of.layer[file];
  const instruction = data[side].layers[layer].instruction;
  const facts = [
    ["Layer", element("span", {}, `${layer}  `, element("code", {}, instruction))],
    ["Package", files.owners[of.owner[file]] || "none"],
    ["Kind", files.kinds[of.kind[file]]],
  ];
  if (of.reason[file] > 0) facts.push(["Reason", files.reasons[of.reason[file]]]);
  if (model.compares) {
    const [now, before] = [files.now.size[file], files.before.size[file]];
    const kind = CHANGES[changeOf(now, before)];
    facts.push(["Change", before >= 0 && now >= 0 && now !== before ? `${kind}: ${size(before)} before, ${size(now)} now` : kind]);
  }
  return facts;
}

/** The folder that is shown once more, for who reads: its children, the largest first. */
function showContents(model, view, root, enter, choose) {
  const most = 60;
  const children = model.largest(view, root);
  const values = model.values[view];
  const whole = values[root];
  byId("contents-title").textContent = root === 0 ? "Folders and files" : "In this folder";
  const lines = Array.from(children.subarray(0, most), (node) => {
    const bar = element("span", { class: "share" });
    bar.style.width = `${(100 * values[node]) / values[children[0]]}%`;
    return element(
      "li",
      {},
      element(
        "button",
        { type: "button", "data-path": model.path(node), onclick: () => (model.isFolder(node) ? enter(node) : choose(node)) },
        bar,
        pathText(model.name[node] + (model.isFolder(node) ? "/" : ""), "name"),
        element("span", { class: "amount" }, size(values[node])),
        element("span", { class: "quiet amount" }, percent(values[node], whole)),
      ),
    );
  });
  if (children.length > most) lines.push(element("li", { class: "quiet more" }, `and ${number(children.length - most)} smaller`));
  if (children.length === 0) lines.push(element("li", { class: "quiet more" }, "nothing that has bytes"));
  byId("contents").replaceChildren(...lines);
}

/** One line a layer: how much of it is seen, how much is wasted, and what made it. */
function showLayers(layers, chosen, classOf, choose) {
  const most = Math.max(1, ...layers.map((layer) => layer.bytes));
  byId("layers").replaceChildren(
    ...layers.map((layer, i) => {
      const visible = element("span", { class: `part k${classOf(i)}` });
      visible.style.width = `${(100 * (layer.bytes - layer.hidden)) / most}%`;
      const wasted = element("span", { class: "part wasted" });
      wasted.style.width = `${(100 * layer.hidden) / most}%`;
      const changes = [[layer.added, "added"], [layer.changed, "changed"], [layer.deleted, "deleted"]]
        .filter(([count]) => count > 0)
        .map(([count, what]) => `${number(count)} ${what}`);
      return element(
        "li",
        {},
        element(
          "button",
          { type: "button", class: "layer", "aria-pressed": String(i === chosen), "data-layer": i, onclick: () => choose(i) },
          element("span", { class: "layer-number" }, String(i)),
          element("span", { class: "layer-bar" }, visible, wasted),
          element("span", { class: "layer-size" }, size(layer.bytes)),
          element("span", { class: "layer-facts quiet" }, [`${size(layer.compressed)} as stored`, ...changes].join(" · "),
            layer.hidden > 0 && element("em", {}, ` · ${size(layer.hidden)} wasted`),
            layer.caused > 0 && element("em", {}, ` · hides ${size(layer.caused)}`)),
          element("code", { class: "layer-instruction", title: layer.instruction }, layer.instruction || "no instruction is written down"),
        ),
      );
    }),
  );
}
