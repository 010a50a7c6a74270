package dev.epilogue.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs where the address of a Citus cluster is given, and is skipped by name where it is not. Tagged {@code citus}. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("citus")
@EnabledIf(
        value = "dev.epilogue.testing.CitusCluster#isGiven",
        disabledReason = "no cluster: -Depilogue.test.citus.url=postgresql://user:password@coordinator:port/database")
public @interface EnabledIfCitus {}
