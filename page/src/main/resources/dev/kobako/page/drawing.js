// Arithmetic of colours, rectangles and texts.

/** A rectangle on the way from one to another. */
function between(from, to, part) {
  const mixed = {};
  for (const key of ["x", "y", "w", "h"]) mixed[key] = from[key] + (to[key] - from[key]) * part;
  return mixed;
}

/** How bright a colour is to the eye, 0 to 1 (WCAG's relative luminance). */
function brightness(colour) {
  const [red, green, blue] = colour.match(/[\d.]+/g).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function roundRect(context, x, y, w, h, radius) {
  context.beginPath();
  context.roundRect(x, y, w, h, Math.min(radius, w / 2, h / 2));
}

/** As much of a text as there is room for; nothing where that would say nothing. */
function fitted(context, text, room) {
  const most = Math.ceil(room / 3);
  let shown = text.length > most ? text.slice(0, most) : text;
  if (shown === text && context.measureText(text).width <= room) return text;
  while (shown.length > 2 && context.measureText(`${shown}…`).width > room) {
    shown = shown.slice(0, Math.min(shown.length - 1, Math.ceil(shown.length * 0.9)));
  }
  return shown.length > 2 ? `${shown}…` : "";
}
