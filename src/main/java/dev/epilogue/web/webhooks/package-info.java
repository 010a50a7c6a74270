/** A tenant's webhooks: made, changed, tried, looked at, and played again. */
@NullMarked
package dev.epilogue.web.webhooks;

import org.jspecify.annotations.NullMarked;
