package dev.epilogue.channel.update;

import dev.epilogue.closure.ChannelFact;
import dev.epilogue.closure.ChannelStep;
import dev.epilogue.closure.GivenChallenge;
import dev.epilogue.closure.Hindrance;
import dev.epilogue.closure.SettlementLine;
import dev.epilogue.problem.Actor;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.Purpose;
import dev.epilogue.value.Hash32;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One participant's channel on its way to what was asked for. Every method answers the update as it becomes, with the time of the
 * next look; nothing is stored here.
 *
 * @param revision moves with every write
 * @param dueAt when somebody looks again; null: when a signature comes, or never
 * @param attempts tries that did not help, since the last success
 */
public record ChannelUpdate(
        ChannelUpdateId id,
        ChannelOrder order,
        Progress progress,
        long revision,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant endedAt,
        @Nullable Instant dueAt,
        int attempts) {

    /** Older asks explain a signature that comes late; more of them would only fill the row. */
    private static final int ASKS_KEPT = 8;

    static ChannelUpdate opened(ChannelUpdateId id, ChannelOrder order, Instant now) {
        SettlementLine.Status reached =
                order.closure() == null ? SettlementLine.Status.PENDING : SettlementLine.Status.CREDITED;
        Progress progress = new Progress(
                new Stage.Looking(), reached, order.channelId(), null, List.of(), List.of(), null, null, null, null);
        return new ChannelUpdate(id, order, progress, 1, now, now, null, now, 0);
    }

    public Stage stage() {
        return progress.stage();
    }

    public boolean ended() {
        return stage() instanceof Stage.Ended;
    }

    public boolean late(Instant now) {
        return !now.isBefore(order.deadline());
    }

    public Optional<Ask> ask() {
        return progress.asks().isEmpty()
                ? Optional.empty()
                : Optional.of(progress.asks().getLast());
    }

    /** What counts for exactly these bytes. */
    Optional<Signed> signatureOver(Hash32 digest) {
        return progress.signatures().stream()
                .filter(signed -> signed.sealed() != null && signed.digest().equals(digest))
                .findFirst();
    }

    /** An authority to challenge that has neither become a pack nor been discarded. */
    Optional<Signed> challenge() {
        return progress.signatures().stream()
                .filter(signed -> signed.purpose() == Purpose.CHALLENGE && signed.sealed() != null)
                .findFirst();
    }

    /** Whether the participant ever gave one: then it is asked for it with every state that it is asked for. */
    boolean wantsToBeChallengeable() {
        return progress.signatures().stream().anyMatch(signed -> signed.purpose() == Purpose.CHALLENGE);
    }

    /** Whether everything that the newest ask requires is signed. */
    boolean signed() {
        return ask().filter(ask -> ask.required().stream()
                        .allMatch(payload -> signatureOver(payload.digest()).isPresent()))
                .isPresent();
    }

    /** What the closure that asked for it has to know. */
    public ChannelFact fact() {
        return new ChannelFact(
                order.participant(),
                order.asset(),
                progress.channelId(),
                progress.reached(),
                new ChannelStep(id.uuid(), stage().status(), progress.detail(), progress.challenge(), progress.moves()),
                ended());
    }

    /** From the first try that it foiled to the last one; null where it does not stand in the way. */
    @Nullable
    Duration hinderedByNodeFor() {
        Hindrance problem = progress.problem();
        return problem != null && problem.actor() == Actor.NODE ? problem.lasted() : null;
    }

    private ChannelUpdate at(Progress next, @Nullable Instant due, int tries, Instant now) {
        return new ChannelUpdate(id, order, next, revision + 1, createdAt, now, endedAt, due, tries);
    }

    /** The same with something learnt on the way; stored with the next step. */
    ChannelUpdate with(Progress learnt) {
        return new ChannelUpdate(id, order, learnt, revision, createdAt, updatedAt, endedAt, dueAt, attempts);
    }

    /** A further stage, to be worked on at once. Sending to the node once more is no success yet. */
    ChannelUpdate moved(Stage next, Instant now) {
        Progress moved = next instanceof Stage.Relaying ? progress.again(next) : progress.stage(next);
        return at(moved, now, attempts, now);
    }

    ChannelUpdate ended(Stage.Result result, SettlementLine.Status reached, @Nullable String detail, Instant now) {
        Progress last = progress.stage(new Stage.Ended(result)).reached(reached).because(detail);
        List<Signed> spent = last.signatures().stream().map(Signed::spent).toList();
        Progress told = discarding(last, spent, "NOT_SIGNED_BY_BOTH");
        return new ChannelUpdate(
                id, order, told.asks(told.asks(), spent), revision + 1, createdAt, now, now, null, attempts);
    }

    /** Other bytes than before are to be signed: what was signed over bytes that are not among them serves no more. */
    ChannelUpdate asked(
            List<Payload> payloads, Stage.@Nullable Answered prepared, String because, Instant again, Instant now) {
        List<Ask> asks = new ArrayList<>(progress.asks());
        asks.add(new Ask(asks.isEmpty() ? 1 : asks.getLast().round() + 1, payloads, because, now));
        List<Signed> left = progress.signatures().stream()
                .map(signed -> servesStill(signed, payloads) ? signed : signed.spent())
                .toList();
        Progress next = discarding(progress, left, because)
                .stage(new Stage.Asking(prepared))
                .asks(asks.subList(Math.max(0, asks.size() - ASKS_KEPT), asks.size()), left)
                .because(because);
        return at(next, again, 0, now);
    }

    /** An authority to challenge with what is asked for now need not be given twice. */
    private static boolean servesStill(Signed signed, List<Payload> payloads) {
        return signed.purpose() == Purpose.CHALLENGE
                && payloads.stream().anyMatch(payload -> payload.digest().equals(signed.digest()));
    }

    /** The authority to challenge has gone where it belongs, or is of no use: its bytes are not needed here any more. */
    ChannelUpdate challenge(GivenChallenge fate, Instant now) {
        List<Signed> left = progress.signatures().stream()
                .map(signed -> signed.purpose() == Purpose.CHALLENGE ? signed.spent() : signed)
                .toList();
        return at(progress.asks(progress.asks(), left).challenged(fate), now, attempts, now);
    }

    /** Nobody loses such an authority without a word. */
    private Progress discarding(Progress next, List<Signed> left, String because) {
        boolean lost = challenge().isPresent()
                && left.stream().noneMatch(signed -> signed.purpose() == Purpose.CHALLENGE && signed.sealed() != null);
        return lost ? next.challenged(GivenChallenge.discarded(because)) : next;
    }

    /** Looked at again at once: somebody has signed. */
    ChannelUpdate signedBy(List<Signed> added, Instant now) {
        List<Signed> all = new ArrayList<>(progress.signatures());
        all.removeIf(
                old -> added.stream().anyMatch(each -> each.round() == old.round() && each.index() == old.index()));
        all.addAll(added);
        return at(progress.asks(progress.asks(), all), now, 0, now);
    }

    /** Nothing is wrong, there is only nothing to do yet. */
    ChannelUpdate lookedAt(@Nullable String detail, Instant again, Instant now) {
        return at(progress.stage(stage()).because(detail), again, 0, now);
    }

    /** The same stage, looked at again after a moment that counts as no try. */
    ChannelUpdate soon(Duration pause, Instant now) {
        return at(progress, now.plus(pause), attempts, now);
    }

    /** A try that did not help: the next one later, and later still. */
    ChannelUpdate hindered(String code, String detail, Actor actor, Duration pause, Instant now) {
        Hindrance hindrance = new Hindrance(code, detail, actor, now).after(progress.problem());
        Progress next = progress.hindered(hindrance);
        return at(next, now.plus(pause), attempts + 1, now);
    }

    @Override
    public String toString() {
        return "ChannelUpdate[%s %s %s %s]".formatted(id, order.mode(), order.participant(), stage());
    }
}
