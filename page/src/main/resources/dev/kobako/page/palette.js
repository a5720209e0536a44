// Which colour a file has. Classes 0 to 7 are the largest categories, then all others, and what is no category.

const NAMED = 8;
const OTHERS = 8;
const NEUTRAL = 9;
const FADED = 10;
const GHOST = 11;
const CLASSES = 12;

const CHANGES = ["removed", "smaller", "same size", "larger", "new"];

/** How a file of one image has become that of the other. */
function changeOf(now, before) {
  if (now < 0) return 0;
  if (before < 0) return 4;
  return now < before ? 1 : now > before ? 3 : 2;
}

/** The ways to colour that make sense for an image. */
function colourModes(model) {
  const modes = [
    ["layer", "Layer"],
    ["owner", "Package"],
    ["kind", "Kind"],
  ];
  if (model.files.reasons.length > 1) modes.push(["reason", "Reason"]);
  if (model.compares) modes.push(["change", "Change"]);
  return modes;
}

/** The category of each file of each image, as numbers, and what they are called. */
class Categories {
  constructor(model, mode) {
    this.mode = mode;
    const { files } = model;
    if (mode === "change") {
      const changes = files.now.size.map((now, file) => changeOf(now, files.before.size[file]));
      this.of = { now: changes, before: changes };
      this.labels = CHANGES;
    } else if (mode === "layer") {
      this.layers(model);
    } else {
      this.of = { now: files.now[mode], before: files.before?.[mode] };
      this.labels = { kind: files.kinds, owner: files.owners, reason: files.reasons }[mode];
      this.none = mode === "kind" ? -1 : 0;
    }
  }

  /** Layers that both images have are one category. */
  layers({ files, data }) {
    const label = (layer, i) => `${i}  ${layer.instruction || layer.digest.slice(7, 19)}`;
    this.labels = data.now.layers.map(label);
    this.of = { now: files.now.layer };
    if (!data.before) return;
    const numbers = new Map(data.now.layers.map((layer, i) => [layer.digest, i]));
    const renumbered = data.before.layers.map((layer, i) => {
      if (!numbers.has(layer.digest)) {
        numbers.set(layer.digest, this.labels.push(`before: ${label(layer, i)}`) - 1);
      }
      return numbers.get(layer.digest);
    });
    this.of.before = files.before.layer.map((layer) => renumbered[layer]);
  }

  label(category) {
    if (category === this.none) return this.mode === "owner" ? "no package" : "not written down";
    return this.labels[category];
  }
}

/** Classes of files for one way to colour, and the bytes of each class. */
class Colouring {
  constructor(model, mode) {
    this.model = model;
    this.categories = new Categories(model, mode);
    this.rank();
  }

  /** The largest categories get colours of their own; the same in all views, so that nothing changes its colour. */
  rank() {
    const { model, categories } = this;
    const bytes = new Float64Array(categories.labels.length);
    for (const side of model.sides) {
      const { size: sizes } = model.files[side];
      const of = categories.of[side];
      for (let file = 0; file < sizes.length; file++) {
        // of a file that both have, the larger one counts once
        if (sizes[file] > 0 && (side === "now" || !(model.files.now.size[file] > 0))) bytes[of[file]] += sizes[file];
      }
    }
    this.bytes = bytes;
    const byBytes = Array.from(bytes.keys()).filter((each) => each !== categories.none && bytes[each] > 0);
    byBytes.sort((one, other) => bytes[other] - bytes[one] || one - other);
    this.named = byBytes.slice(0, NAMED);
    this.others = byBytes.slice(NAMED);
    this.classOf = new Uint8Array(bytes.length).fill(OTHERS);
    this.named.forEach((category, i) => (this.classOf[category] = categories.mode === "change" ? changeClass(category) : i));
    if (categories.none >= 0) this.classOf[categories.none] = NEUTRAL;
  }

  /** The class of each file as it is in one of the images; ghosts are not in that one. */
  classes(side, isWanted) {
    const sizes = this.model.files[side].size;
    const of = this.categories.of[side];
    const classes = new Uint8Array(sizes.length);
    for (let file = 0; file < sizes.length; file++) {
      classes[file] = sizes[file] < 0 ? GHOST : isWanted && !isWanted(file) ? FADED : this.classOf[of[file]];
    }
    return classes;
  }

  /** The lines of the legend. */
  legend() {
    const { categories } = this;
    const lines = this.named.map((category) => ({
      category,
      class: this.classOf[category],
      label: categories.label(category),
      bytes: this.bytes[category],
    }));
    if (this.others.length > 0) {
      const bytes = this.others.reduce((sum, each) => sum + this.bytes[each], 0);
      lines.push({ category: -1, class: OTHERS, label: `${this.others.length} others`, bytes });
    }
    if (categories.none >= 0 && this.bytes[categories.none] > 0) {
      const category = categories.none;
      lines.push({ category, class: NEUTRAL, label: categories.label(category), bytes: this.bytes[category] });
    }
    return lines;
  }
}

/** Removed is red, new is green to most; blue and orange tell them apart for everybody. */
function changeClass(change) {
  return [3, 1, NEUTRAL, 4, 0][change];
}

/** The bytes of each class below each folder, one line of CLASSES numbers a node. */
function classSums(model, view, classes) {
  const values = model.values[view];
  const sums = new Float64Array(model.count * CLASSES);
  for (let node = model.count - 1; node > 0; node--) {
    const to = model.parent[node] * CLASSES;
    const from = node * CLASSES;
    if (model.file[node] >= 0) {
      sums[from + classes[model.file[node]]] = values[node];
    }
    for (let each = 0; each < CLASSES; each++) sums[to + each] += sums[from + each];
  }
  return sums;
}
