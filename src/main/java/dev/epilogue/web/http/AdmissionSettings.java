package dev.epilogue.web.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * From when on callers are asked to come back later.
 *
 * @param changes requests that are worked on, at the same time on this instance: those that change something, from the end of their body on
 * @param statements that wait for a database connection, on this instance
 * @param backlog due closures in nobody's hands, over all instances: new closures are refused then, signatures never
 */
@ConfigurationProperties("epilogue.admission")
public record AdmissionSettings(
        @DefaultValue("512") int changes,
        @DefaultValue("256") int statements,
        @DefaultValue("10000") int backlog) {

    public AdmissionSettings {
        if (changes < 1 || statements < 1 || backlog < 1) {
            throw new IllegalArgumentException(
                    "epilogue.admission: changes, statements and backlog must be at least 1");
        }
    }
}
