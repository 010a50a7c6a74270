/** Who comes next, where several wait. Knows nobody. */
@NullMarked
package dev.epilogue.turns;

import org.jspecify.annotations.NullMarked;
