// Runs when the tools above the document are first shown. "turn" and "fetch" are the events that the server listens to.
const part = (name) => element.querySelector(`.${name}`);
const shown = () => document.querySelector('#page .document');

// Which tools there are depends on the document that is open; the page's script calls this when it changes.
window.sopuriTools = () => {
  const open = shown();
  if (!part('tools')) return;
  const pages = Number(open?.dataset.pages ?? 0);
  const page = Number(open?.dataset.page ?? 0);
  const turned = open?.dataset.turned !== undefined;
  part('pages').hidden = pages < 1;
  part('texts').hidden = !open || pages > 0 || open.dataset.whole !== undefined || open.querySelector('.text') === null;
  part('back').hidden = !turned;
  part('file').hidden = open?.dataset.fetch === undefined;
  const number = part('pages').querySelector('input');
  number.value = page || '';
  number.max = pages || 1;
  const of = part('of');
  of.textContent = of.dataset.of.replace('{pages}', pages);
  // What leads nowhere stays in the order of focus, so that focus is not lost at the last page.
  const last = open ? Number([...open.querySelectorAll('.sheet')].at(-1)?.dataset.page ?? page) : 0;
  element.querySelector('[data-to="previous"]').setAttribute('aria-disabled', page <= 1);
  element.querySelector('[data-to="next"]').setAttribute('aria-disabled', last >= pages);
};

element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button || !element.contains(button) || button.getAttribute('aria-disabled') === 'true') return;
  if (button.dataset.to) {
    trigger('turn', { to: button.dataset.to });
    if (button.dataset.to === 'close') document.getElementById('work')?.focus();
    else if (button.closest('.back, .texts')) document.querySelector('#page')?.focus({ preventScroll: true }); // it goes away
  } else if (button.dataset.fetch) {
    trigger('fetch');
  } else if (button.dataset.zoom) {
    window.sopuriZoom?.(button.dataset.zoom);
  }
});

element.addEventListener('change', (event) => {
  const page = Number(event.target.value);
  if (event.target.dataset.to === 'page' && Number.isInteger(page) && page > 0) trigger('turn', { to: page });
});

watch('value', () => window.sopuriTools());
window.sopuriTools();
