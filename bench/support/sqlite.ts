// A plain SQLite connection as a hand-written server opens it: the same driver and settings as the product.
import { DatabaseSync } from 'node:sqlite';

/** Opens a database file with the product's pragmas and `synchronous = normal`. */
export function openPlain(file: string): DatabaseSync {
  const connection = new DatabaseSync(file);
  const pragmas = [
    'journal_mode = wal',
    'synchronous = normal',
    'foreign_keys = on',
    'busy_timeout = 5000',
    'cache_size = -64000',
    'temp_store = memory',
    'mmap_size = 268435456',
    'wal_autocheckpoint = 8000',
  ];
  for (const pragma of pragmas) connection.exec(`pragma ${pragma}`);
  return connection;
}
