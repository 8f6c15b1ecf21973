// Runs when a tab's result is first shown. "quote", "act" are the events that the server listens to.
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button || !element.contains(button)) return;
  if (button.classList.contains('quote')) {
    trigger('quote', { turn: Number(button.dataset.turn), quote: Number(button.dataset.quote) });
    document.querySelector('#reader')?.scrollIntoView({ block: 'nearest' }); // it may stand below on a narrow screen
  } else if (button.dataset.copy) {
    const text = button.closest('article').querySelector('.wording').innerText;
    navigator.clipboard.writeText(text).then(() => { button.textContent = button.dataset.copied; });
  } else if (button.dataset.act) {
    trigger('act', { ...button.dataset });
  }
});

// A cell of the matrix leads to its topic below and opens its first quotation.
element.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#cell-"]');
  if (!link || !element.contains(link)) return;
  event.preventDefault();
  const target = element.querySelector(link.getAttribute('href'));
  for (let outer = target.closest('details'); outer; outer = outer.parentElement.closest('details')) outer.open = true;
  target.scrollIntoView({ block: 'center' });
  const quote = target.querySelector('.quote');
  if (quote) quote.click();
  (quote ?? target).focus({ preventScroll: true });
});

// A box is ticked, or notes are written.
element.addEventListener('change', (event) => {
  const field = event.target.closest('[data-act]');
  if (!field || !element.contains(field)) return;
  trigger('act', { ...field.dataset, value: field.type === 'checkbox' ? field.checked : field.value });
});

watch('value', () => {
  window.sopuriCurrent?.();
  // Something new is read from its beginning; a checklist that was changed stays where it was.
  if (!element.querySelector('.items')) (element.closest('[id$="-made"]') ?? element).scrollTop = 0;
});
