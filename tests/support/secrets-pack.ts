// A pack with encrypted fields and fields that are shown on request, and keys to start it with.
import { type Files, packFolder, text } from './pack-files.ts';

/** A key as the environment holds it. */
export function keyText(seed: number): string {
  return Buffer.from(
    Array.from({ length: 32 }, (_, index) => (index * 7 + seed * 13) % 256),
  ).toString('base64');
}

const field = (label: string, own: object = {}) => ({
  type: 'masked_text',
  label: text(label),
  maxLength: 40,
  ...own,
});

/** Field definitions of the entity `patient`. */
export const SECRET_FIELDS = {
  name: { type: 'text', label: text('Name') },
  id_number: field('ID number', { encrypted: true, lookup: true, unique: true }),
  diagnosis: field('Diagnosis', { encrypted: true }),
  account: field('Account', { reveal: 'log' }),
};

/** The pack; `fields` stand in place of or beside the usual ones. */
export function secretsPack(fields: object = {}, files: Files = {}) {
  return packFolder('clinic', {
    'entities/patient/entity.json': {
      entity: 'patient',
      label: text('Patient'),
      nameField: 'name',
      features: { owner: true, share: true },
      fields: { ...SECRET_FIELDS, ...fields },
    },
    'policies/clinic.json': {
      policy: 'clinic',
      label: text('Clinic'),
      roles: ['user'],
      entities: {
        patient: {
          actions: { read: 'all', create: 'all', update: 'all' },
          fields: { diagnosis: 'masked', '*': 'write' },
        },
      },
    },
    ...files,
  });
}
