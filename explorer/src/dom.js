// Builds elements from values. Text always becomes a text node: nothing in this page ever parses HTML.

/** Makes an element; `on` holds listeners, `class` and `text` are what they say, the rest are attributes. */
export function el(name, props = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (key === "class") node.className = value;
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Replaces everything inside `node`. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

/** A button that is no link and submits nothing. */
export function button(text, act, props = {}) {
  return el("button", { type: "button", on: { click: act }, ...props }, text);
}

/** A check box with its words; `act` gets whether it is on. */
export function checkbox(words, checked, act, props = {}) {
  const box = el("input", {
    type: "checkbox",
    checked,
    on: { change: (event) => act(event.target.checked) },
    ...props,
  });
  return el("label", { class: "check" }, box, words);
}
