/** The table of routes and the gate before it: credentials are looked at here, and every call is decided on here. */
@NullMarked
package dev.epilogue.web.gate;

import org.jspecify.annotations.NullMarked;
