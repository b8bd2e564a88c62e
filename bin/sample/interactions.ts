// Makes the talks with customers, on deals and with leads, in the order they happened.
import type { Account } from './accounts.ts';
import { chance, int, pick, random, weighted } from './chance.ts';
import { COMMENTS, LENGTHS, NOTES, STEPS, SUMMARIES } from './interaction-words.ts';
import { owned } from './organisation.ts';
import { location } from './places.ts';
import type { Subjects } from './subjects.ts';
import { dayOf, moment, type Row } from './values.ts';

interface Talk {
  readonly subject: { entity: string; id: string };
  readonly account?: Account;
  readonly contact?: string;
  readonly owner: string;
  readonly since: number;
}

const METHODS = {
  phone: 34,
  wechat: 24,
  visit: 18,
  email: 10,
  meeting: 6,
  video: 4,
  exhibition: 2,
  reception: 2,
};
const RESULTS = { interested: 18, progress: 34, wait: 22, no_answer: 8, refused: 4, care: 14 };

function makeInteraction({ subject, account, contact, owner, since }: Talk): Row {
  const method = weighted(METHODS);
  const happened = -Math.floor(random() * random() * Math.min(-since, 420)) - (chance(0.1) ? 0 : 1);
  const result = weighted(RESULTS);
  const lasting = LENGTHS[method];
  const at = moment(happened);
  const isOurs = ['visit', 'meeting', 'reception'].includes(method) && chance(0.3);
  return {
    subject,
    account: account && `@${account.key}`,
    contact: contact && `@${contact}`,
    method,
    content: pick(NOTES[method] ?? ['例行沟通。']),
    result,
    happened_at: at,
    duration: lasting && pick(lasting),
    ...(method === 'visit' ? visit(account, at) : {}),
    ...(result !== 'refused' && happened > -20 && chance(0.6) ? plan(happened) : {}),
    participants: isOurs ? [pick(['@service_rep', '@product_manager', '@director'])] : undefined,
    client_participants:
      contact && ['visit', 'meeting'].includes(method) ? [`@${contact}`] : undefined,
    ...review(happened < -3 && chance(0.35)),
    ...owned(owner),
    created_at: at,
  };
}

function visit(account: Account | undefined, at: string): Row {
  const visit_summary = chance(0.6) ? pick(SUMMARIES) : undefined;
  if (!account) return { visit_summary };
  const place = `${account.city.name}，客户现场`;
  return {
    place,
    location: account.row.location ?? location(account.city),
    checked_in_at: at,
    visit_summary,
  };
}

const plan = (happened: number): Row => ({
  next_contact_at: moment(Math.max(happened + 1, int(0, 18))),
  next_step: pick(STEPS),
});

function review(reviewed: boolean): Row {
  if (!reviewed) return { reviewed };
  return {
    reviewed,
    review_score: int(3, 5),
    review_comment: chance(0.5) ? pick(COMMENTS) : undefined,
  };
}

const contactOf = (account: Account) =>
  account.contacts.length > 0 && chance(0.8) ? pick(account.contacts) : undefined;

function makeAccountTalks(accounts: readonly Account[]): Row[] {
  return Array.from({ length: 660 }, () => {
    const account = pick(accounts.filter((one) => one.stage !== 'lost' || chance(0.2)));
    return makeInteraction({
      subject: { entity: 'account', id: `@${account.key}` },
      account,
      contact: contactOf(account),
      owner: account.owner,
      since: account.created,
    });
  });
}

function makeDealTalks({ opportunities, accountOf }: Subjects): Row[] {
  return opportunities
    .filter(() => chance(0.75))
    .map((deal) => {
      const account = accountOf(deal.account);
      return makeInteraction({
        subject: { entity: 'opportunity', id: `@${deal.$key}` },
        account,
        contact: typeof deal.contact === 'string' ? deal.contact.slice(1) : undefined,
        owner: account.owner,
        since: dayOf(String(deal.created_at)),
      });
    });
}

function makeLeadTalks(leads: readonly Row[]): Row[] {
  return leads
    .filter((one) => one.status !== 'new' && chance(0.9))
    .map((lead) =>
      makeInteraction({
        subject: { entity: 'lead', id: `@${lead.$key}` },
        owner: String(lead.owner).slice(1),
        since: dayOf(String(lead.created_at)),
      }),
    );
}

export function makeInteractions(subjects: Subjects): Row[] {
  const interactions = [
    ...makeAccountTalks(subjects.accounts),
    ...makeDealTalks(subjects),
    ...makeLeadTalks(subjects.leads),
  ];
  interactions.sort((a, b) => (String(a.happened_at) < String(b.happened_at) ? -1 : 1));
  interactions.forEach((row, index) => {
    row.$key = `i${index + 1}`;
  });
  return interactions;
}
