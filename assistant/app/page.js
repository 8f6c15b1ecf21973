// Runs when the document's side is first shown.
const scroller = element.closest('#page') ?? element;
let zoom = 1;

// Larger and smaller by a factor; "fit" shows a whole page, and the page's whole width when it is pressed again.
window.sopuriZoom = (how) => {
  const sheet = element.querySelector('.sheet');
  const whole = sheet ? (zoom * (scroller.clientHeight - 24)) / sheet.offsetHeight : 1;
  if (how !== 'fit') zoom *= Number(how);
  else zoom = Math.abs(zoom - whole) < 0.01 ? 1 : whole;
  zoom = Math.min(4, Math.max(0.3, zoom));
  scroller.style.setProperty('--zoom', zoom);
  mark(false);
};

// Which quotation is open shows in the conversation too.
window.sopuriCurrent = () => {
  const shown = element.querySelector('.document');
  document.querySelectorAll('#work .quote').forEach((button) => {
    const current = shown && button.dataset.turn === shown.dataset.turn && button.dataset.quote === shown.dataset.quote;
    if (current) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  });
};

// Scrolls one box, never the whole window: on a narrow screen the reader must not lose their place.
const reveal = (box, target, share) => {
  if (!target) return;
  const inside = target.getBoundingClientRect();
  const outside = box.getBoundingClientRect();
  if (inside.top < outside.top || inside.bottom > outside.bottom) {
    box.scrollTop += inside.top - outside.top - outside.height * share;
  }
  if (inside.left < outside.left || inside.right > outside.right) box.scrollLeft += inside.left - outside.left - 16;
};

const mark = (fresh) => {
  if (fresh) scroller.scrollTop = scroller.scrollLeft = 0;
  reveal(scroller, element.querySelector('.mark, mark'), 0.3);
};

watch('value', () => {
  window.sopuriCurrent();
  window.sopuriTools?.();
  const log = document.querySelector('#log');
  // Turning the document's pages leaves the conversation where it is.
  if (log && element.querySelector('.document')?.dataset.turned === undefined) reveal(log, log.querySelector('.quote[aria-current]'), 0.3);
  mark(true);
});
