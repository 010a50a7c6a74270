/** Endpoints that are told what happens: places in the feeds of their tenants, deliveries, and whom the service may call. */
@NullMarked
package dev.epilogue.webhook;

import org.jspecify.annotations.NullMarked;
