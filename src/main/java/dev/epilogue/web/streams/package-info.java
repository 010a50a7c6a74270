/** Events: one closure's, an inbox's, a tenant's, live over server-sent events or page by page. */
@NullMarked
package dev.epilogue.web.streams;

import org.jspecify.annotations.NullMarked;
