package dev.epilogue.logs;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** {@code %wEx}: a stack trace in which no exception's message begins a line of its own. */
public final class EscapedThrowable extends ExtendedWhitespaceThrowableProxyConverter {

    @Override
    protected String throwableProxyToString(IThrowableProxy thrown) {
        return super.throwableProxyToString(new Escaped(thrown));
    }

    private record Escaped(IThrowableProxy original) implements IThrowableProxy {

        private static @Nullable IThrowableProxy of(@Nullable IThrowableProxy other) {
            return other == null ? null : new Escaped(other);
        }

        @Override
        public @Nullable String getMessage() {
            String message = original.getMessage();
            return message == null ? null : Escapes.of(message);
        }

        @Override
        public @Nullable String getOverridingMessage() {
            String message = original.getOverridingMessage();
            return message == null ? null : Escapes.of(message);
        }

        @Override
        public String getClassName() {
            return original.getClassName();
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return original.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return original.getCommonFrames();
        }

        @Override
        public @Nullable IThrowableProxy getCause() {
            return of(original.getCause());
        }

        @Override
        public IThrowableProxy[] getSuppressed() {
            IThrowableProxy[] suppressed = original.getSuppressed().clone();
            for (int i = 0; i < suppressed.length; i++) {
                suppressed[i] = new Escaped(suppressed[i]);
            }
            return suppressed;
        }

        @Override
        public boolean isCyclic() {
            return original.isCyclic();
        }
    }
}
