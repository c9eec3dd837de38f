// Light and dark: the reader's choice, else what their system says. Colours live in the style sheet alone.

const system = matchMedia("(prefers-color-scheme: dark)");

/** Applies a choice ("auto", "light", "dark"). */
export function applyTheme(choice) {
  const dark = choice === "auto" ? system.matches : choice === "dark";
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

/** Calls back when the system's choice changes. */
export function onSystemTheme(listener) {
  system.addEventListener("change", listener);
}

/** The colours of the style sheet, as they are now. */
export function readColours(layerCount) {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: read("ink"),
    ground: read("ground"),
    panel: read("panel"),
    faint: read("faint"),
    accent: read("accent"),
    roles: ["poster", "amplifier", "member", "peripheral"].map(read),
    layers: Array.from({ length: layerCount }, (_, place) => read(`layer-${place % 9}`)),
  };
}

/** A hexadecimal colour with an opacity; sigma adds colours up as they are, so the opacity is multiplied in. */
export function seeThrough(hex, opacity) {
  const part = (start) => Math.round(opacity * Number.parseInt(hex.slice(start, start + 2), 16));
  return `rgba(${part(1)},${part(3)},${part(5)},${opacity})`;
}
