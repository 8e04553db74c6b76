import { scriptText } from './script-text';

/** The search over operations: in the list at the side, or above the tables of the index, there with a bar of tags. */
export const searchScript = scriptText(
  isMatch,
  searchBox,
  showMatches,
  shownLinks,
  moveFocus,
  focusOnSlash,
  searchList,
  tagOfAddress,
  tagBar,
  searchTables,
  addSearch,
);

interface Entry {
  readonly element: HTMLElement;
  readonly name: string;
  readonly tags: readonly string[];
  /** Shown while one of its entries is: the table and its heading, or the group in the list. */
  readonly group: readonly (Element | null | undefined)[];
}

interface SearchBox {
  readonly form: HTMLFormElement;
  readonly input: HTMLInputElement;
  readonly status: HTMLElement;
}

/** Every word stands in the name or a tag, or begins the capitals of the name: `cte` finds CreateTimeException. */
function isMatch({ name, tags }: Entry, query: string): boolean {
  const text = [name, ...tags].join(' ').toLowerCase();
  const capitals = name.replace(/[^A-Z]/g, '').toLowerCase();
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => text.includes(word) || (word.length > 1 && capitals.startsWith(word)));
}

function searchBox(): SearchBox {
  const form = document.createElement('form');
  const input = document.createElement('input');
  const status = document.createElement('p');
  const key = document.createElement('kbd');
  form.role = 'search';
  Object.assign(input, { type: 'search', placeholder: 'Search operations', autocomplete: 'off', spellcheck: false });
  input.ariaLabel = 'Search operations';
  input.setAttribute('aria-keyshortcuts', '/');
  Object.assign(key, { textContent: '/', ariaHidden: 'true' });
  Object.assign(status, { role: 'status', className: 'found' });
  form.append(input, key);
  form.addEventListener('submit', (event) => event.preventDefault());
  return { form, input, status };
}

function showMatches(entries: readonly Entry[], isShown: (entry: Entry) => boolean, status: HTMLElement): void {
  const shown = entries.filter(isShown);
  const kept = new Set(shown.flatMap(({ element, group }) => [element, ...group]));
  for (const { element, group } of entries) {
    for (const part of [element, ...group]) part?.toggleAttribute('hidden', !kept.has(part));
  }
  const [count, all] = [shown.length, entries.length];
  status.textContent = count === all ? '' : count === 0 ? 'No operation matches.' : `${count} of ${all} operations`;
}

/** The first link of each entry that is shown. */
function shownLinks(entries: readonly Entry[]): HTMLElement[] {
  return entries.flatMap(({ element }) =>
    element.hidden ? [] : (element.querySelector<HTMLElement>('a[href]') ?? []),
  );
}

/** Arrow keys walk through what is shown, Enter opens the first, Escape empties the box. */
function moveFocus(event: KeyboardEvent, entries: readonly Entry[], input: HTMLInputElement): void {
  const links = shownLinks(entries);
  const at = links.indexOf(document.activeElement as HTMLElement);
  const isInput = document.activeElement === input;
  if (!isInput && at < 0) return;
  if (event.key === 'ArrowDown') (links[at + 1] ?? links[at])?.focus();
  else if (event.key === 'ArrowUp') (links[at - 1] ?? input).focus();
  else if (event.key === 'Enter' && isInput) links[0]?.click();
  else if (event.key === 'Escape' && isInput && input.value !== '') {
    input.value = '';
    input.dispatchEvent(new Event('input'));
  } else return;
  event.preventDefault();
}

function focusOnSlash(input: HTMLInputElement): void {
  document.addEventListener('keydown', (event) => {
    const isTyping = (event.target as Element).closest('input, textarea, select, [contenteditable]') !== null;
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    document.dispatchEvent(new Event('missive-search'));
    input.focus();
    input.select();
  });
}

function searchList(list: HTMLElement): void {
  const { form, input, status } = searchBox();
  const entries = [...list.querySelectorAll('li')].map((element) => {
    const tags = element.dataset.tags?.split(',') ?? [];
    return { element, name: element.textContent?.trim() ?? '', tags, group: [element.closest('details')] };
  });
  const open = new Map([...list.querySelectorAll('details')].map((group) => [group, group.open]));
  list.prepend(form);
  form.append(status);
  input.addEventListener('input', () => {
    showMatches(entries, (entry) => isMatch(entry, input.value), status);
    for (const [group, wasOpen] of open) group.open = input.value === '' ? wasOpen : true;
  });
  list.addEventListener('keydown', (event) => moveFocus(event, entries, input));
  focusOnSlash(input);
  const active = list.querySelector<HTMLElement>('[aria-current]');
  if (active) list.scrollTop = active.offsetTop - list.clientHeight / 2;
}

function tagOfAddress(): string {
  const match = /^#tag=(.*)$/.exec(location.hash);
  try {
    return decodeURIComponent(match?.[1] ?? '');
  } catch {
    // A lone percent sign: what stands there is the tag.
    return match?.[1] ?? '';
  }
}

/** One link per tag, so that the address, the back button and a bookmark hold the choice. */
function tagBar(tags: readonly string[]): { bar: HTMLElement; update: () => void } {
  const bar = document.createElement('nav');
  bar.className = 'tag-bar';
  bar.ariaLabel = 'Tags';
  const links = ['', ...tags].map((tag) => {
    const link = document.createElement('a');
    Object.assign(link, { href: `#tag=${encodeURIComponent(tag)}`, textContent: tag || 'All' });
    link.dataset.tag = tag;
    return link;
  });
  bar.append(...links);
  const update = () => {
    for (const link of links) {
      if (link.dataset.tag === tagOfAddress()) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  return { bar, update };
}

function searchTables(heads: readonly HTMLElement[]): void {
  const { form, input, status } = searchBox();
  const entries = heads.map((head) => {
    const tags = head.dataset.tags?.split(',').filter(Boolean) ?? [];
    const table = head.closest('.scroll') ?? head.closest('table');
    const heading = table?.previousElementSibling?.matches('h3') ? table.previousElementSibling : undefined;
    const row = head.closest('tr') ?? head;
    return { element: row, name: head.textContent?.trim() ?? '', tags, group: [table, heading] };
  });
  const tags = [...new Set(entries.flatMap((entry) => entry.tags))].sort((a, b) => a.localeCompare(b));
  const { bar, update } = tagBar(tags);
  form.className = 'finder';
  // Before the tables and the heading above them.
  document.querySelector('main h2, main table')?.before(form, ...(tags.length === 0 ? [] : [bar]), status);
  const show = () => {
    const tag = tagOfAddress();
    showMatches(entries, (entry) => isMatch(entry, input.value) && (!tag || entry.tags.includes(tag)), status);
    update();
  };
  input.addEventListener('input', show);
  addEventListener('hashchange', show);
  document.addEventListener('keydown', (event) => moveFocus(event, entries, input));
  focusOnSlash(input);
  show();
}

function addSearch(): void {
  const list = document.getElementById('operations');
  const heads = [...document.querySelectorAll<HTMLElement>('main th[data-tags]')];
  if (heads.length > 0) searchTables(heads);
  else if (list) searchList(list);
}
