/** The Custody contract of a ClearNode 0.x: its calls, answers, events and errors. */
@NullMarked
package dev.epilogue.chain.custody;

import org.jspecify.annotations.NullMarked;
