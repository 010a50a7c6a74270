package dev.epilogue.desk;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.Round;
import dev.epilogue.node.Dialect;
import dev.epilogue.node.SessionReading.Member;
import dev.epilogue.signing.Explanations;
import dev.epilogue.signing.Payload;
import dev.epilogue.signing.RoundPayloads;
import dev.epilogue.signing.Secp256k1;
import dev.epilogue.signing.SignatureKind;
import dev.epilogue.signing.Signers;
import dev.epilogue.signing.Verdict;
import dev.epilogue.signing.nitronode.KeyStanding;
import dev.epilogue.signing.nitronode.QuorumSignature;
import dev.epilogue.signing.nitrorpc.PostedMandate;
import dev.epilogue.value.Address;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the signatures of a closure's round are checked, whatever its dialect. Blocks the CPU. */
sealed interface Checks {

    /** The session key whose standing has to be asked of the node before the check; empty where none signed, or none can be asked. */
    Optional<Address> keyToAsk(SignRequest request);

    Optional<Verdict.Refused> count(int posted);

    Verdict check(Payload asked, SignRequest request, @Nullable KeyStanding standing, Instant now);

    /** Of what may be signed along: only by the wallet itself. */
    Verdict along(Payload asked, Address participant, String posted);

    /** As a node takes it. */
    String wire(Verdict.Valid valid);

    /** Whether the node may still refuse to count the signer. */
    boolean conditional(Verdict.Valid valid);

    /** Last moment at which the wallet vouches for the signer; null where it need not. */
    @Nullable
    Instant mandateUntil(SignRequest request, Verdict.Valid valid);

    static Checks of(Closure closure, Secp256k1 curve) {
        return of(closure, curve, Explanations.FREE);
    }

    /** @param explanations for what is refused */
    static Checks of(Closure closure, Secp256k1 curve, Explanations explanations) {
        Round round = closure.round();
        List<Payload> earlier = closure.rounds().reversed().stream()
                .skip(1)
                .flatMap(other -> other.payloads().stream())
                .toList();
        RoundPayloads payloads = new RoundPayloads(closure.subject().sessionId(), round.payloads(), earlier, List.of());
        Signers signers = new Signers(
                closure.subject().definition().members().stream()
                        .map(Member::participant)
                        .collect(Collectors.toSet()),
                Map.of());
        return closure.subject().dialect() == Dialect.NITRONODE_V1
                ? new Nitronode(
                        new dev.epilogue.signing.nitronode.SignatureCheck(curve, payloads, signers, explanations),
                        round)
                : new NitroRpc(
                        new dev.epilogue.signing.nitrorpc.SignatureCheck(curve, payloads, signers, explanations));
    }

    /** v1: a type byte, and session keys that the node answers for. */
    record Nitronode(dev.epilogue.signing.nitronode.SignatureCheck check, Round round) implements Checks {

        @Override
        public Optional<Address> keyToAsk(SignRequest request) {
            return request.signatures().isEmpty()
                    ? Optional.empty()
                    : check.sessionKey(
                            round.required().getFirst(), request.signatures().getFirst());
        }

        @Override
        public Optional<Verdict.Refused> count(int posted) {
            return check.count(posted);
        }

        @Override
        public Verdict check(Payload asked, SignRequest request, @Nullable KeyStanding standing, Instant now) {
            return check.check(
                    asked, request.participant(), request.signatures().get(asked.index()), standing);
        }

        @Override
        public Verdict along(Payload asked, Address participant, String posted) {
            return check.check(asked, participant, posted, null);
        }

        @Override
        public String wire(Verdict.Valid valid) {
            return new QuorumSignature(valid.kind(), valid.signature()).wire();
        }

        @Override
        public boolean conditional(Verdict.Valid valid) {
            return false;
        }

        @Override
        public @Nullable Instant mandateUntil(SignRequest request, Verdict.Valid valid) {
            return null;
        }
    }

    /** 0.x: plain signatures, and session keys for which their wallet vouches since the node tells nobody about them. */
    record NitroRpc(dev.epilogue.signing.nitrorpc.SignatureCheck check) implements Checks {

        @Override
        public Optional<Address> keyToAsk(SignRequest request) {
            return Optional.empty();
        }

        @Override
        public Optional<Verdict.Refused> count(int posted) {
            return check.count(posted);
        }

        @Override
        public Verdict check(Payload asked, SignRequest request, @Nullable KeyStanding standing, Instant now) {
            return check.check(
                    asked, request.participant(), request.signatures().get(asked.index()), request.mandate(), now);
        }

        @Override
        public Verdict along(Payload asked, Address participant, String posted) {
            throw new IllegalStateException("a 0.x round has nothing to sign along");
        }

        @Override
        public String wire(Verdict.Valid valid) {
            return valid.signature().hex();
        }

        @Override
        public boolean conditional(Verdict.Valid valid) {
            return valid.kind() == SignatureKind.SESSION_KEY;
        }

        @Override
        public @Nullable Instant mandateUntil(SignRequest request, Verdict.Valid valid) {
            PostedMandate mandate = request.mandate();
            return mandate == null || valid.kind() != SignatureKind.SESSION_KEY ? null : mandate.notAfter();
        }
    }
}
