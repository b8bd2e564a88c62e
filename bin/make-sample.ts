// Writes the demonstration data of the default packs, the made-up story of a maker of automation equipment
// and its customers, the same on every run of `node bin/bun.mjs bin/make-sample.ts`.
import { accountFinder, makeAccounts } from './sample/accounts.ts';
import { checkCodes } from './sample/codes.ts';
import { makeCompetitors } from './sample/competitors.ts';
import { makeContacts } from './sample/contacts.ts';
import { writePacks } from './sample/files.ts';
import { makeInteractions } from './sample/interactions.ts';
import { makeLeads } from './sample/leads.ts';
import { makeOpportunities } from './sample/opportunities.ts';
import { departments, makeUsers } from './sample/organisation.ts';
import { priceListLines, priceLists } from './sample/price-lists.ts';
import { makeProducts } from './sample/products.ts';
import { makeRates } from './sample/rates.ts';
import { makeTasks } from './sample/tasks.ts';

checkCodes();

// All of these draw from one stream of chance: another order tells another story.
const users = makeUsers();
const products = makeProducts();
const competitors = makeCompetitors();
const accounts = makeAccounts();
const accountOf = accountFinder(accounts);
const contacts = makeContacts(accounts);
const { opportunities, opportunityLines } = makeOpportunities(accounts, competitors);
const leads = makeLeads({ opportunities, contacts, accountOf });
const interactions = makeInteractions({ accounts, opportunities, leads, accountOf });
const tasks = makeTasks({ accounts, opportunities, leads, accountOf });
const rates = makeRates();

writePacks({
  system: { department: departments, user: users, exchange_rate: rates },
  'crm-core': { account: accounts.map((account) => account.row), contact: contacts },
  'crm-sales': {
    product: products,
    price_list: priceLists,
    price_list_line: priceListLines,
    competitor: competitors,
    opportunity: opportunities,
    opportunity_line: opportunityLines,
    lead: leads,
    interaction: interactions,
    task: tasks,
  },
});
