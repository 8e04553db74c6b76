import { scriptText } from './script-text';

/** Runs before the page is painted, so that a chosen theme does not flash in the other one's colours. */
export const themeScript = scriptText(setTheme);

/** Runs after it: the button that chooses. */
export const themeSwitchScript = scriptText(themeOf, chooseTheme, labelled, addThemeSwitch);

function setTheme(): void {
  document.documentElement.classList.add('js');
  try {
    const theme = localStorage.getItem('missive-theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // A browser that keeps nothing for this site refuses the access: the page follows the system, as without a choice.
  }
}

function themeOf(): string {
  return document.documentElement.dataset.theme ?? 'system';
}

function chooseTheme(theme: string): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem('missive-theme', theme);
  } catch {
    // Refused as above: the choice holds for this page only.
  }
}

function labelled(button: HTMLButtonElement): void {
  button.ariaLabel = `Theme: ${themeOf()}`;
  button.title = button.ariaLabel;
  button.className = `icon theme ${themeOf()}`;
}

function addThemeSwitch(): void {
  const button = document.createElement('button');
  button.type = 'button';
  labelled(button);
  button.addEventListener('click', () => {
    const themes = ['system', 'light', 'dark'];
    chooseTheme(themes[(themes.indexOf(themeOf()) + 1) % themes.length] ?? 'system');
    labelled(button);
  });
  document.querySelector('header .tools')?.append(button);
}
