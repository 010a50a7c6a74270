package dev.epilogue.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs where PgBouncer is installed, and is skipped by name where it is not. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(value = "dev.epilogue.testing.PgBouncer#isInstalled", disabledReason = "no pgbouncer on this machine")
public @interface EnabledIfPgBouncer {}
