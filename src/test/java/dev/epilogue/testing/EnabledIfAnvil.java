package dev.epilogue.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips a test, visibly and with the reason, where no local chain can be started: Node.js is missing, {@code npm ci} fails, or
 * there is no anvil for this platform. With {@code EPILOGUE_REQUIRE_NODE=true} in the environment the test runs anyway, and
 * fails. Tagged {@code chain}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("chain")
@ExtendWith(AnvilAvailable.class)
public @interface EnabledIfAnvil {}
