// The map on its canvas: tiles are drawn once to a picture, and what the user points at over it.

const LABEL = "500 12px";
const SMALL = "11px";

class TreeMap {
  constructor(canvas, model) {
    this.canvas = canvas;
    this.model = model;
    this.context = canvas.getContext("2d");
    this.picture = document.createElement("canvas");
    this.tiles = [];
    this.readColours();
  }

  /** Colours are in the style sheet; a canvas needs them as values. */
  readColours() {
    const probe = element("span");
    byId("map-frame").append(probe);
    const value = (name) => {
      probe.style.color = `var(--${name})`;
      return getComputedStyle(probe).color;
    };
    this.fills = Array.from({ length: NAMED }, (_, i) => value(`c${i}`));
    this.fills[OTHERS] = value("others");
    this.fills[NEUTRAL] = value("neutral");
    this.fills[FADED] = value("faded");
    this.fills[GHOST] = value("ghost");
    this.inks = this.fills.map((fill) => (brightness(fill) > 0.36 ? "#10151c" : "#ffffff"));
    this.inks[FADED] = this.inks[GHOST] = value("quiet");
    this.frame = value("frame");
    this.frameInk = value("ink");
    this.ground = value("ground");
    this.mark = value("mark");
    this.font = getComputedStyle(probe).fontFamily;
    probe.remove();
  }

  /** As many pixels as the frame has. */
  fit() {
    const box = byId("map-frame").getBoundingClientRect();
    this.ratio = Math.min(3, window.devicePixelRatio || 1);
    this.width = Math.max(1, Math.floor(box.width));
    this.height = Math.max(1, Math.floor(box.height));
    for (const canvas of [this.canvas, this.picture]) {
      canvas.width = Math.round(this.width * this.ratio);
      canvas.height = Math.round(this.height * this.ratio);
    }
  }

  /**
   * Shows a folder.
   *
   * @param scene `view`, `root`, and `sides`: for each part of the map from left to right `until`
   *     (a part of its width) and the `sums` of classes that colour it
   */
  show(scene) {
    const moved = !this.scene || scene.root !== this.scene.root || scene.view !== this.scene.view;
    const sized = this.canvas.width !== Math.round(this.width * this.ratio);
    this.scene = scene;
    if (moved || sized || scene.again) {
      this.tiles =
        this.model.values[scene.view][scene.root] > 0
          ? layOut(this.model, scene.view, scene.root, this.width, this.height)
          : [];
    }
    this.draw();
    this.paint();
  }

  draw() {
    const context = this.picture.getContext("2d");
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    let from = 0;
    for (const side of this.scene.sides) {
      const until = side.until * this.width;
      context.save();
      context.beginPath();
      context.rect(from, 0, until - from, this.height);
      context.clip();
      this.drawTiles(context, side.sums, from, until);
      context.restore();
      from = until;
    }
  }

  drawTiles(context, sums, from, until) {
    context.fillStyle = this.ground;
    context.fillRect(0, 0, this.width, this.height);
    context.textBaseline = "middle";
    for (const tile of this.tiles) {
      if (tile.x + tile.w < from || tile.x > until) continue;
      if (tile.form === "frame") this.drawFrame(context, tile);
      else this.drawBlock(context, tile, sums);
    }
  }

  drawFrame(context, tile) {
    context.fillStyle = this.frame;
    roundRect(context, tile.x + 0.5, tile.y + 0.5, tile.w - 1, tile.h - 1, 3);
    context.fill();
    if (!tile.headed) return;
    context.fillStyle = this.frameInk;
    this.label(context, tile, tile.y + HEADER / 2 + 0.5, this.model.values[this.scene.view][tile.node]);
  }

  /** A name, and a size at the right where there is room for both. */
  label(context, tile, y, bytes) {
    const room = tile.w - 10;
    context.font = `${LABEL} ${this.font}`;
    const text = fitted(context, tile.label, room);
    if (!text) return;
    context.fillText(text, tile.x + 5, y);
    const end = context.measureText(text).width;
    context.font = `${SMALL} ${this.font}`;
    const amount = size(bytes);
    const width = context.measureText(amount).width;
    if (end + width + 12 < room) {
      context.globalAlpha = 0.7;
      context.fillText(amount, tile.x + tile.w - 5 - width, y);
      context.globalAlpha = 1;
    }
  }

  drawBlock(context, tile, sums) {
    const mix = this.mix(tile, sums);
    const { x, y } = tile;
    const w = tile.w > 3 ? tile.w - 1 : tile.w;
    const h = tile.h > 3 ? tile.h - 1 : tile.h;
    let total = 0;
    let most = 0;
    for (let each = 0; each < CLASSES; each++) {
      total += mix[each];
      if (mix[each] > mix[most]) most = each;
    }
    let along = 0;
    for (let each = 0; each < CLASSES; each++) {
      if (mix[each] === 0) continue;
      const part = mix[each] / total;
      context.fillStyle = this.fills[each];
      if (w >= h) context.fillRect(x + along * w, y, part * w, h);
      else context.fillRect(x, y + along * h, w, part * h);
      if (each === GHOST) this.hatch(context, w >= h ? x + along * w : x, w >= h ? y : y + along * h, w >= h ? part * w : w, w >= h ? h : part * h);
      along += part;
    }
    context.fillStyle = this.inks[most];
    if (tile.form === "rest") this.restLabel(context, tile);
    else if (tile.w > 34 && tile.h > 17) this.blockLabel(context, tile);
  }

