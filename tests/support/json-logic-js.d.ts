// The part of json-logic-js that the conformance test uses.
declare module 'json-logic-js' {
  const jsonLogic: { apply(rule: unknown, record: unknown): unknown };
  export default jsonLogic;
}
