// Texts and elements. Whatever comes from an image becomes text, never markup.

/** Bytes for people: MB are 10^6 bytes, as kobako prints them. */
function size(bytes) {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** A part of a whole. */
function percent(part, whole) {
  if (!whole) return "0 %";
  const value = (100 * part) / whole;
  return value > 0 && value < 0.1 ? "< 0.1 %" : `${value.toFixed(value < 10 ? 1 : 0)} %`;
}

/** A number with spaces between thousands, which no language reads as something else. */
function number(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** "1 file", "2 files". */
function counted(value, what) {
  return `${number(value)} ${what}${value === 1 ? "" : "s"}`;
}

/** The element that the page has under an id. */
const byId = (id) => document.getElementById(id);

/** An element with attributes and children; texts stay texts, what is null or false is left out. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== null && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

/** A name or path of an image: its direction stays its own. */
const pathText = (text, className = "path") => element("bdi", { class: className, title: text }, text);

/** Words of a path, the folders apart, so that the last name can stand out. */
function pathParts(path) {
  const slash = path.lastIndexOf("/") + 1;
  return element(
    "bdi",
    { class: "path", title: path },
    element("span", { class: "folder" }, path.slice(0, slash)),
    element("span", {}, path.slice(slash)),
  );
}
