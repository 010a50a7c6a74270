/** How the log is written. */
@NullMarked
package dev.epilogue.logs;

import org.jspecify.annotations.NullMarked;
