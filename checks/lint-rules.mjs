// Four lint rules of this project. The file is plain JavaScript, because the linter loads it without compiling it.

/** `new Date()` reads the clock; `new Date(at)` does not. */
const noClock = {
  create: (context) => ({
    NewExpression(node) {
      if (node.callee.name === "Date" && node.arguments.length === 0) {
        context.report({ node, message: "Take the time as a parameter; only the outermost files read the clock." });
      }
    },
  }),
};

const isBuilt = (node) =>
  (node?.type === "TemplateLiteral" && node.expressions.length > 0) ||
  (node?.type === "BinaryExpression" && node.operator === "+");

/** The text of an SQL statement must be constant, with values bound as parameters. Covers D1's `prepare` and an object's `sql.exec`. */
const noSqlFromText = {
  create: (context) => ({
    CallExpression(node) {
      const { callee } = node;
      if (callee.type !== "MemberExpression") return;
      const isPrepare = callee.property.name === "prepare";
      const isObjectSql =
        callee.property.name === "exec" && (callee.object.property?.name ?? callee.object.name) === "sql";
      if ((isPrepare || isObjectSql) && isBuilt(node.arguments[0])) {
        context.report({ node, message: "Keep the statement constant and bind its values." });
      }
    },
  }),
};

/**
 * A `default` also handles cases that its author did not think of. Without a `default` the compiler reports a missing case. The
 * linter knows no types, so the rule is for every `switch`. For values of an open type, such as a text from outside, use a table
 * or `if`.
 */
const noDefaultCase = {
  create: (context) => ({
    SwitchCase(node) {
      if (node.test === null)
        context.report({ node, message: "Name each case; look a value up, or ask with `if`, where it may be any." });
    },
  }),
};

/** With zod's export `z`, a bundle has all of zod, the error messages of 50 languages included: 450 KB more in each Worker. */
const zodAsNamespace = {
  create: (context) => ({
    ImportDeclaration(node) {
      const isOfZod = node.source.value === "zod" && node.specifiers.length > 0;
      if (isOfZod && node.specifiers[0].type !== "ImportNamespaceSpecifier")
        context.report({ node, message: 'Write: import * as z from "zod".' });
    },
  }),
};

export default {
  meta: { name: "holdpoint" },
  rules: {
    "no-clock": noClock,
    "no-sql-from-text": noSqlFromText,
    "no-default-case": noDefaultCase,
    "zod-as-namespace": zodAsNamespace,
  },
};
