@NullMarked
package dev.epilogue.sandbox.nitronode;

import org.jspecify.annotations.NullMarked;
