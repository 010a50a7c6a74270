/**
 * The 0.x dialect: ClearNodes 0.5 with sessions of NitroRPC 0.2 and 0.4. Signed answers, a login for frames, pushes that prove
 * nothing.
 */
@NullMarked
package dev.epilogue.node.nitrorpc;

import org.jspecify.annotations.NullMarked;
