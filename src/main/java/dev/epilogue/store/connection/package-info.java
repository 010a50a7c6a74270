/** Connections to PostgreSQL that end in time, whatever stands between, and are not handed out dead. */
@NullMarked
package dev.epilogue.store.connection;

import org.jspecify.annotations.NullMarked;
