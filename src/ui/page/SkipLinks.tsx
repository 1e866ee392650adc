/** The first stops of the keyboard: past the bar to each part. No links: the fragment of the address is the experiment. */
import { canvasStore } from '../network/canvasState.ts';

export function SkipLinks() {
  return (
    <nav aria-label="Skip">
      <button type="button" className="skip-link" onClick={focusNetwork}>
        Skip to the network
      </button>
      <button type="button" className="skip-link" onClick={() => focusIn('mixer', '[role="slider"]')}>
        Skip to the mixer
      </button>
      <button
        type="button"
        className="skip-link"
        onClick={() => focusIn('charts', '[role="tab"][data-state="active"]')}
      >
        Skip to the charts
      </button>
    </nav>
  );
}

function focusNetwork(): void {
  const node = document.querySelector<HTMLElement>('#network .react-flow__node[tabindex="0"]:not(.still *)');
  if (node) node.focus();
  // It has the focus once it is drawn.
  else canvasStore.setState({ focus: 'image' });
}

/** The first such control of a part; the part itself while it is still on its way. */
function focusIn(part: 'mixer' | 'charts', control: string): void {
  const place = document.querySelector<HTMLElement>(`[data-part="${part}"]`);
  (place?.querySelector<HTMLElement>(`${control}:not(.still *)`) ?? place)?.focus();
}
