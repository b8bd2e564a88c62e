// Bodies that arrive steadily: who sends byte by byte to keep a connection busy is cut off.
import { AppError } from '../../core/errors.ts';

/** Time any body may take, and what must arrive in each second beyond it. */
const GRACE_SECONDS = 20;
const LEAST_BYTES_PER_SECOND = 20_000;

/** The chunks of a body; throws `request.slow` when it arrives too slowly. */
export async function* steadily(
  body: ReadableStream<Uint8Array>,
  graceSeconds = GRACE_SECONDS,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  const start = performance.now();
  let size = 0;
  try {
    for (;;) {
      const allowed = (graceSeconds + size / LEAST_BYTES_PER_SECOND) * 1000;
      const chunk = await inTime(reader.read(), start + allowed - performance.now());
      if (chunk.done) return;
      size += chunk.value.byteLength;
      yield chunk.value;
    }
  } finally {
    // Not awaited: a sender that stands still would hold it up.
    reader.cancel().catch(() => undefined);
  }
}

async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('request.slow')), Math.max(0, milliseconds));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same as a stream again. */
export function steadyStream(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const chunks = steadily(body);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
