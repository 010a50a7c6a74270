package dev.epilogue.channel.update;

import dev.epilogue.signing.Payload;
import java.time.Instant;
import java.util.List;

/**
 * What the participant is asked to sign. Other bytes make another ask, with a higher round.
 *
 * @param round from 1
 * @param because why it was asked, by name
 */
public record Ask(int round, List<Payload> payloads, String because, Instant at) {

    public Ask {
        payloads = List.copyOf(payloads);
    }

    public List<Payload> required() {
        return payloads.stream().filter(Payload::required).toList();
    }
}
