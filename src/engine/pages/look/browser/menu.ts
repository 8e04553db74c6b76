import { scriptText } from './script-text';

/** On narrow screens the list of operations opens over the page; without this script it stands below the page. */
export const menuScript = scriptText(addMenu);

function addMenu(): void {
  const list = document.getElementById('operations');
  const link = document.querySelector<HTMLElement>('header .menu');
  if (!list || !link) return;
  const button = document.createElement('button');
  Object.assign(button, {
    type: 'button',
    className: link.className,
    ariaLabel: link.ariaLabel,
    ariaExpanded: 'false',
  });
  button.setAttribute('aria-controls', list.id);
  link.replaceWith(button);
  const main = document.querySelector('main');
  const open = (isOpen: boolean) => {
    document.documentElement.classList.toggle('menu-open', isOpen);
    button.ariaExpanded = String(isOpen);
    if (main) main.inert = isOpen;
    if (isOpen) list.querySelector('input')?.focus();
  };
  button.addEventListener('click', () => open(button.ariaExpanded === 'false'));
  document.addEventListener('missive-search', () => {
    if (button.checkVisibility()) open(true);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || button.ariaExpanded === 'false') return;
    open(false);
    button.focus();
  });
  // Turned or widened, the list stands beside the page again.
  matchMedia('(min-width: 64rem)').addEventListener('change', () => open(false));
}
