/** What every room shares: the table of routes, strict reading of requests, rendering of values, idempotency and admission. Knows no resource. */
@NullMarked
package dev.epilogue.web.http;

import org.jspecify.annotations.NullMarked;
