/** The v1 dialect: Nitronodes from 1.3 on. Arrays of five, no authentication, no pushes. */
@NullMarked
package dev.epilogue.node.nitronode;

import org.jspecify.annotations.NullMarked;
