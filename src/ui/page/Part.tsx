/**
 * A part of the page that comes in a chunk of its own. Until it is its turn to be drawn, what the build drew of it stands
 * there, out of reach. One that is lost or cannot be drawn says so and leaves the others alone.
 */
import { type ComponentType, lazy, useState } from 'react';
import { loadScript } from '../loadScript.ts';
import { useDrawnAhead } from '../useDrawnAhead.ts';
import { useTurn } from '../useTurn.ts';
import { Boundary } from './Boundary.tsx';

interface Props {
  readonly name: string;
  /** The part of the lowest rank is drawn first. */
  readonly rank: number;
  readonly load: () => Promise<ComponentType>;
}

/** `load` is that of the first drawing. */
export function Part(props: Props) {
  const Content = typeof document === 'undefined' ? PartOfBuild : PartOfPage;
  return (
    <Boundary name={props.name}>
      <Content {...props} />
    </Boundary>
  );
}

/** What was loaded for a part before: drawn at once when it comes back, as on a window that becomes narrow. */
const known = new Map<Props['load'], ComponentType>();

function PartOfPage(props: Props) {
  const [Content] = useState(() => known.get(props.load));
  return Content ? <Content /> : <ComingPart {...props} />;
}

function ComingPart({ name, rank, load }: Props) {
  const isAhead = useDrawnAhead();
  const Content = useTurn(rank, async () => {
    const content = await loadScript(load);
    known.set(load, content);
    return { content };
  })?.content;
  if (Content) return <Content />;
  if (!isAhead) {
    return (
      <div className="still" inert>
        <p className="loading">{name} …</p>
      </div>
    );
  }
  // React leaves alone what stands in there when it takes the page over.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: never set
  return <div className="still" inert suppressHydrationWarning dangerouslySetInnerHTML={standing} />;
}

const standing = { __html: '' };

function PartOfBuild({ load }: Props) {
  const [Content] = useState(() => lazy(async () => ({ default: await load() })));
  return (
    <div className="still" inert>
      <Content />
    </div>
  );
}
