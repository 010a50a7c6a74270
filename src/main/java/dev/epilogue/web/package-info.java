/** REST and SSE: reads requests strictly, asks a desk, renders answers. Knows no SQL and decides nothing about closures. */
@NullMarked
package dev.epilogue.web;

import org.jspecify.annotations.NullMarked;
