// Runs when the list of conversations is first shown. "open", "rename" and "remove" are the events that the server listens to.
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-act]');
  if (!button || !element.contains(button)) return;
  const row = button.closest('li');
  const id = row.dataset.id;
  const field = row.querySelector('input');
  const title = row.querySelector('.title');
  if (button.dataset.act === 'open') {
    trigger('open', { id });
  } else if (button.dataset.act === 'name') {
    field.hidden = !field.hidden;
    title.hidden = !field.hidden;
    if (!field.hidden) field.focus();
    else trigger('rename', { id, title: field.value });
  } else if (button.dataset.act === 'link') {
    const link = new URL(location.href);
    link.search = `?keskustelu=${encodeURIComponent(id)}`;
    navigator.clipboard.writeText(link.href).then(() => {
      button.textContent = '✓';
      window.sopuriSay?.(row.dataset.copied);
    });
  } else if (button.dataset.act === 'ask') {
    // Removing takes a second press.
    const really = row.querySelector('.really');
    really.hidden = !really.hidden;
    if (!really.hidden) really.focus();
  } else if (button.dataset.act === 'remove') {
    trigger('remove', { id });
    document.getElementById('work')?.focus();
  }
});

element.addEventListener('keydown', (event) => {
  const row = event.target.closest('li');
  if (!row || event.target.tagName !== 'INPUT') return;
  if (event.key === 'Enter') trigger('rename', { id: row.dataset.id, title: event.target.value });
  if (event.key === 'Escape') {
    event.target.hidden = true;
    row.querySelector('.title').hidden = false;
    row.querySelector('.title').focus();
  }
});

// The list stays open when it changes.
let open = false;
element.addEventListener('toggle', (event) => { open = event.target.open; }, true);
watch('value', () => {
  const list = element.querySelector('details');
  if (list && open) list.open = true;
});
