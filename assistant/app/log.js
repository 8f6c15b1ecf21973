// Runs when the conversation is first shown. "ask" and "quote" are the events that the server listens to.
const scroller = element.closest('#log') ?? element;

element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button || !element.contains(button)) return;
  if (button.classList.contains('ask')) {
    trigger('ask', { question: button.dataset.question });
  } else if (button.classList.contains('quote')) {
    trigger('quote', { turn: Number(button.dataset.turn), quote: Number(button.dataset.quote) });
    document.querySelector('#reader')?.scrollIntoView({ block: 'nearest' }); // it may stand below on a narrow screen
  }
});

let turns = 0;
let last = null;
watch('value', () => {
  const all = element.querySelectorAll('.turn');
  const newest = all[all.length - 1];
  const answered = newest !== undefined && newest.querySelector('.thinking') === null;
  // The newest question goes to the top, once when it is asked and once when its answer has come.
  if (newest && (all.length !== turns || answered !== last)) {
    scroller.scrollTop += newest.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 8;
  }
  turns = all.length;
  last = answered;
  window.sopuriCurrent?.();
});
