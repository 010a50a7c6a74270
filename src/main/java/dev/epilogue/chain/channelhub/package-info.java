/** The ChannelHub contract of a Nitronode v1: its calls, answers, events and errors. */
@NullMarked
package dev.epilogue.chain.channelhub;

import org.jspecify.annotations.NullMarked;
