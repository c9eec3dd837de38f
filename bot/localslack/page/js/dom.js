// Builds DOM nodes from values. Text always becomes a text node: nothing in this page ever parses HTML.

const DIRECT = new Set(["value", "checked", "disabled", "hidden", "selected", "multiple", "textContent", "tabIndex"]);

/** Makes an element. `on` holds listeners, `data` the dataset; the rest are properties or attributes. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  append(node, children);
  return node;
}

function setProp(node, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name === "on") {
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  } else if (name === "data") {
    Object.assign(node.dataset, value);
  } else if (name === "class") {
    node.className = value;
  } else if (DIRECT.has(name)) {
    node[name] = value;
  } else {
    node.setAttribute(name, value === true ? "" : String(value));
  }
}

/** Appends strings, nodes and nested lists of them; skips null, undefined and false. */
export function append(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

/** Replaces everything inside `node`. */
export function fill(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

/** An inline SVG icon out of one path drawn on a 20 x 20 grid. */
export function icon(path, label = "") {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const shape = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", "icon");
  if (label) svg.setAttribute("aria-label", label);
  else svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

export const ICONS = {
  attach: "M14.5 9.5l-5 5a3 3 0 0 1-4.2-4.2l6-6a2 2 0 0 1 2.8 2.8l-6 6a1 1 0 0 1-1.4-1.4l5-5",
  close: "M5 5l10 10M15 5L5 15",
  dots: "M5 10h.01M10 10h.01M15 10h.01",
  file: "M6 3h6l3 3v11H6zM12 3v3h3",
  home: "M3.5 9.5L10 4l6.5 5.5M5.5 8.5V16h9V8.5",
  down: "M10 4v9M6 9.5l4 4 4-4M5 16.5h10",
  chevron: "M6 8l4 4 4-4",
  menu: "M4 6h12M4 10h12M4 14h12",
  reply: "M4 5h12v8H9l-4 3v-3H4z",
  send: "M4 10l12-5-5 12-2-5z",
  smile: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7 12c1.5 2 4.500 2 6 0M7.500 8h.01M12.500 8h.01",
  eye: "M3 10c3-5 11-5 14 0-3 5-11 5-14 0zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  back: "M12 5l-5 5 5 5",
};

/** A number in words that a person reads at once: 0 B, 812 B, 14 kB, 2.1 MB. */
export function humanSize(bytes) {
  if (!Number.isFinite(bytes)) return "";
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB"];
  let value = bytes;
  let unit = -1;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
