// Keeps the caret where it was when a part of the page is drawn anew.

const FOCUSABLE = "input, textarea, select, button, a[href]";

/** Remembers which control of `node` has the focus; gives a function that restores it in the new node, true if it did. */
export function rememberFocus(node) {
  const active = document.activeElement;
  const holder = node?.contains(active) ? active.closest("[data-action]") : null;
  if (!holder) return () => false;
  const block = active.closest("[data-block]")?.dataset.block;
  const inBlock = block ? `[data-block="${CSS.escape(block)}"] ` : "";
  const key = `${inBlock}[data-action="${CSS.escape(holder.dataset.action)}"]`;
  const at = [...holder.querySelectorAll(FOCUSABLE)].indexOf(active);
  const caret = typeof active.selectionStart === "number" ? [active.selectionStart, active.selectionEnd] : null;
  return (fresh) => {
    const place = fresh.querySelector(key);
    const target = place && (at < 0 ? place : place.querySelectorAll(FOCUSABLE)[at]);
    target?.focus({ preventScroll: true });
    if (target && caret) target.setSelectionRange?.(...caret);
    return Boolean(target);
  };
}
