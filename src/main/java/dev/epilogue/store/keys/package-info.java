/** The master key's rotation to its end: everything that older ones wrap is wrapped anew, and counted until nothing is left. */
@NullMarked
package dev.epilogue.store.keys;

import org.jspecify.annotations.NullMarked;
