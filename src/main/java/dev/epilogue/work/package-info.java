/**
 * Durable work on rows of any table: claimed under a lease on the database's time, with an epoch that every write of the worker
 * names. Knows nothing of what the rows mean.
 */
@NullMarked
package dev.epilogue.work;

import org.jspecify.annotations.NullMarked;
