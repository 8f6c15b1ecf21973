// Runs before anything of the page is drawn, and again whenever it changes: theme, names for screen readers, keyboard.
(() => {
  const { start, words, cookie } = "PAGE";
  const root = document.documentElement;
  const word = () => words[root.lang] ?? words[start];
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const set = (element, name, value) => {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  };

  const remembered = document.cookie.match(new RegExp(`(?:^|; )${cookie}=(\\w+)`))?.[1];
  root.lang = words[remembered] ? remembered : start;

  // ---- theme: the system's unless the user says otherwise. Gradio sets the class too, so what was chosen is set again.
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const stored = () => { try { return localStorage.getItem('sopuri-theme'); } catch { return null; } };
  let chosen = stored() ?? 'system';
  const paint = () => {
    if (!document.body) return;
    const wanted = chosen === 'system' ? dark.matches : chosen === 'dark';
    if (document.body.classList.contains('dark') !== wanted) document.body.classList.toggle('dark', wanted);
    root.style.colorScheme = wanted ? 'dark' : 'light';
  };
  dark.addEventListener('change', paint);
  document.addEventListener('change', (event) => {
    if (!event.target.matches?.('select[data-theme]')) return;
    chosen = event.target.value;
    try { localStorage.setItem('sopuri-theme', chosen); } catch { /* it holds for this page */ }
    paint();
  });

  // ---- what is said to screen readers: one live region that is always there; what is only put into the page is not always read.
  let live = null;
  window.sopuriSay = (text) => {
    if (!live || !text) return;
    live.textContent = '';
    setTimeout(() => { live.textContent = text; }, 60);
  };
  const say = () => {
    for (const spoken of all('#work [role="status"], #reader [role="status"]')) {
      spoken.removeAttribute('role');
      window.sopuriSay(spoken.textContent);
    }
  };

  // ---- names
  const title = (element, name) => {
    set(element, 'aria-label', name);
    if (element.hasAttribute('title')) set(element, 'title', name);
  };
  const named = () => {
    const w = word();
    for (const box of all('#log, #page, [id$="-made"]')) {
      set(box, 'role', 'region');
      set(box, 'tabindex', 0);
      set(box, 'aria-label', w[box.id] ?? w.made);
    }
    for (const work of all('#work')) set(work, 'tabindex', -1);
    for (const group of all('#language')) {
      set(group, 'aria-label', w.language);
      for (const radio of all('input', group)) set(radio, 'name', 'sopuri-language'); // else each is a group of its own
    }
    for (const button of all('.overflow-menu > button')) title(button, w.more_tabs);
    for (const button of all('.token-remove')) {
      const token = button.closest('.token');
      title(button, token ? w.remove.replace('{name}', token.textContent.trim()) : w.clear);
    }
    for (const text of all('[data-testid="upload-text"]')) {
      const button = text.closest('button');
      const label = text.closest('.block')?.querySelector('[data-testid="block-label"]')?.textContent.trim();
      if (button) set(button, 'aria-label', label ? `${label}: ${w.upload}` : w.upload);
      for (const node of [...text.childNodes]) {
        if (node.nodeType === Node.ELEMENT_NODE && node.classList.contains('or')) node.style.display = 'none';
        if (node.nodeType === Node.TEXT_NODE && node.nodeValue.trim()) node.nodeValue = '';
      }
      let own = text.querySelector('.own');
      if (!own) text.append((own = Object.assign(document.createElement('span'), { className: 'own' })));
      if (own.textContent !== w.upload) own.textContent = w.upload;
    }
    for (const input of all('input[type="file"]')) set(input, 'aria-label', w.file);
    for (const element of all('#work [aria-label], #reader [aria-label]')) {
      const english = element.dataset.english ?? element.getAttribute('aria-label');
      if (!Object.hasOwn(w.names, english)) continue;
      element.dataset.english = english;
      title(element, w.names[english]);
    }
    for (const select of all('select[data-theme]')) if (select.value !== chosen) select.value = chosen;
  };

  // ---- tabs by arrow keys, with one of them in the order of focus
  const tabs = () => {
    for (const list of all('[role="tablist"]')) {
      set(list, 'aria-label', word().tabs);
      for (const tab of all('[role="tab"]', list)) {
        set(tab, 'tabindex', tab.getAttribute('aria-selected') === 'true' ? 0 : -1);
        const panel = tab.dataset.tabId && document.getElementById(`tab-${tab.dataset.tabId}`);
        if (!tab.id) tab.id = `to-${tab.dataset.tabId}`;
        if (panel) {
          set(tab, 'aria-controls', panel.id);
          set(panel, 'aria-labelledby', tab.id);
        } else if (tab.hasAttribute('aria-controls')) {
          tab.removeAttribute('aria-controls'); // Gradio makes a panel when it is first opened
        }
      }
    }
  };
  document.addEventListener('keydown', (event) => {
    const tab = event.target.closest?.('[role="tab"]');
    if (!tab || event.ctrlKey || event.altKey || event.metaKey) return;
    const list = all('[role="tab"]', tab.closest('[role="tablist"]'));
    const at = list.indexOf(tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: list.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = list[(to + list.length) % list.length];
    next.click();
    next.focus();
  });
  document.addEventListener('click', (event) => {
    const go = event.target.closest?.('[data-tab]');
    if (!go) return;
    const tab = document.querySelector(`[role="tab"][data-tab-id="${CSS.escape(go.dataset.tab)}"]`);
    tab?.click();
    tab?.focus();
  });

  // ---- from the keyboard: past the head, into the document and back to where it was opened
  let opener = null;
  const back = () => {
    const quotes = all('#work .quote[aria-current]').filter((quote) => quote.offsetParent);
    const target = opener?.isConnected && opener.offsetParent ? opener : quotes[0];
    target?.focus();
  };
  document.addEventListener('click', (event) => {
    const skip = event.target.closest?.('[data-skip]');
    if (skip) {
      event.preventDefault();
      document.getElementById(skip.dataset.skip)?.focus();
    }
    if (event.target.closest?.('[data-back]')) back();
    const dialogue = event.target.closest?.('[data-dialogue]');
    if (dialogue) dialogue.parentElement.querySelector('dialog')?.showModal();
    if (event.target.closest?.('[data-shut]')) event.target.closest('dialog')?.close();
    const quote = event.target.closest?.('.quote');
    if (!quote || !quote.closest('#work')) return;
    opener = quote;
    setTimeout(() => {
      const page = document.getElementById('page');
      if (event.detail === 0) page?.focus({ preventScroll: true });
      // In a narrow window the document lies below, where nobody would see that it came.
      if (page && page.getBoundingClientRect().top > innerHeight - 100) document.getElementById('reader').scrollIntoView();
    }, 400);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.target.closest?.('#reader')) back();
  });

  // ---- a result in the other language says so
  const languages = () => {
    const w = word();
    for (const box of all('[id$="-made"]')) {
      const made = box.querySelector('.made[lang]');
      const other = made && made.lang !== root.lang && words[made.lang];
      let note = box.querySelector(':scope > .other');
      if (!other) {
        note?.remove();
        continue;
      }
      if (!note) {
        note = Object.assign(document.createElement('p'), { className: 'other notice' });
        note.append(document.createElement('span'), document.createElement('button'));
        note.lastChild.type = 'button';
        note.lastChild.className = 'small';
        note.lastChild.addEventListener('click', () => document.getElementById(box.querySelector('.made').dataset.run)?.click());
        box.prepend(note);
      }
      if (note.firstChild.textContent !== w.other_language) note.firstChild.textContent = w.other_language;
      if (note.lastChild.textContent !== w.again) note.lastChild.textContent = w.again;
    }
  };

  let due = false;
  const mend = () => {
    due = false;
    if (!document.body) return;
    if (!live?.isConnected) {
      live = Object.assign(document.createElement('div'), { id: 'said', className: 'unseen' });
      live.setAttribute('role', 'status');
      document.body.append(live);
    }
    paint();
    named();
    tabs();
    say();
    languages();
  };
  const soon = () => {
    if (due) return;
    due = true;
    setTimeout(mend, 30);
  };
  new MutationObserver((changes) => {
    if (changes.some((change) => change.target === root && change.attributeName === 'lang')) {
      document.cookie = `${cookie}=${root.lang}; path=/; max-age=31536000; samesite=strict`;
    }
    soon();
  }).observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: ['lang', 'class', 'aria-selected', 'aria-label'] });
  if (document.body) mend();
  else document.addEventListener('DOMContentLoaded', mend);
})();