  /** What is not there: an empty place, with lines where there is room. */
  hatch(context, x, y, w, h) {
    if (w < 8 || h < 8) return;
    context.save();
    context.beginPath();
    context.rect(x, y, w, h);
    context.clip();
    context.strokeStyle = this.frame;
    context.lineWidth = 1;
    context.beginPath();
    for (let at = x - h; at < x + w; at += 7) {
      context.moveTo(at, y + h);
      context.lineTo(at + h, y);
    }
    context.stroke();
    context.restore();
  }

  mix(tile, sums) {
    if (tile.form !== "rest") return sums.subarray(tile.node * CLASSES, (tile.node + 1) * CLASSES);
    const mix = new Float64Array(CLASSES);
    for (const node of tile.nodes) {
      for (let each = 0; each < CLASSES; each++) mix[each] += sums[node * CLASSES + each];
    }
    return mix;
  }

  blockLabel(context, tile) {
    const bytes = this.model.values[this.scene.view][tile.node];
    if (tile.h < 40) {
      this.label(context, tile, tile.y + Math.min(10, tile.h / 2), bytes);
      return;
    }
    context.font = `${LABEL} ${this.font}`;
    context.fillText(fitted(context, tile.label, tile.w - 10), tile.x + 5, tile.y + 12);
    context.font = `${SMALL} ${this.font}`;
    const amount = size(bytes);
    if (context.measureText(amount).width < tile.w - 10) {
      context.globalAlpha = 0.75;
      context.fillText(amount, tile.x + 5, tile.y + 27);
      context.globalAlpha = 1;
    }
  }

  restLabel(context, tile) {
    if (tile.w < 60 || tile.h < 17) return;
    context.font = `${SMALL} ${this.font}`;
    const text = fitted(context, `${number(tile.nodes.length)} smaller`, tile.w - 10);
    context.fillText(text, tile.x + 5, tile.y + Math.min(11, tile.h / 2));
  }

  /** Puts the picture on the screen, with a line around what is pointed at. */
  paint() {
    const { context } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(this.picture, 0, 0);
    const tile = this.pointed;
    if (!tile) return;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    for (const [width, colour] of [[4, this.ground], [2, this.mark]]) {
      context.lineWidth = width;
      context.strokeStyle = colour;
      roundRect(context, tile.x + 1, tile.y + 1, Math.max(1, tile.w - 3), Math.max(1, tile.h - 3), 2);
      context.stroke();
    }
  }

  point(tile) {
    this.pointed = tile;
    this.paint();
  }

  /** The innermost tile at a place. */
  at(x, y) {
    for (let i = this.tiles.length - 1; i >= 0; i--) {
      const tile = this.tiles[i];
      if (x >= tile.x && x < tile.x + tile.w && y >= tile.y && y < tile.y + tile.h) return tile;
    }
    return null;
  }

  /** The tile of a node, or the one that it is in. */
  tileOf(node) {
    let best = null;
    for (const tile of this.tiles) {
      if (tile.form !== "rest" && this.model.isBelow(node, tile.node) && (!best || tile.node > best.node)) best = tile;
    }
    return best;
  }

  /** Moves from the picture that was shown before into the new one. */
  glide(before, place, inward) {
    if (!place || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const { context, ratio } = this;
    const whole = { x: 0, y: 0, w: this.width, h: this.height };
    const [outer, inner] = inward ? [before, this.copy()] : [this.copy(), before];
    const started = performance.now();
    const run = (this.running = {});
    const step = (time) => {
      if (this.running !== run) return;
      const part = Math.min(1, Math.max(0, (time - started) / 260));
      const eased = 1 - (1 - part) ** 3;
      const near = inward ? eased : 1 - eased;
      // the part of the outer picture that is seen
      const seen = between(whole, place, near);
      const zoom = this.width / seen.w;
      const zoomY = this.height / seen.h;
      context.setTransform(ratio * zoom, 0, 0, ratio * zoomY, -seen.x * zoom * ratio, -seen.y * zoomY * ratio);
      context.globalAlpha = 1;
      context.drawImage(outer, 0, 0, this.width, this.height);
      context.globalAlpha = near;
      context.drawImage(inner, place.x, place.y, place.w, place.h);
      context.globalAlpha = 1;
      if (part < 1) requestAnimationFrame(step);
      else this.paint();
    };
    requestAnimationFrame(step);
  }

  copy() {
    const copy = document.createElement("canvas");
    copy.width = this.picture.width;
    copy.height = this.picture.height;
    copy.getContext("2d").drawImage(this.picture, 0, 0);
    return copy;
  }
}
