/**
 * Everything that goes wrong. `code` decides: the service's own codes as its contract lists them, and the client's, listed in the
 * documentation. `problem` is the service's answer, null where it was not asked or gave none.
 */
export class EpilogueError extends Error {
  constructor(code, message, { retryable = false, problem = null, cause, ...more } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "EpilogueError";
    this.code = code;
    this.retryable = retryable;
    this.problem = problem;
    Object.assign(this, more);
  }

  static ofProblem(problem) {
    return new EpilogueError(problem.code, problem.detail ?? problem.title, {
      retryable: problem.retryable === true,
      problem,
      status: problem.status,
    });
  }
}

/** The service asks to sign something else than it shows, or than was agreed. Nothing was signed. */
export class PayloadMismatch extends EpilogueError {
  constructor(path, expected, actual) {
    super("payload-mismatch", `refused to sign: ${path} is ${show(actual)}, expected ${show(expected)}`, { path, expected, actual });
    this.name = "PayloadMismatch";
  }
}

function show(value) {
  const text = typeof value === "string" ? JSON.stringify(value) : String(typeof value === "object" ? JSON.stringify(value) : value);
  return text.length > 200 ? text.slice(0, 200) + "…" : text;
}
