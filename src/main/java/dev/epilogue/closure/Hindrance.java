package dev.epilogue.closure;

import dev.epilogue.problem.Actor;
import java.time.Instant;

/**
 * Why the last step did not succeed; cleared when it does.
 *
 * @param code stable, kebab-case
 */
public record Hindrance(String code, String detail, Actor actor, Instant at) {}
