// Error correction of QR codes: polynomials over GF(256) with the modulus 0x11d.

function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

function generator(degree: number): number[] {
  const factors = Array<number>(degree).fill(0);
  factors[degree - 1] = 1;
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++)
      factors[j] = multiply(factors[j] ?? 0, root) ^ (factors[j + 1] ?? 0);
    root = multiply(root, 2);
  }
  return factors;
}

/** The error correction bytes of a block. */
export function remainder(data: readonly number[], degree: number): number[] {
  const factors = generator(degree);
  const rest = Array<number>(degree).fill(0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let i = 0; i < degree; i++) rest[i] = (rest[i] ?? 0) ^ multiply(factors[i] ?? 0, factor);
  }
  return rest;
}
