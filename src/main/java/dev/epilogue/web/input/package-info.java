/** From bytes to requests: every member is known, every value has its type and range, and all faults are told at once. */
@NullMarked
package dev.epilogue.web.input;

import org.jspecify.annotations.NullMarked;
