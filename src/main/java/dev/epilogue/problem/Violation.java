package dev.epilogue.problem;

/**
 * One fault of a request.
 *
 * @param path where, as in {@code finalState.allocations[1].amount}
 * @param code stable, kebab-case
 */
public record Violation(String path, String code, String detail) {}
