// What the reader has chosen: filters, what is selected, how accounts are named. Views subscribe to changes.

/** The choices that decide which ties are drawn. */
export const FILTERS = ["layers", "roles", "from", "to", "least"];

/** The state of a fresh page. */
export function makeState(book) {
  const listeners = new Set();
  const [first, last] = [book.times[0] ?? 0, book.times.at(-1) ?? 0];
  const state = {
    layers: new Set(book.layers.map((layer) => layer.key)),
    roles: new Set(book.roles.map((_, place) => place)),
    first,
    last,
    from: first,
    to: last,
    least: 1,
    handles: false,
    selected: null,
  };
  return {
    ...accessors(state),
    get: () => state,
    subscribe: (listener) => listeners.add(listener),
    change(changes) {
      Object.assign(state, changes);
      for (const listener of listeners) listener(state, changes);
    },
  };
}

function accessors(state) {
  return {
    /** Whether the time slider leaves something out. */
    narrowed: () => state.from > state.first || state.to < state.last,
    /** What an account is called at present. */
    called: (account) => (state.handles ? account.handle : account.label),
    /** The same, with its group. */
    calledInFull: (account) => (state.handles ? account.handle : account.name),
  };
}

/** Which ties the filters leave, by number. */
export function shownTies(book, state, narrowed) {
  const inTime = (tie) => !narrowed || tie.times.some((time) => time >= state.from && time <= state.to);
  const role = (account) => state.roles.has(book.accounts[account].role);
  return new Set(
    book.ties
      .filter((tie) => state.layers.has(tie.layer) && tie.strength >= state.least)
      .filter((tie) => role(tie.a) && role(tie.b) && inTime(tie))
      .map((tie) => tie.number),
  );
}
