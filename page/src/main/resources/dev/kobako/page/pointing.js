// Mouse, fingers and keys on the map.

class Pointing {
  /** @param actions `point(tile)`, `enter(node)`, `leave()`, `top()`, `search()`, `choose(node)` */
  constructor(map, actions) {
    this.map = map;
    this.actions = actions;
    const { canvas } = map;
    canvas.addEventListener("pointermove", (event) => event.pointerType === "mouse" && this.point(this.tileAt(event)));
    canvas.addEventListener("pointerleave", () => document.activeElement !== canvas && this.point(null));
    canvas.addEventListener("click", (event) => this.click(event));
    canvas.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      actions.leave();
    });
    canvas.addEventListener("keydown", (event) => this.key(event));
    canvas.addEventListener("focus", () => map.pointed || this.point(this.first()));
    canvas.addEventListener("blur", () => this.point(null));
  }

  tileAt(event) {
    const box = this.map.canvas.getBoundingClientRect();
    return this.map.at(event.clientX - box.left, event.clientY - box.top);
  }

  point(tile) {
    if (tile === this.map.pointed) return;
    this.map.point(tile);
    this.actions.point(tile);
  }

  /** A folder opens: that of the heading, or else the outermost one at the place. */
  click(event) {
    const tile = this.tileAt(event);
    if (!tile) return;
    this.point(tile);
    if (tile.form === "frame") this.actions.enter(tile.node);
    else if (tile.top >= 0 && this.map.model.isFolder(tile.top)) this.actions.enter(tile.top);
    else this.actions.choose(tile.node);
  }

  /** Tiles right in the folder that is shown: what keys go through. */
  outer() {
    return this.map.tiles.filter((tile) => (tile.form === "rest" ? tile.top < 0 : tile.top === tile.node));
  }

  first() {
    return this.outer()[0] ?? null;
  }

  key(event) {
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const pointed = this.map.pointed;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (ways[event.key]) this.point(this.next(...ways[event.key]));
    else if ((event.key === "Enter" || event.key === " ") && pointed) this.open(pointed);
    else if (event.key === "Escape" || event.key === "Backspace") this.actions.leave();
    else if (event.key === "Home") this.actions.top();
    else if (event.key === "/") this.actions.search();
    else return;
    event.preventDefault();
  }

  open(tile) {
    if (tile.form !== "rest" && this.map.model.isFolder(tile.node)) this.actions.enter(tile.node);
    else if (tile.form === "file") this.actions.choose(tile.node);
  }

  /** The nearest tile that lies that way; straight ahead counts more than near. */
  next(right, down) {
    const from = this.map.pointed ?? this.first();
    if (!this.map.pointed || !from) return from;
    let best = from;
    let least = Infinity;
    for (const tile of this.outer()) {
      if (tile === from) continue;
      const ahead = right
        ? right > 0 ? tile.x - (from.x + from.w) : from.x - (tile.x + tile.w)
        : down > 0 ? tile.y - (from.y + from.h) : from.y - (tile.y + tile.h);
      if (ahead < -1.5) continue;
      const aside = right
        ? apart(from.y, from.h, tile.y, tile.h)
        : apart(from.x, from.w, tile.x, tile.w);
      const distance = Math.max(0, ahead) + 4 * aside + (right ? Math.abs(tile.y - from.y) : Math.abs(tile.x - from.x)) / 100;
      if (distance < least) {
        least = distance;
        best = tile;
      }
    }
    return best;
  }
}

/** How far two stretches are from each other, 0 where they overlap. */
function apart(one, oneLength, other, otherLength) {
  return Math.max(0, one - (other + otherLength) + 1, other - (one + oneLength) + 1);
}
