/** JSON as the node's language reads and writes it: names that fold, duplicates that win, numbers that pass through doubles. */
package dev.epilogue.sandbox.clearnode.gojson;
