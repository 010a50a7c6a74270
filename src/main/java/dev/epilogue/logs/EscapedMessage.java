package dev.epilogue.logs;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import org.jspecify.annotations.Nullable;

/** {@code %m}: one line, whatever it was made of. */
public final class EscapedMessage extends MessageConverter {

    @Override
    public @Nullable String convert(ILoggingEvent event) {
        String message = super.convert(event);
        return message == null ? null : Escapes.of(message);
    }
}
