package dev.epilogue.channel.update;

import dev.epilogue.node.Acknowledgements;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameAnswer;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.problem.Actor;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hands a stored frame to the node, and stores what is known of it afterwards. Nothing here proves anything. */
@Component
class Relays {

    private final UpdateBench bench;
    private final UpdateVault vault;
    private final ChannelUpdateSettings settings;

    Relays(UpdateBench bench, UpdateVault vault, ChannelUpdateSettings settings) {
        this.bench = bench;
        this.vault = vault;
        this.settings = settings;
    }

    /** v1: an acknowledgement that the participant has signed. */
    Mono<Held> intend(Held held, Next.Relay relay, Acknowledgements acknowledgements) {
        String wire = vault.open(held, relay.signature());
        return intend(held, acknowledgements.frame(relay.acknowledgement(), wire, held.now()), null);
    }

    /** The frame as it will be sent: stored, then sent by the next step. */
    Mono<Held> intend(Held held, Frame frame, @Nullable NodeChannel channel) {
        String sealed = vault.seal(
                held.update().id(),
                held.wrappedKey(),
                UpdateVault.Kind.FRAME,
                Long.toString(frame.requestId()),
                frame.text());
        Stage.Relaying relaying = new Stage.Relaying(frame.requestId(), sealed, channel, 0, null, false);
        return bench.store(held, held.update().moved(relaying, held.now()));
    }

    /** A try whose outcome is not known yet is stored before the frame leaves; whoever takes over in between only reads first. */
    Mono<Held> send(
            Held held,
            Stage.Relaying relaying,
            BiFunction<Frame, SendDeadline, Mono<FrameAnswer>> submit,
            BiFunction<Held, String, ChannelUpdate> accepted) {
        Instant again = nextTry(relaying);
        if (held.now().isBefore(again)) {
            return bench.store(held, held.update().lookedAt("The node's answer is read back.", again, held.now()));
        }
        Stage.Relaying trying = relaying.sending(held.now());
        return bench.intend(held, held.update().moved(trying, held.now()))
                .flatMap(intended -> submit.apply(frame(intended, trying), intended.sendDeadline(settings.sendMargin()))
                        .flatMap(answer -> bench.store(intended, answered(intended, trying, answer, accepted))));
    }

    private Instant nextTry(Stage.Relaying relaying) {
        Instant sentAt = relaying.sentAt();
        return sentAt == null || !relaying.unknown() ? Instant.MIN : sentAt.plus(settings.pause(relaying.tries()));
    }

    private Frame frame(Held held, Stage.Relaying relaying) {
        String text = vault.open(
                held.update().id(),
                held.wrappedKey(),
                UpdateVault.Kind.FRAME,
                Long.toString(relaying.requestId()),
                relaying.frame());
        return new Frame(relaying.requestId(), text);
    }

    private ChannelUpdate answered(
            Held held, Stage.Relaying relaying, FrameAnswer answer, BiFunction<Held, String, ChannelUpdate> accepted) {
        ChannelUpdate update = held.update();
        Instant now = held.now();
        return switch (answer.outcome()) {
            case FrameOutcome.Accepted ok ->
                answer.text() == null ? update.moved(relaying, now) : accepted.apply(held, answer.text());
            case FrameOutcome.Unknown unknown -> hindered(held, relaying, "answer-lost", unknown.reason());
            case FrameOutcome.NotSent notSent -> hindered(held, relaying.notSent(), "not-sent", notSent.reason());
            case FrameOutcome.Refused refused -> refused(held, relaying, refused);
        };
    }

    /**
     * A text that no table knows leaves the outcome unknown, and so does a failure of the node's own: it may come when the work is
     * done already. Any other error says that nothing was done.
     */
    private ChannelUpdate refused(Held held, Stage.Relaying relaying, FrameOutcome.Refused refused) {
        return switch (refused.error()) {
            case UNCLASSIFIED -> hindered(held, relaying, "answer-unclear", refused.text());
            case TRANSIENT -> hindered(held, relaying, "node-failed", refused.text());
            case AUTHENTICATION -> hindered(held, relaying.notSent(), "node-failed", refused.text());
            case BLOCKED ->
                hindered(held, new Stage.Looking(), "blocked-by-participant", refused.text(), Actor.PARTICIPANT);
            default -> hindered(held, new Stage.Looking(), "node-refused", refused.text());
        };
    }

    private ChannelUpdate hindered(Held held, Stage stage, String code, String detail) {
        return hindered(held, stage, code, detail, Actor.NODE);
    }

    private ChannelUpdate hindered(Held held, Stage stage, String code, String detail, Actor actor) {
        ChannelUpdate update = held.update();
        return update.with(update.progress().again(stage))
                .hindered(code, detail, actor, settings.pause(update.attempts() + 1), held.now());
    }
}
