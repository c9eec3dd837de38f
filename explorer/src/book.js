// The page's data with what is looked up in it: names, ties of an account, times, matches of a search.

/** Reads the data block and prepares it. */
export function readBook(raw) {
  const tiesOf = raw.accounts.map(() => []);
  const times = [];
  raw.ties.forEach((tie, number) => {
    tie.number = number;
    tie.strength = Math.max(...tie.windows.map(([, objects]) => objects));
    tie.times = tie.shared.flatMap((shared) => shared.posts.map(([time]) => time));
    tiesOf[tie.a].push(tie);
    tiesOf[tie.b].push(tie);
    times.push(...tie.times);
  });
  raw.accounts.forEach((account, number) => {
    account.number = number;
    account.name = `${raw.groups[account.group].key} ${account.label}`;
    account.searched = `${account.name}\n${account.handle}\n${account.id}`.toLowerCase();
  });
  times.sort((a, b) => a - b);
  const layers = new Map(raw.layers.map((layer, place) => [layer.key, { ...layer, place }]));
  return { ...raw, tiesOf, times, layerOf: layers, dated: raw.ties.filter((tie) => tie.times.length).length };
}

/** The account at the other end of a tie. */
export const otherEnd = (tie, account) => (tie.a === account ? tie.b : tie.a);

/** Accounts whose label, handle or id holds the words; without words, the best tied ones. */
export function findAccounts(book, words) {
  const wanted = words.trim().toLowerCase();
  const byTies = (a, b) => book.tiesOf[b.number].length - book.tiesOf[a.number].length || a.number - b.number;
  if (!wanted) return [...book.accounts].sort(byTies);
  const exact = (account) => account.label.toLowerCase() === wanted || account.name.toLowerCase() === wanted;
  const found = book.accounts.filter((account) => account.searched.includes(wanted));
  return found.sort((a, b) => exact(b) - exact(a) || byTies(a, b));
}

/** Ties whose shared objects or posts hold the words. */
export function findTies(book, words) {
  const wanted = words.trim().toLowerCase();
  if (wanted.length < 3) return [];
  const holds = (text) => text.toLowerCase().includes(wanted);
  const told = ({ object, posts }) => holds(object) || posts.some(([, id, text]) => holds(id) || holds(text));
  return book.ties.filter((tie) => tie.shared.some(told));
}
