/** What can go wrong, by stable code: every refusal that a caller sees is one of these. */
@NullMarked
package dev.epilogue.problem;

import org.jspecify.annotations.NullMarked;
