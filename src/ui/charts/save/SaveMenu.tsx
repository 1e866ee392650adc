/** Saves a chart: its picture in pixels or as a vector drawing, and its numbers. Fetched when it is first opened. */
import { DropdownMenu } from 'radix-ui';
import { type ReactElement, useState } from 'react';
import { error } from '../../../core/problem.ts';
import { complain } from '../../actions/open.ts';
import { fileName, saveFile } from '../../saveFile.ts';
import { type CsvLine, chartCsv } from './chartCsv.ts';
import { type Background, type PictureText, pictureOf, pixelsOf } from './picture.ts';

/** What there is to save, asked for when something is saved: a chart that trains has new numbers until then. */
export interface Saved extends PictureText {
  readonly lines: readonly CsvLine[];
}

interface Props {
  readonly title: string;
  readonly content: () => Saved;
  /** The plot as it is drawn now; nothing where there is none. */
  readonly plot: () => SVGSVGElement | null;
  /** The button that was pressed. */
  readonly children: ReactElement;
}

/** Until the page is left. */
let chosen: Background = 'white';

export function SaveMenu({ title, content, plot, children }: Props) {
  const [background, setBackground] = useState(chosen);
  const items = [
    {
      label: 'Picture (PNG)',
      note: 'in pixels, at twice the size',
      save: async () => saveFile(fileName(title, 'png', 'chart'), [await pixelsOf(await drawn())], 'image/png'),
    },
    {
      label: 'Drawing (SVG)',
      note: 'for print, slides and editors',
      save: async () => saveFile(fileName(title, 'svg', 'chart'), [await drawn()], 'image/svg+xml'),
    },
    {
      label: 'Numbers (CSV)',
      note: 'all that was measured, unsmoothed',
      save: async () => saveFile(fileName(title, 'csv', 'chart'), [chartCsv(content().lines)], 'text/csv'),
    },
  ];

  async function drawn(): Promise<string> {
    const svg = plot();
    if (!svg) throw new Error('Nothing is drawn.');
    return pictureOf(svg, content(), background);
  }

  return (
    <DropdownMenu.Root modal={false} defaultOpen>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          <DropdownMenu.Label className="menu-label">Save {title}</DropdownMenu.Label>
          {items.map(({ label, note, save }) => (
            <DropdownMenu.Item key={label} className="menu-item" onSelect={() => void save().catch(sayNotSaved)}>
              <span className="menu-item-title">{label}</span> <span className="menu-mark">{note}</span>
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator className="menu-line" />
          <DropdownMenu.CheckboxItem
            className="menu-item chart-background"
            checked={background === 'white'}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(isWhite) => {
              chosen = isWhite ? 'white' : 'page';
              setBackground(chosen);
            }}
          >
            On white
          </DropdownMenu.CheckboxItem>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function sayNotSaved(reason: unknown): void {
  const why = reason instanceof Error ? reason.message : String(reason);
  complain([error([], `The chart could not be saved: ${why}`, 'Save it as a drawing or as numbers instead.')]);
}
