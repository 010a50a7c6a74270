/** From whatever went wrong to one problem document (RFC 9457), without letting foreign words through. */
@NullMarked
package dev.epilogue.web.problem;

import org.jspecify.annotations.NullMarked;
