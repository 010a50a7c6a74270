/** What can be proved of a closure, as one file. */
@NullMarked
package dev.epilogue.web.certificate;

import org.jspecify.annotations.NullMarked;
