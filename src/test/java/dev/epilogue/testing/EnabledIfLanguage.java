package dev.epilogue.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Skips a test, visibly and with the reason, where a language is missing or its libraries cannot be had. With
 * {@code EPILOGUE_REQUIRE_GO=true} or {@code EPILOGUE_REQUIRE_PYTHON=true} in the environment the test runs anyway, and fails.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EnabledIfLanguage.Available.class)
public @interface EnabledIfLanguage {

    Language value();

    /** With the signer libraries in {@code src/test}. */
    enum Language {
        GO(GoSigners::hindrance),
        PYTHON(PythonSigners::hindrance);

        private final Supplier<String> hindrance;

        Language(Supplier<String> hindrance) {
            this.hindrance = hindrance;
        }

        private ConditionEvaluationResult evaluated() {
            String hindered = hindrance.get();
            return hindered.isEmpty() || Boolean.parseBoolean(System.getenv("EPILOGUE_REQUIRE_" + name()))
                    ? ConditionEvaluationResult.enabled(name() + " and its libraries are there")
                    : ConditionEvaluationResult.disabled(hindered);
        }
    }

    /** The condition. */
    final class Available implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getElement(), EnabledIfLanguage.class)
                    .map(wanted -> wanted.value().evaluated())
                    .orElseGet(() -> ConditionEvaluationResult.enabled("no language is asked for"));
        }
    }
}
