/** What an operator does from a shell, with the database at hand and no service running: tenants and the first keys. */
@NullMarked
package dev.epilogue.command;

import org.jspecify.annotations.NullMarked;
