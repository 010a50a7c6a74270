/** Credentials of applications and operators: keys that this service gives out, tokens that issuers of the operator's choice sign. */
@NullMarked
package dev.epilogue.credential;

import org.jspecify.annotations.NullMarked;
