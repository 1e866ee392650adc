/** What draws compared runs, fetched when runs are first compared. */
import { later } from '../useLater.ts';

export const overlayScript = later(() => import('./overlay/overlay.ts'));
