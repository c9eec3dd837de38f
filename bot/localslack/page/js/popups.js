// Small things that float: menus, confirm dialogs, the enlarged image, short notices.
import { append, el, icon, ICONS } from "./dom.js";

let openMenu = null;

export function closeMenu() {
  openMenu?.close();
  openMenu = null;
}

/** Opens a menu below `anchor`. Items: {label, note, danger, checked, run} or {heading}. */
export function menu(anchor, items, { label = "Menu", wide = false } = {}) {
  closeMenu();
  const list = el("div", { class: wide ? "menu wide" : "menu", role: "menu", "aria-label": label, tabIndex: -1 });
  append(list, items.map(menuItem));
  (anchor.closest("dialog") || document.body).append(list);
  place(list, anchor);
  const onDown = (event) => !list.contains(event.target) && !anchor.contains(event.target) && closeMenu();
  document.addEventListener("pointerdown", onDown, true);
  list.addEventListener("keydown", (event) => menuKeys(event, list));
  anchor.setAttribute("aria-expanded", "true");
  openMenu = {
    close() {
      document.removeEventListener("pointerdown", onDown, true);
      const hadFocus = list.contains(document.activeElement);
      list.remove();
      anchor.setAttribute("aria-expanded", "false");
      if (hadFocus) anchor.focus();
    },
  };
  (list.querySelector("[role^=menuitem]") || list).focus();
  return list;
}

function menuItem(item) {
  if (item.heading) return el("div", { class: "menu-heading" }, item.heading);
  if (item.node) return item.node;
  const click = () => {
    closeMenu();
    item.run();
  };
  const role = item.checked === undefined ? "menuitem" : "menuitemradio";
  return el(
    "button",
    { class: `menu-item${item.danger ? " danger" : ""}`, type: "button", role, "aria-checked": item.checked, on: { click } },
    el("span", { class: "menu-label" }, item.label),
    item.note && el("span", { class: "menu-note" }, item.note),
  );
}

function menuKeys(event, list) {
  const all = [...list.querySelectorAll("[role^=menuitem]")];
  const at = all.indexOf(document.activeElement);
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    closeMenu();
  } else if (event.key in moves && all.length) {
    event.preventDefault();
    all[(moves[event.key] + all.length) % all.length].focus();
  }
}

function place(node, anchor) {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: w, offsetHeight: h } = node;
  const left = Math.max(8, Math.min(box.left, window.innerWidth - w - 8));
  const below = box.bottom + 4;
  const top = below + h > window.innerHeight - 8 ? Math.max(8, box.top - h - 4) : below;
  node.style.left = `${left}px`;
  node.style.top = `${top}px`;
}

/** Shows a <dialog> over everything; resolves when it closes with its return value. */
export function dialog(className, label, ...children) {
  const box = el("dialog", { class: className, "aria-label": label }, children);
  document.body.append(box);
  const closed = new Promise((resolve) => {
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue);
    });
  });
  box.addEventListener("click", (event) => event.target === box && box.close("cancel"));
  box.showModal();
  return { box, closed };
}

/** Block Kit's confirm object as a question; true if the person goes on. */
export async function confirmed(confirm, renderText) {
  if (!confirm) return true;
  const answer = (value) => () => box.close(value);
  const danger = confirm.style === "danger" ? "danger" : "primary";
  const { box, closed } = dialog(
    "ask",
    confirm.title?.text || "Are you sure?",
    el("h2", {}, confirm.title?.text || "Are you sure?"),
    el("div", { class: "ask-text" }, renderText(confirm.text)),
    el(
      "div",
      { class: "row end" },
      el("button", { class: "button", type: "button", on: { click: answer("cancel") } }, confirm.deny?.text || "Cancel"),
      el("button", { class: `button ${danger}`, type: "button", autofocus: true, on: { click: answer("yes") } }, confirm.confirm?.text || "Yes"),
    ),
  );
  return (await closed) === "yes";
}

/** An image at full size; click or Esc closes. */
export function lightbox(src, alt, title) {
  const { box } = dialog(
    "lightbox",
    alt || "Image",
    el("figure", {}, el("img", { src, alt }), el("figcaption", {}, title || alt)),
    el("button", { class: "ghost close", type: "button", "aria-label": "Close", on: { click: () => box.close() } }, icon(ICONS.close)),
  );
  box.querySelector("img").addEventListener("click", () => box.close());
}

/** A short notice at the foot of the page; errors stay longer. */
export function notice(text, kind = "info") {
  const area = document.getElementById("notices");
  const close = () => note.remove();
  const note = el(
    "div",
    { class: `notice ${kind}`, role: kind === "error" ? "alert" : "status" },
    el("span", {}, text),
    el("button", { class: "ghost", type: "button", "aria-label": "Dismiss", on: { click: close } }, icon(ICONS.close)),
  );
  if (area.childElementCount > 3) area.firstElementChild.remove();
  area.append(note);
  if (area.matches(":popover-open")) area.hidePopover();
  area.showPopover();
  setTimeout(close, kind === "error" ? 12000 : 5000);
}

