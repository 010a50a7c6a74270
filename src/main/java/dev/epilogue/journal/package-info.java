/** What happened, in order: the event log of closures, its readers, and the wake-ups that spare them polling. */
@NullMarked
package dev.epilogue.journal;

import org.jspecify.annotations.NullMarked;
