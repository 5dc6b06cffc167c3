/* Conditions as a tree of lines and groups, and back to the data that the catalogue keeps.

   A line is {fact, test, values}; a group is {join: "all" | "any" | "none", parts: [...]}. The
   operators come from the server, each with its test and the shape of its operand: « is » is the
   test that the catalogue writes without an operator, « not … » is the contrary of another. */
"use strict";
window.conditions = window.conditions || {};
{
  const BARE = "is";
  const CONTRARY = "not ";
  let operators = {};
  let shapes = new Map();
  let contraries = new Set();

  /* Take the operators of the vocabulary: all that is known of them here. */
  const learn = (found) => {
    operators = found;
    const all = Object.values(found);
    shapes = new Map(all.map(({ test, shape }) => [test, shape]));
    contraries = new Set(all.filter(({ contrary }) => contrary).map(({ test }) => test));
  };

  const isContrary = (test) => test.startsWith(CONTRARY);
  const positive = (test) => (isContrary(test) ? test.slice(CONTRARY.length) : test);

  const shapeOf = (test) => {
    const shape = shapes.get(positive(test));
    if (!shape) throw new Error(`unknown test: ${test}`);
    return shape;
  };

  const isMapping = (data) => data !== null && typeof data === "object" && !Array.isArray(data);

  const listed = (operand) => (operand === null ? [] : [].concat(operand));

  const testOf = (fact, name, operand) => {
    if (!operators[name]) throw new Error(`unknown operator: ${name}`);
    const { test, shape } = operators[name];
    if (shape === "flag") return { fact, test: operand === false ? CONTRARY + test : test, values: [] };
    if (shape === "duration") return { fact, test, duration: isMapping(operand) ? operand : {}, values: [] };
    return { fact, test, values: listed(operand) };
  };

  const linesOf = (mapping) =>
    Object.entries(mapping).flatMap(([key, value]) => {
      if (key === "not") return [negation(isMapping(value) ? value : {})];
      if (key === "any" || key === "all") return [{ join: key, parts: [].concat(value).filter(isMapping).map(blockOf) }];
      if (isMapping(value)) return Object.entries(value).map(([operator, operand]) => testOf(key, operator, operand));
      return [{ fact: key, test: BARE, values: listed(value) }];
    });

  const blockOf = (mapping) => {
    const parts = linesOf(mapping);
    return parts.length === 1 ? parts[0] : { join: "all", parts };
  };

  const negation = (mapping) => {
    const inner = blockOf(mapping);
    if (contraries.has(inner.test)) return { ...inner, test: CONTRARY + inner.test };
    return { join: "none", parts: inner.join === "any" ? inner.parts : [inner] };
  };

  /* The tree of a condition: always a group, empty if it always holds. */
  const read = (data) => {
    const block = blockOf(data);
    return block.join ? block : { join: "all", parts: [block] };
  };

  const operandOf = ({ test, values, duration }) => {
    if (test === BARE) return values.length === 1 ? values[0] : values;
    const shape = shapeOf(test);
    if (shape === "flag") return { [positive(test)]: !isContrary(test) };
    if (shape === "duration") return { [test]: duration };
    if (shape === "list" || shape === "range") return { [test]: values };
    return { [test]: values.length ? values[0] : null };
  };

  const lineData = (line) => {
    if (!line.fact) return null;
    const test = positive(line.test);
    if (contraries.has(test) && isContrary(line.test)) return { not: { [line.fact]: operandOf({ ...line, test }) } };
    return { [line.fact]: operandOf(line) };
  };

  /* Join mappings into one, if no line of one would take the place of another's. */
  const merged = (parts) => {
    const result = {};
    for (const part of parts) {
      for (const [key, value] of Object.entries(part)) {
        const there = result[key];
        if (there === undefined) {
          result[key] = value;
        } else if (!["any", "all", "not"].includes(key) && isMapping(there) && isMapping(value)
          && !Object.keys(value).some((operator) => operator in there)) {
          result[key] = { ...there, ...value };
        } else {
          return { all: parts };
        }
      }
    }
    return result;
  };

  /* The data of a line or group, null of what says nothing (yet). */
  const write = (node) => {
    if (!node.join) return lineData(node);
    const parts = node.parts.map(write).filter((part) => part !== null);
    if (!parts.length) return null;
    if (node.join === "any") return { any: parts };
    if (node.join === "none") return { not: parts.length === 1 ? parts[0] : { any: parts } };
    return merged(parts);
  };

  const isWhole = (node) => {
    if (node.join) return node.parts.every(isWhole);
    if (!node.fact) return false;
    const shape = shapeOf(node.test);
    if (shape === "flag") return true;
    if (shape === "duration") {
      const counts = Object.values(node.duration || {});
      return counts.length > 0 && counts.every(Number.isInteger);
    }
    const wanted = shape === "range" ? 2 : 1;
    return node.values.filter((one) => one !== null && one !== "").length >= wanted;
  };

  window.conditions.tree = { learn, read, write, isWhole, shapeOf };
}
