// Ends what stays open — a stream of events — within a second once its session or key is gone, or may no longer be used.
import type { Request } from './app-env.ts';

const LOOK_EVERY = 1000;

/**
 * Looks every second whether the request would still be let in.
 * @param end called once when it would not
 * @returns what stops looking
 */
export function endWhenSignedOut(request: Request, end: () => void): () => void {
  const isStillIn = request.get('isStillIn');
  const timer = setInterval(async () => {
    const isIn = await isStillIn?.().catch(() => true);
    if (isIn) return;
    clearInterval(timer);
    end();
  }, LOOK_EVERY);
  return () => clearInterval(timer);
}
