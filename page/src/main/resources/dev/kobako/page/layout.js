// Where each node goes on the map: squarified rectangles (Bruls, Huizing, van Wijk 2000), nested, down to
// what can be seen. What is smaller becomes one tile with the others that are.

const HEADER = 18;
const PAD = 2;
const LEAST_AREA = 26;

/**
 * Lays out rows of rectangles whose areas are the values, largest first.
 *
 * @param values in falling order
 * @param place called with the number of each value and its rectangle
 */
function squarify(values, x, y, width, height, place) {
  let left = 0;
  for (const value of values) left += value;
  let start = 0;
  while (start < values.length && left > 0) {
    const side = Math.min(width, height);
    const scale = (width * height) / left;
    let sum = 0;
    let end = start;
    let worst = Infinity;
    while (end < values.length) {
      const grown = sum + values[end];
      const length = (grown * scale) / side;
      const ratio = Math.max(
        (values[start] * scale) / (length * length),
        (length * length) / (values[end] * scale),
      );
      if (ratio > worst) break;
      worst = ratio;
      sum = grown;
      end++;
    }
    const thick = (sum * scale) / side;
    let along = 0;
    for (let i = start; i < end; i++) {
      const long = (values[i] / sum) * side;
      if (width >= height) place(i, x, y + along, thick, long);
      else place(i, x + along, y, long, thick);
      along += long;
    }
    if (width >= height) {
      x += thick;
      width -= thick;
    } else {
      y += thick;
      height -= thick;
    }
    left -= sum;
    start = end;
  }
}

/** A folder with nothing in it but one folder stands for that one: "share/doc". */
function throughSingles(model, view, node) {
  let at = node;
  let label = model.name[node];
  while (model.isFolder(at)) {
    const children = model.largest(view, at);
    if (children.length !== 1 || !model.isFolder(children[0])) break;
    at = children[0];
    label += `/${model.name[at]}`;
  }
  return { node: at, label };
}

/**
 * The tiles of a folder, outer ones before those in them.
 *
 * <p>A tile has `node`, `top` (the child of the root that it is or is in), a rectangle, and as its form
 * `file`, `frame` (a folder that shows what is in it), `block` (one too small for that) or `rest` (the
 * small children of `node` together, with them as `nodes`).
 */
function layOut(model, view, root, width, height) {
  const values = model.values[view];
  const tiles = [];
  const folders = [{ node: root, x: 0, y: 0, w: width, h: height, top: -1 }];
  while (folders.length > 0) {
    const folder = folders.pop();
    const children = model.largest(view, folder.node);
    const scale = (folder.w * folder.h) / values[folder.node];
    let large = children.length;
    if (values[children[large - 1]] * scale < LEAST_AREA) {
      large = 0;
      while (values[children[large]] * scale >= LEAST_AREA) large++;
    }
    const areas = Array.from(children.subarray(0, large), (node) => values[node]);
    const rest = children.subarray(large);
    let restValue = 0;
    for (const node of rest) restValue += values[node];
    // the rest comes last even where it is the largest: it is no thing of its own
    if (restValue > 0) areas.push(restValue);
    squarify(areas, folder.x, folder.y, folder.w, folder.h, (i, x, y, w, h) => {
      if (i === large) {
        tiles.push({ form: "rest", node: folder.node, nodes: rest, value: restValue, top: folder.top, x, y, w, h });
        return;
      }
      const { node, label } = throughSingles(model, view, children[i]);
      const top = folder.top < 0 ? node : folder.top;
      const tile = { form: "file", node, label, top, x, y, w, h };
      tiles.push(tile);
      if (!model.isFolder(node)) return;
      const headed = w >= 46 && h >= 40;
      tile.form = headed || (w >= 14 && h >= 14) ? "frame" : "block";
      tile.headed = headed;
      if (tile.form === "frame") {
        const head = headed ? HEADER : PAD;
        folders.push({ node, top, x: x + PAD, y: y + head, w: w - 2 * PAD, h: h - head - PAD });
      }
    });
  }
  return tiles;
}
