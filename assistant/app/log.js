// Runs when the conversation is first shown. "ask" and "quote" are the events that the server listens to.
const scroller = element.closest('#log') ?? element;

element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button || !element.contains(button)) return;
  if (button.dataset.text !== undefined) {
    navigator.clipboard.writeText(button.dataset.text).then(() => {
      button.classList.add('done');
      window.sopuriSay?.(button.dataset.copied);
    });
  } else if (button.classList.contains('halt')) {
    trigger('halt');
  } else if (button.dataset.act === 'word') {
    trigger('word', { turn: Number(button.dataset.turn), form: button.dataset.form ?? null });
  } else if (button.dataset.act === 'judge') {
    const line = button.closest('.after');
    for (const one of line.querySelectorAll('[data-act="judge"]')) one.setAttribute('aria-pressed', one === button);
    line.querySelector('.noted').hidden = false;
    judged(line);
  } else if (button.classList.contains('ask')) {
    trigger('ask', { question: button.dataset.question });
  } else if (button.classList.contains('quote')) {
    trigger('quote', { turn: Number(button.dataset.turn), quote: Number(button.dataset.quote) });
    document.querySelector('#reader')?.scrollIntoView({ block: 'nearest' }); // it may stand below on a narrow screen
  }
});

// What is thought of an answer, with the note as it is.
const judged = (line) => {
  const pressed = line.querySelector('[aria-pressed="true"]');
  if (!pressed) return;
  const { turn, judgement } = pressed.dataset;
  trigger('judge', { turn: Number(turn), judgement, note: line.querySelector('textarea').value });
  window.sopuriSay?.(line.dataset.thanks);
};
element.addEventListener('change', (event) => {
  if (event.target.dataset.act === 'note') judged(event.target.closest('.after'));
});

// The page's address names the conversation, so that a refresh or a link finds it again.
const address = () => {
  if (!element.querySelector('.turn, .welcome')) return;
  const id = element.querySelector('[data-kept]')?.dataset.kept;
  const url = new URL(location.href);
  if (id) url.searchParams.set('keskustelu', id);
  else url.searchParams.delete('keskustelu');
  if (url.href !== location.href) history.replaceState(history.state, '', url);
};

let turns = 0;
let last = null;
watch('value', () => {
  address();
  const all = element.querySelectorAll('.turn');
  const newest = all[all.length - 1];
  const answered = newest !== undefined && newest.querySelector('.thinking') === null;
  // The newest question goes to the top, once when it is asked and once when its answer has come.
  if (newest && (all.length !== turns || answered !== last)) {
    scroller.scrollTop += newest.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 8;
  }
  // A file that was asked for is fetched once its turn is answered here; on a page that is loaded anew its button stands.
  if (answered && all.length === turns && last === false) newest.querySelector('[data-once]')?.click();
  turns = all.length;
  last = answered;
  window.sopuriCurrent?.();
});
