/**
 * What participants of a ClearNode 0.x (NitroRPC 0.2 and 0.4) sign, and whether they did: frozen requests, definitions, logins,
 * mandates, custody states. Byte-exact, without any I/O. May use {@code signing} and {@code value}, nothing else.
 */
@NullMarked
package dev.epilogue.signing.nitrorpc;

import org.jspecify.annotations.NullMarked;
