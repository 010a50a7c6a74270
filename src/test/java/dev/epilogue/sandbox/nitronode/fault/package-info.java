/** What can go wrong with a node on request: scripted per method and session. */
@NullMarked
package dev.epilogue.sandbox.nitronode.fault;

import org.jspecify.annotations.NullMarked;
