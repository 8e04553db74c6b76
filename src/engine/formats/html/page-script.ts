/**
 * The page's only script: fixed text, so that a Content-Security-Policy can name its hash. It makes the headings of
 * tables into buttons that sort; without it the page lacks just these.
 */
export const pageScript = `
(() => {
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const keyOf = (cell) => (cell.dataset.key ?? cell.textContent).trim();
  const compare = (a, b) => {
    if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
    const difference = Number(a) - Number(b);
    return Number.isNaN(difference) ? collator.compare(a, b) : difference;
  };
  for (const table of document.querySelectorAll('table.sortable')) {
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const isUp = head.getAttribute('aria-sort') !== 'ascending';
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
        const rows = [...body.rows].map((row) => ({ row, key: keyOf(row.cells[column]) }));
        const isEmpty = ({ key }) => key === '';
        rows.sort((a, b) => (isUp || isEmpty(a) || isEmpty(b) ? compare(a.key, b.key) : compare(b.key, a.key)));
        body.append(...rows.map(({ row }) => row));
      });
    });
  }
})();
`;
