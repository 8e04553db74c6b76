import { scriptText } from './script-text';

/** Buttons that copy code, and code that the keyboard can scroll. */
export const codeScript = scriptText(copyText, copyButton, addCopyButtons);

async function copyText(text: string): Promise<boolean> {
  // The clipboard's interface exists on secure addresses only; a host in a private network often has none.
  if (navigator.clipboard)
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
  const put = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', put, { once: true });
  const isCopied = document.execCommand('copy');
  document.removeEventListener('copy', put);
  return isCopied;
}

function copyButton(code: HTMLElement, status: HTMLElement): HTMLButtonElement {
  const button = document.createElement('button');
  Object.assign(button, { type: 'button', className: 'icon copy', ariaLabel: 'Copy', title: 'Copy' });
  button.addEventListener('click', async () => {
    const isCopied = await copyText(code.textContent ?? '');
    status.textContent = isCopied ? 'Copied' : 'The browser refused to copy.';
    button.classList.toggle('done', isCopied);
    setTimeout(() => {
      status.textContent = '';
      button.classList.remove('done');
    }, 2000);
  });
  return button;
}

function addCopyButtons(): void {
  const status = document.createElement('p');
  Object.assign(status, { role: 'status', className: 'toast' });
  document.body.append(status);
  for (const pre of document.querySelectorAll<HTMLElement>('.code > pre')) {
    const code = pre.querySelector('code');
    const language = code?.lang;
    // The attribute is part of the contract, but no natural language: a screen reader would look for a voice for it.
    code?.removeAttribute('lang');
    pre.translate = false;
    pre.tabIndex = 0;
    pre.role = 'region';
    const sample = pre.textContent?.startsWith('HTTP/') ? 'Sample response' : 'Sample request';
    pre.ariaLabel = language ? `Code, ${language}` : sample;
    pre.before(copyButton(pre, status));
  }
}
