/**
 * Says on the page, without any other script, that the page could not start. It is called by the entry, and by its text
 * alone in the head of the page, where it says that the entry itself is missing.
 */
export function sayLost(detail: string): void {
  const say = () => {
    if (document.querySelector('.lost')) return;
    const box = document.createElement('div');
    box.className = 'banner wrong lost';
    box.setAttribute('role', 'alert');
    const text = document.createElement('p');
    text.textContent =
      'Loss Mixer could not be loaded. The connection may be gone, or a newer version has been published; nothing in the address is lost.';
    text.title = detail;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button';
    button.textContent = 'Load the page again';
    button.onclick = () => location.reload();
    box.append(text, button);
    document.body.prepend(box);
  };
  if (document.body) say();
  else addEventListener('DOMContentLoaded', say);
}

/** Runs by its text alone in the head: a module script that cannot be fetched is asked for once more, and then it is said. */
export function watchEntry(say: typeof sayLost): void {
  addEventListener(
    'error',
    ({ target }) => {
      if (!(target instanceof HTMLScriptElement) || target.type !== 'module') return;
      if (target.dataset.again) return say(target.src);
      const again = document.createElement('script');
      again.type = 'module';
      again.dataset.again = 'yes';
      again.crossOrigin = target.crossOrigin;
      // Under the same address the browser may answer with the failure it remembers.
      again.src = `${target.src}?again`;
      setTimeout(() => document.head.append(again), 600);
    },
    true,
  );
}
