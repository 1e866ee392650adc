/** The QR code of a link, to be scanned or saved; where it is too long for one, why and what to do. */
import { useState } from 'react';
import { counted, grouped } from '../../../core/words.ts';
import { fileName, saveFile } from '../../saveFile.ts';
import { denseFrom, type QrCode, qrLimit, qrOf, qrPng, qrSvg } from './qr.ts';

interface Props {
  readonly link: string;
  /** What the link holds: for the name of a file. */
  readonly title: string;
  /** What would make the link shorter. */
  readonly remedy: string;
}

export function QrCodeBox({ link, title, remedy }: Props) {
  const code = qrOf(link);
  if (!code) {
    return (
      <p className="share-qr is-missing">
        Too long for a QR code: {counted(link.length, 'character')}, at most {grouped(qrLimit)}. {remedy}
      </p>
    );
  }
  return (
    <div className="share-qr">
      <svg
        viewBox={`0 0 ${code.size} ${code.size}`}
        role="img"
        aria-labelledby="share-qr-title"
        shapeRendering="crispEdges"
      >
        <title id="share-qr-title">QR code of the link</title>
        <rect width={code.size} height={code.size} fill="#fff" />
        <path d={code.path} fill="#000" />
      </svg>
      <div className="share-qr-save">
        <SaveButtons code={code} title={title} />
      </div>
      {link.length > denseFrom && (
        <p className="share-note">Dense, as the link is long: show it large, or scan it from paper. {remedy}</p>
      )}
    </div>
  );
}

function SaveButtons({ code, title }: { readonly code: QrCode; readonly title: string }) {
  const [isRefused, setRefused] = useState(false);
  const save = async () => {
    const png = await qrPng(code);
    setRefused(!png);
    if (png) saveFile(fileName(title, 'png', 'link'), [png], 'image/png');
  };
  const saveSvg = () => saveFile(fileName(title, 'svg', 'link'), [qrSvg(code, title)], 'image/svg+xml');
  return (
    <>
      <button type="button" className="button small" aria-label="Save the QR code as SVG" onClick={saveSvg}>
        SVG
      </button>
      <button type="button" className="button small" aria-label="Save the QR code as PNG" onClick={() => void save()}>
        PNG
      </button>
      {isRefused && <span role="alert">The browser makes no PNG: take the SVG.</span>}
    </>
  );
}
