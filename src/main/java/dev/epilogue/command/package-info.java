/**
 * What is done from a shell. A command works on the database (tenants, keys), asks a running service by its API, or does with neither;
 * none starts a service.
 */
@NullMarked
package dev.epilogue.command;

import org.jspecify.annotations.NullMarked;
