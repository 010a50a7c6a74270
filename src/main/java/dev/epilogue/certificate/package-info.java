/**
 * What can be proved of a closure with one file, and how that is checked without a service: statements of which each says who signed it,
 * the chain of events, and a seal over all of it. Knows only values and signing, so that the check runs anywhere.
 */
@NullMarked
package dev.epilogue.certificate;

import org.jspecify.annotations.NullMarked;
