import { scriptText } from './script-text';

/** Another language or format of an operation opens where the reader was. */
export const keepPlaceScript = scriptText(anchors, keepPlace, restorePlace, addKeeping);

/** What all pages of an operation have: the language bar, and the heading of the samples below the part that changes its length. */
function anchors(): (Element | undefined)[] {
  const bar = document.querySelector('.languages') ?? undefined;
  return [bar, [...document.querySelectorAll('main > h3:not([id])')].at(-1)];
}

function keepPlace(): void {
  const tops = anchors().map((anchor) => anchor?.getBoundingClientRect().top);
  // The samples' heading counts once it is in the upper half: what is read then stands below it.
  const isBelow = (tops[1] ?? Number.POSITIVE_INFINITY) < innerHeight / 2;
  const place = isBelow ? { anchor: 1, top: tops[1] } : { anchor: -1, top: scrollY };
  sessionStorage.setItem('missive-place', JSON.stringify(place));
}

function restorePlace(): void {
  const kept = sessionStorage.getItem('missive-place');
  if (kept === null) return;
  sessionStorage.removeItem('missive-place');
  const { anchor, top } = JSON.parse(kept) as { anchor: number; top: number };
  const element = anchors()[anchor];
  if (anchor < 0) scrollTo({ top, behavior: 'instant' });
  else if (element) scrollBy({ top: element.getBoundingClientRect().top - top, behavior: 'instant' });
}

function addKeeping(): void {
  try {
    restorePlace();
  } catch {
    // Storage is refused: pages open at their top, as without this script.
    return;
  }
  for (const link of document.querySelectorAll('.languages a, .formats a')) link.addEventListener('click', keepPlace);
  // A bar that scrolls sideways shows its active language.
  const active = document.querySelector<HTMLElement>('.languages .active');
  const bar = active?.closest<HTMLElement>('.languages');
  if (active && bar) bar.scrollLeft = active.offsetLeft - bar.clientWidth / 2;
}
