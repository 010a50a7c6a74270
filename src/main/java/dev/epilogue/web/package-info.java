/**
 * REST and SSE: reads requests strictly, asks a desk, renders answers. Knows no SQL and decides nothing about closures. What a caller
 * touches names the room; what all rooms share is in {@code http} and {@code problem}.
 */
@NullMarked
package dev.epilogue.web;

import org.jspecify.annotations.NullMarked;
