/** The tenants of this deployment, and which sessions and channels each of them may see at the nodes. */
@NullMarked
package dev.epilogue.tenancy;

import org.jspecify.annotations.NullMarked;
