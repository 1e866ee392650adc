/** The same validation images with the answers of both runs, those first about which they disagree. */
import { useMemo } from 'react';
import {
  byDisagreement,
  type Compared,
  type Head,
  haveSameImages,
  headsOf,
} from '../../../core/compare/sideBySide/answers.ts';
import { describeData } from '../../../core/datasets/describe.ts';
import { PixelImage } from '../../charts/PixelImage.tsx';
import { lossLook } from '../../lossLook.ts';
import { Answer } from '../Gallery.tsx';
import type { Sides } from './sides.ts';

export function Images({ a, b }: Sides) {
  const { end: endA } = a;
  const { end: endB } = b;
  const [galleryA, galleryB] = [a.run.dataset?.gallery, b.run.dataset?.gallery];
  const [answersA, answersB] = [a.run.answers, b.run.answers];
  const isSame = useMemo(() => haveSameImages(galleryA, galleryB), [galleryA, galleryB]);
  const heads = useMemo(() => headsOf(endA, endB, answersA, answersB), [endA, endB, answersA, answersB]);
  const images = useMemo(() => (isSame ? byDisagreement(galleryA ?? [], heads) : []), [isSame, galleryA, heads]);
  const differing = images.filter(({ differs }) => differs).length;
  return (
    <section aria-label="Validation images">
      <h3>
        Validation images{' '}
        {images.length > 0 && heads.length > 0 && (
          <span className="chart-note">
            {differing === 0
              ? 'they agree on all of them'
              : `they differ on ${differing} of ${images.length}, which come first`}
          </span>
        )}
      </h3>
      {isSame && heads.length > 0 ? (
        <ul className="sides-images">
          {images.map((image) => (
            <Image key={image.index} image={image} heads={heads} a={a} b={b} />
          ))}
        </ul>
      ) : (
        <p className="chart-note">{whyNone(galleryA !== undefined && galleryB !== undefined, isSame)}</p>
      )}
    </section>
  );
}

function whyNone(areKnown: boolean, isSame: boolean): string {
  if (!areKnown) return 'One of the runs has not shown its images yet.';
  if (!isSame)
    return 'The runs were validated on other images: with the same data and the same seed they can be compared.';
  return 'No head of one answers for what a head of the other does, or one has not been evaluated yet.';
}

function Image({ image, heads, a, b }: { readonly image: Compared; readonly heads: readonly Head[] } & Sides) {
  const shape = describeData(a.end);
  const { index, sample, differs } = image;
  return (
    <li className={differs ? 'sides-image is-differing' : 'sides-image'}>
      <PixelImage pixels={sample.pixels} width={shape.width} height={shape.height} label={`Image ${index + 1}`} />
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">A</th>
            <th scope="col">B</th>
          </tr>
        </thead>
        <tbody>
          {heads.map((head) => {
            const [ofA, ofB] = [head.ofA[index], head.ofB[index]];
            return (
              <tr key={head.a.id}>
                <th scope="row" style={{ color: lossLook(a.end, head.a.id).text }}>
                  {head.name}
                </th>
                <td>{ofA && <Answer experiment={a.end} loss={head.a} sample={sample} answer={ofA} shape={shape} />}</td>
                <td>{ofB && <Answer experiment={b.end} loss={head.b} sample={sample} answer={ofB} shape={shape} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </li>
  );
}
