// Who works with the deals: owners, a tree of 2,000 departments, and people who see one, some or many of either.
import { createRecord } from '../../core/records/write.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Fill } from './fill.ts';

/** Owners of a twentieth of the deals each; the last twentieth is shared by the staff. */
const OWNERS = 20;
const STAFF = 400;
const CUSTOMERS = 200;
/** Owners below the lead. */
const LED = 3;
/** Staff below the manager; the director stands above the manager and all other staff. */
const MANAGED = 40;
const REGIONS = 20;
const DISTRICTS = 9;
const BRANCHES = 10;

type Create = (entity: string, input: object) => Promise<string>;
type Person = (name: string, roles: readonly string[], more?: object) => Promise<string>;

/** Makes everybody. @returns what the deals refer to, in the order they take turns */
export async function makePeople(runtime: Runtime): Promise<Omit<Fill, 'rows'>> {
  const context = runtime.systemContext('bench');
  const roles = await runtime.database.read.all({
    sql: 'select "role"."id", "role"."key" from "role"',
    parameters: [],
  });
  const roleId = (key: string) => String(roles.find((row) => row.key === key)?.id);
  return runtime.database.write(async (connection) => {
    const create: Create = async (entity, input) => {
      const options = { trusted: true, connection };
      return String((await createRecord(context, entity, { ...input }, options)).id);
    };
    const person: Person = (name, keys, more = {}) => {
      const email = `${name}@example.com`;
      return create('user', { name, email, active: true, roles: keys.map(roleId), ...more });
    };
    const departments = await makeDepartments(create, person);
    const owners = await makeOwners(person);
    await person('boss', ['admin']);
    const customers: string[] = [];
    for (let index = 0; index < CUSTOMERS; index++)
      customers.push(await create('customer', { name: `客户 ${index}` }));
    return { owners, customers, departments };
  });
}

/** Regions of districts of branches, and somebody who sees one of each with all below. */
async function makeDepartments(create: Create, person: Person): Promise<string[]> {
  const departments: string[] = [];
  const add = async (name: string, parent: string | null) => {
    const id = await create('department', { name, parent });
    departments.push(id);
    return id;
  };
  for (let region = 0; region < REGIONS; region++) {
    const top = await add(`大区 ${region}`, null);
    if (region === 0) {
      await person('colleague', ['user', 'bench_department'], { department: top });
      await person('region', ['user', 'bench_region'], { department: top });
    }
    for (let district = 0; district < DISTRICTS; district++) {
      const middle = await add(`部门 ${region}.${district}`, top);
      if (region + district === 0)
        await person('district', ['user', 'bench_region'], { department: middle });
      for (let branch = 0; branch < BRANCHES; branch++)
        await add(`小组 ${region}.${district}.${branch}`, middle);
    }
  }
  return departments;
}

async function makeOwners(person: Person): Promise<string[]> {
  const lead = await person('lead', ['user', 'bench_lead']);
  const director = await person('director', ['user', 'bench_lead']);
  const manager = await person('manager', ['user', 'bench_lead'], { manager: director });
  const few: string[] = [];
  for (let index = 0; index < OWNERS - 1; index++) {
    const isLed = index > 0 && index <= LED;
    const more = { manager: isLed ? lead : null };
    few.push(await person(`member${index}`, ['user', 'bench_member'], more));
  }
  const staff: string[] = [];
  for (let index = 0; index < STAFF; index++) {
    const more = { manager: index < MANAGED ? manager : director };
    staff.push(await person(`staff${index}`, ['user', 'bench_member'], more));
  }
  return staff.flatMap((id) => [...few, id]);
}
