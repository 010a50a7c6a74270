/** From closures to answers, by the wire names that never change. Every member is always there, null where there is nothing. */
@NullMarked
package dev.epilogue.web.view;

import org.jspecify.annotations.NullMarked;
