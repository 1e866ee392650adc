/**
 * A part of the page that comes in a chunk of its own. Until it is its turn to be drawn, what the build drew of it stands
 * there, out of reach.
 */
import { type ComponentType, lazy, useState } from 'react';
import { useTurn } from '../useTurn.ts';

interface Props {
  readonly name: string;
  /** The part of the lowest rank is drawn first. */
  readonly rank: number;
  readonly load: () => Promise<ComponentType>;
}

type Loaded = { readonly Content: ComponentType } | { readonly why: unknown };

/** `load` is that of the first drawing. */
export const Part = typeof document === 'undefined' ? PartOfBuild : PartOfPage;

/** What was loaded for a part before: drawn at once when it comes back, as on a window that becomes narrow. */
const known = new Map<Props['load'], ComponentType>();

function PartOfPage(props: Props) {
  const [Content] = useState(() => known.get(props.load));
  return Content ? <Content /> : <ComingPart {...props} />;
}

function ComingPart({ name, rank, load }: Props) {
  const loaded = useTurn<Loaded>(rank, () =>
    load().then(
      (Content) => {
        known.set(load, Content);
        return { Content };
      },
      (why: unknown) => ({ why }),
    ),
  );
  if (loaded && 'Content' in loaded) return <loaded.Content />;
  if (loaded) return <Missing name={name} why={loaded.why} />;
  // As React takes the page over, it leaves alone what stands in there.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own words
  return <div className="still" inert suppressHydrationWarning dangerouslySetInnerHTML={{ __html: waiting(name) }} />;
}

function PartOfBuild({ load }: Props) {
  const [Content] = useState(() => lazy(async () => ({ default: await load() })));
  return (
    <div className="still" inert>
      <Content />
    </div>
  );
}

function waiting(name: string): string {
  return `<p class="loading">${name} …</p>`;
}

function Missing({ name, why }: { readonly name: string; readonly why: unknown }) {
  return (
    <p className="loading" role="alert">
      {name} could not be loaded ({why instanceof Error ? why.message : String(why)}).{' '}
      <button type="button" className="button small" onClick={() => location.reload()}>
        Load the page again
      </button>
    </p>
  );
}
