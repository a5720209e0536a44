// The files as a tree in arrays. A node is a number, a folder comes before what is in it, 0 is the root.

/** What the page has in its data element. */
async function readData() {
  const text = byId("data").textContent.trim();
  const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

class Model {
  constructor(data) {
    this.data = data;
    this.files = data.files;
    this.compares = Boolean(data.before);
    this.sides = this.compares ? ["now", "before"] : ["now"];
    this.build();
    this.linkChildren();
    this.values = { now: this.sums((file) => Math.max(0, this.files.now.size[file])) };
    if (this.compares) {
      const { now, before } = this.files;
      this.values.before = this.sums((file) => Math.max(0, before.size[file]));
      this.values.both = this.sums((file) => Math.max(0, now.size[file], before.size[file]));
    }
    this.sorted = {};
  }

  /** Puts the paths together again. */
  build() {
    const { kept, added, names } = this.files;
    const all = names === "" ? [] : names.split("/");
    const name = ["/"];
    const parent = [0];
    const file = [-1];
    this.node = new Int32Array(kept.length);
    const folders = [0];
    let next = 0;
    for (let i = 0; i < kept.length; i++) {
      folders.length = kept[i] + 1;
      for (let level = 0; level <= added[i]; level++) {
        const made = name.push(all[next++]) - 1;
        parent.push(folders[folders.length - 1]);
        file.push(level === added[i] ? i : -1);
        if (level < added[i]) folders.push(made);
        else this.node[i] = made;
      }
    }
    this.name = name;
    this.parent = Int32Array.from(parent);
    this.file = Int32Array.from(file);
    this.count = name.length;
  }

  /** The children of all folders in one array, those of each from its start on. */
  linkChildren() {
    this.start = new Int32Array(this.count + 1);
    for (let node = 1; node < this.count; node++) this.start[this.parent[node] + 1]++;
    for (let node = 0; node < this.count; node++) this.start[node + 1] += this.start[node];
    this.children = new Int32Array(this.count - 1);
    const filled = this.start.slice();
    for (let node = 1; node < this.count; node++) this.children[filled[this.parent[node]]++] = node;
  }

  /** For each node the sum over its files. */
  sums(valueOf) {
    const values = new Float64Array(this.count);
    for (let node = this.count - 1; node > 0; node--) {
      if (this.file[node] >= 0) values[node] = valueOf(this.file[node]);
      values[this.parent[node]] += values[node];
    }
    return values;
  }

  isFolder(node) {
    return this.file[node] < 0;
  }

  /** The children of a folder that have bytes in a view, the largest first. */
  largest(view, folder) {
    const known = (this.sorted[view] ??= new Map());
    let children = known.get(folder);
    if (!children) {
      const values = this.values[view];
      children = this.children
        .subarray(this.start[folder], this.start[folder + 1])
        .filter((node) => values[node] > 0)
        .sort((one, other) => values[other] - values[one] || one - other);
      known.set(folder, children);
    }
    return children;
  }

  /** From the root down to the node, the root left out. */
  trail(node) {
    const nodes = [];
    for (let at = node; at > 0; at = this.parent[at]) nodes.push(at);
    return nodes.reverse();
  }

  path(node) {
    return `/${this.trail(node).map((each) => this.name[each]).join("/")}`;
  }

  /** All paths of files, by file. */
  paths() {
    if (!this.allPaths) {
      const folders = new Map([[0, ""]]);
      const folder = (node) => {
        if (!folders.has(node)) folders.set(node, `${folder(this.parent[node])}/${this.name[node]}`);
        return folders.get(node);
      };
      this.allPaths = Array.from(this.node, (node) => `${folder(this.parent[node])}/${this.name[node]}`);
    }
    return this.allPaths;
  }

  isBelow(node, folder) {
    let at = node;
    while (at > folder) at = this.parent[at];
    return at === folder;
  }

  /** How many files a node has in a view. */
  fileCount(view) {
    this.counts ??= {};
    const values = this.files;
    return (this.counts[view] ??= this.sums((file) =>
      (view !== "before" && values.now.size[file] >= 0) || (view !== "now" && values.before?.size[file] >= 0) ? 1 : 0,
    ));
  }
}
