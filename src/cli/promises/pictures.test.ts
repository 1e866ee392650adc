import { describe } from 'vitest';
import { pictureEffects } from '../../core/promises/pictures.ts';
import { testPromises } from './tried.ts';

describe('as the presets promise:', () => testPromises(pictureEffects));
