/**
 * How often callers may ask for what costs something: one bucket for each caller and kind, decided on in memory and made up between
 * instances once a moment. Knows neither HTTP nor what is asked for.
 */
@NullMarked
package dev.epilogue.limits;

import org.jspecify.annotations.NullMarked;
