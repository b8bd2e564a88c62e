// How a node of a classification is written: its code, or "edition/code" for one of an edition other than the current.
const CODE = '[A-Za-z0-9][A-Za-z0-9_.-]{0,59}';
const NODE = `(?:${CODE}/)?${CODE}`;

export const NODE_CODE = new RegExp(`^${NODE}$`);
/** With the classification in front, where a field has several. */
export const TREE_NODE_CODE = new RegExp(`^[a-z][a-z0-9_]*:${NODE}$`);
