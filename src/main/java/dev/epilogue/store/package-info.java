/**
 * Closures in PostgreSQL, the only truth. A change is one statement and so one transaction: state, signatures, gate and events
 * together, guarded by revision and, for workers, by lease epoch.
 */
@NullMarked
package dev.epilogue.store;

import org.jspecify.annotations.NullMarked;
