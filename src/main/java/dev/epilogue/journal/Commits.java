package dev.epilogue.journal;

import dev.epilogue.closure.Change;
import dev.epilogue.closure.Closure;
import dev.epilogue.closure.ClosureEvent;
import dev.epilogue.closure.ClosureId;
import dev.epilogue.store.Json;
import dev.epilogue.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What this process has just stored. Its own followers of the closure get the events from here, without a look at the database;
 * others are told that there is something to read.
 */
@Component
public class Commits {

    private final ClosureFeeds feeds;
    private final Wakeups wakeups;

    Commits(ClosureFeeds feeds, Wakeups wakeups) {
        this.feeds = feeds;
        this.wakeups = wakeups;
    }

    /** @param due whether there is something to do for it at once, and nobody does it */
    public void stored(Change change, Stored stored, boolean due) {
        Closure closure = change.after();
        if (feeds.follow(closure.id())) {
            feeds.stored(closure.id(), deliveries(change, stored));
        }
        wakeups.stored(closure.id(), due);
    }

    /** Nobody has it in hand, and there is something to do. */
    public void due(ClosureId id) {
        wakeups.due(id);
    }

    /** As the rows say it that were written. */
    private static List<Delivery> deliveries(Change change, Stored stored) {
        Closure closure = change.after();
        List<Delivery> deliveries = new ArrayList<>();
        long number = stored.lastEvent() - change.events().size();
        for (ClosureEvent event : change.events()) {
            number++;
            JournalEvent told = new JournalEvent(
                    closure.id(),
                    number,
                    event.type().wireName(),
                    closure.times().updatedAt(),
                    closure.subject().sessionId(),
                    event.status().name(),
                    closure.revision(),
                    JsonbText.of(Json.write(event.data())));
            Position position = new Position(stored.xid(), closure.id().uuid(), number);
            deliveries.add(new Delivery(told, closure.tenant(), position, Set.of()));
        }
        return deliveries;
    }
}
