package dev.epilogue.web.webhooks;

import dev.epilogue.journal.JournalEvent;
import dev.epilogue.journal.Position;
import dev.epilogue.web.http.Wire;
import dev.epilogue.web.streams.EventView;
import dev.epilogue.webhook.EventText;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What endpoints are sent is what streams carry. */
@Component
final class EventBodies implements EventText {

    @Override
    public String of(JournalEvent event, Position position) {
        return Wire.text(EventView.of(event, position.text()));
    }

    @Override
    public String ofNone(String id, Position position, String type, Instant at, Map<String, ?> data) {
        return Wire.text(EventView.ofNoClosure(id, position.text(), type, at, data));
    }
}
