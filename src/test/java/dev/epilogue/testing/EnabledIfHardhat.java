package dev.epilogue.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Skips a test where no Hardhat is named: two releases are half a gigabyte, which is not installed for it. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(
        named = "HARDHAT",
        matches = ".+",
        disabledReason = "HARDHAT names no folder in which a release is installed")
public @interface EnabledIfHardhat {}
