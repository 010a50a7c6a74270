package dev.epilogue.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips a test, visibly and with the reason, where no geth is installed. With {@code EPILOGUE_REQUIRE_GETH=true} in the environment the
 * test runs anyway, and fails.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GethAvailable.class)
public @interface EnabledIfGeth {}
