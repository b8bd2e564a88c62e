// Makes the customers, companies and persons, and relates them to each other.
import { companyFacts, credit, standing } from './account-facts.ts';
import { chance, int, pick, weighted } from './chance.ts';
import { personName, STYLES_A, STYLES_B } from './names.ts';
import { owned, TEAMS } from './organisation.ts';
import { ALL_CITIES, address, type City } from './places.ts';
import { TRADES, type Trade } from './trades.ts';
import { date, fresh, mobile, moment, type Row } from './values.ts';

export interface Account {
  readonly key: string;
  readonly row: Row;
  readonly city: City;
  readonly owner: string;
  readonly trade?: Trade;
  readonly short: string;
  readonly created: number;
  readonly stage: string;
  readonly level: string;
  readonly contacts: string[];
}

const STAGES = { potential: 18, following: 28, won: 26, key: 12, dormant: 10, lost: 6 } as const;

function makeCompany(index: number): Account {
  const place = pick(ALL_CITIES);
  const business = pick(TRADES);
  const word = pick(business.words);
  const style = fresh(() => (chance(0.75) ? pick(STYLES_A) : '') + pick(STYLES_B)).replace(
    /^$/,
    '天成',
  );
  const name = `${place.name}${style}${word}${chance(0.12) ? '股份' : ''}有限公司`;
  const stage = weighted(STAGES);
  const level = stage === 'key' ? weighted({ A: 6, B: 4 }) : weighted({ A: 1, B: 4, C: 8, D: 3 });
  const created = -int(10, 900);
  const owner = pick(TEAMS[place.team]);
  const key = `a${index}`;
  const row = {
    ...companyFacts({ place, business, style, level }),
    ...standing(stage, created),
    ...credit(level, name, place),
    $key: key,
    record_type: 'company',
    name,
    level,
    ...owned(owner),
    created_at: moment(created),
  };
  return {
    key,
    row,
    city: place,
    owner,
    trade: business,
    short: place.name + style,
    created,
    stage,
    level,
    contacts: [],
  };
}

function makePerson(index: number): Account {
  const place = pick(ALL_CITIES);
  const gender = chance(0.7) ? 'male' : 'female';
  const name = personName(gender);
  const stage = weighted({ potential: 3, following: 4, won: 5, dormant: 2 });
  const level = pick(['C', 'D']);
  const created = -int(10, 700);
  const owner = pick(TEAMS[place.team]);
  const key = `a${index}`;
  const row: Row = {
    ...standing(stage, created),
    $key: key,
    record_type: 'person',
    name,
    level,
    gender,
    birthday: date(-int(9000, 20000)),
    phone: mobile(),
    region: place.district,
    address: address(place),
    invoice_type: 'digital_normal',
    ...owned(owner),
    created_at: moment(created),
  };
  return { key, row, city: place, owner, short: name, created, stage, level, contacts: [] };
}

export const companiesOf = (accounts: readonly Account[]) =>
  accounts.filter((account) => account.trade);

/** Branches below the big ones, referrals from old customers: always to a record that stands earlier in the file. */
function relate(companies: readonly Account[]): void {
  companies.forEach((account, index) => {
    const earlier = companies.slice(0, index);
    if (index > 20 && chance(0.08))
      account.row.parent = `@${pick(earlier.filter((other) => other.level === 'A' || other.level === 'B')).key}`;
    if (index > 5 && account.row.source === 'referral')
      account.row.referrer = `@${pick(earlier).key}`;
  });
}

export function makeAccounts(): Account[] {
  const accounts = Array.from({ length: 340 }, (_, index) =>
    index % 17 === 16 ? makePerson(index + 1) : makeCompany(index + 1),
  );
  relate(companiesOf(accounts));
  return accounts;
}

/** Finds the account another record of the story refers to. */
export type AccountFinder = (reference: unknown) => Account;

export function accountFinder(accounts: readonly Account[]): AccountFinder {
  const byReference = new Map<unknown, Account>(
    accounts.map((account) => [`@${account.key}`, account]),
  );
  return (reference) => {
    const account = byReference.get(reference);
    if (!account) throw new Error(`The story has no account ${reference}`);
    return account;
  };
}
