/** The graphics adapter of WebGPU, asked for in bounded time. */

/** Longer than a browser that answers was seen to take, also on a machine that is busy. */
const patienceMs = 10_000;

/** A request that the browser has not answered. Another one would wait behind it. */
let unanswered: Promise<unknown> | undefined;

/**
 * The adapter, or null where there is none. Throws where the browser does not answer, which it may never do where its
 * graphics process hangs or cannot draw: a run would stand at its start for ever.
 */
export async function findAdapter(gpu: GPU): Promise<GPUAdapter | null> {
  const silence = new Error('the graphics driver does not answer.');
  if (unanswered) throw silence;
  const request = gpu.requestAdapter({ powerPreference: 'high-performance' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const forget = () => {
        unanswered = undefined;
      };
      unanswered = request.then(forget, forget);
      reject(silence);
    }, patienceMs);
  });
  return Promise.race([request, patience]).finally(() => clearTimeout(timer));
}
