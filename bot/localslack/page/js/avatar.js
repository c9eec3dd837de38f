// A person's or an app's picture: the first letter of the name on a tint of their own.
import { el } from "./dom.js";

const TINTS = 7;
const given = new Map();

/** Gives each id the next tint, so that neighbours differ. */
export function assignTints(ids) {
  for (const id of ids) if (!given.has(id)) given.set(id, given.size % TINTS);
}

export function avatar({ id, name, app }, size = "") {
  assignTints([id]);
  const letter = (name.match(/\p{L}|\p{N}/u) || ["?"])[0].toUpperCase();
  return el("span", { class: `avatar tint${given.get(id)} ${app ? "app" : ""} ${size}`, "aria-hidden": "true" }, letter);
}
