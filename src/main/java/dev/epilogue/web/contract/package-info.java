/** The API's description, and the page that shows it. */
@NullMarked
package dev.epilogue.web.contract;

import org.jspecify.annotations.NullMarked;
