/** The pages on which people look at what they are asked to sign, and sign it: static files, and what they share with the client. */
@NullMarked
package dev.epilogue.web.pages;

import org.jspecify.annotations.NullMarked;
