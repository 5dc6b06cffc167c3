/* Conditions as a tree of lines and groups, and back to the data that the catalogue keeps.

   A line is {fact, test, values}; a group is {join: "all" | "any" | "none", parts: [...]}. */
"use strict";
window.conditions = window.conditions || {};
{
  const FLIPPED = { is: "is_not", in_group: "not_in_group" };
  const NEGATED = { is_not: "is", not_in_group: "in_group" };
  const DURATIONS = ["within", "beyond", "since_at_least", "since_less_than"];

  const isMapping = (data) => data !== null && typeof data === "object" && !Array.isArray(data);

  const testOf = (fact, operator, operand) => {
    if (operator === "eq" || operator === "in") return { fact, test: "is", values: [].concat(operand) };
    if (operator === "includes" || operator === "includes_any") return { fact, test: "is", values: [].concat(operand) };
    if (operator === "known") return { fact, test: operand === false ? "unknown" : "known", values: [] };
    if (operator === "past") return { fact, test: operand === false ? "not_past" : "past", values: [] };
    if (DURATIONS.includes(operator)) return { fact, test: operator, duration: isMapping(operand) ? operand : {}, values: [] };
    return { fact, test: operator, values: operand === null ? [] : [].concat(operand) };
  };

  const linesOf = (mapping) =>
    Object.entries(mapping).flatMap(([key, value]) => {
      if (key === "not") return [negation(isMapping(value) ? value : {})];
      if (key === "any" || key === "all") return [{ join: key, parts: [].concat(value).filter(isMapping).map(blockOf) }];
      if (isMapping(value)) return Object.entries(value).map(([operator, operand]) => testOf(key, operator, operand));
      return [testOf(key, "in", value === null ? [] : value)];
    });

  const blockOf = (mapping) => {
    const parts = linesOf(mapping);
    return parts.length === 1 ? parts[0] : { join: "all", parts };
  };

  const negation = (mapping) => {
    const inner = blockOf(mapping);
    if (FLIPPED[inner.test]) return { ...inner, test: FLIPPED[inner.test] };
    return { join: "none", parts: inner.join === "any" ? inner.parts : [inner] };
  };

  /* The tree of a condition: always a group, empty if it always holds. */
  const read = (data) => {
    const block = blockOf(data);
    return block.join ? block : { join: "all", parts: [block] };
  };

  const operandOf = (line) => {
    const { test, values } = line;
    if (test === "known" || test === "unknown") return { known: test === "known" };
    if (test === "past" || test === "not_past") return { past: test === "past" };
    if (DURATIONS.includes(test)) return { [test]: line.duration };
    if (test === "is") return values.length === 1 ? values[0] : values;
    if (test === "between" || test === "includes_all") return { [test]: values };
    return { [test]: values.length ? values[0] : null };
  };

  const lineData = (line) => {
    if (!line.fact) return null;
    const positive = NEGATED[line.test];
    if (positive) return { not: { [line.fact]: operandOf({ ...line, test: positive }) } };
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
    if (!node.fact || ["known", "unknown", "past", "not_past"].includes(node.test)) return Boolean(node.fact);
    if (DURATIONS.includes(node.test)) {
      const counts = Object.values(node.duration || {});
      return counts.length > 0 && counts.every(Number.isInteger);
    }
    const wanted = node.test === "between" ? 2 : 1;
    return node.values.filter((one) => one !== null && one !== "").length >= wanted;
  };

  window.conditions.tree = { read, write, isWhole, DURATIONS };
}
