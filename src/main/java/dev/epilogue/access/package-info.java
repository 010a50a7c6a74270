/** Who may call what: principals, scopes and the rules of routes. Pure; knows neither HTTP nor how a credential is proved. */
@NullMarked
package dev.epilogue.access;

import org.jspecify.annotations.NullMarked;
