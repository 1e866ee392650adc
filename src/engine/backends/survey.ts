/** What this machine has of each backend, found without loading any of them. */

import { type BackendReport, isSoftwareAdapter } from '../../core/backends.ts';
import { counted } from '../../core/words.ts';
import { findAdapter } from './adapter.ts';
import { defaultThreads } from './threadCount.ts';

/** A module of one function with one SIMD instruction. */
const simdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11,
]);

/** One report per backend, in the order of `backendNames`. Never throws. `threads` is for wasm; 0 is the machine's own. */
export async function surveyBackends({ threads = 0 }: { readonly threads?: number } = {}): Promise<BackendReport[]> {
  return [
    await surveyWebgpu().catch((error: unknown) =>
      missing('webgpu', `WebGPU failed: ${error instanceof Error ? error.message : String(error)}`),
    ),
    surveyWebgl(),
    surveyWasm(threads || defaultThreads()),
    { name: 'cpu', available: true, software: false, why: 'Plain JavaScript is always there.' },
  ];
}

function missing(name: BackendReport['name'], why: string): BackendReport {
  return { name, available: false, software: false, why };
}

async function surveyWebgpu(): Promise<BackendReport> {
  const gpu = typeof navigator === 'undefined' ? undefined : navigator.gpu;
  if (!gpu) return missing('webgpu', 'This browser has no WebGPU.');
  const adapter = await findAdapter(gpu);
  if (!adapter) return missing('webgpu', 'WebGPU finds no graphics adapter.');
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const software = isFallbackAdapter === true || isSoftwareAdapter(vendor, architecture, device, description);
  const adapterName = [vendor, architecture, description || device].filter(Boolean).join(' ') || 'unnamed adapter';
  return { name: 'webgpu', available: true, software, why: adapterName };
}

function surveyWebgl(): BackendReport {
  if (typeof OffscreenCanvas === 'undefined') return missing('webgl', 'This browser has no canvas off the screen.');
  try {
    const context = new OffscreenCanvas(1, 1).getContext('webgl2');
    if (!context) return missing('webgl', 'This browser gives no WebGL 2 context.');
    const unmasked = context.getExtension('WEBGL_debug_renderer_info');
    const renderer = String(context.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : context.RENDERER));
    const trainable = context.getExtension('EXT_color_buffer_float') !== null;
    context.getExtension('WEBGL_lose_context')?.loseContext();
    if (!trainable) return missing('webgl', `${renderer} cannot compute with 32-bit numbers.`);
    return { name: 'webgl', available: true, software: isSoftwareAdapter(renderer), why: renderer };
  } catch (error) {
    return missing('webgl', `WebGL failed: ${String(error)}`);
  }
}

function surveyWasm(threads: number): BackendReport {
  if (typeof WebAssembly === 'undefined') return missing('wasm', 'This browser has no WebAssembly.');
  if (!WebAssembly.validate(simdProbe)) return missing('wasm', 'This browser has WebAssembly without SIMD.');
  return { name: 'wasm', available: true, software: false, why: `SIMD, ${counted(threads, 'thread')}` };
}
