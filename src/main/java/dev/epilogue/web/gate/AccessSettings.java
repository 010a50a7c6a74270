package dev.epilogue.web.gate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets in.
 *
 * @param mode {@code REQUIRED}: nobody without a credential; {@code OPEN}: a call without one is the tenant {@code default} with every
 *     right, which a service that only its own machine reaches may allow
 */
@ConfigurationProperties("epilogue.access")
public record AccessSettings(@DefaultValue("REQUIRED") Mode mode) {

    /** Whether callers need a credential. */
    public enum Mode {
        REQUIRED,
        OPEN
    }
}
