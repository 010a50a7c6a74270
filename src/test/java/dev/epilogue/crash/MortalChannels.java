package dev.epilogue.crash;

import dev.epilogue.node.Acknowledgements;
import dev.epilogue.node.ChannelRequests;
import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameAnswer;
import dev.epilogue.node.NodeChannel;
import dev.epilogue.node.NodeChannels;
import dev.epilogue.node.NodeContract;
import dev.epilogue.node.NodeState;
import dev.epilogue.node.SendDeadline;
import dev.epilogue.node.Token;
import dev.epilogue.signing.nitronode.ChannelState;
import dev.epilogue.value.Address;
import dev.epilogue.value.Amount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** A node's channels, on whose every call the service can die. */
record MortalChannels(NodeChannels real, CrashPoints points) implements NodeChannels {

    @Override
    public Mono<List<NodeContract>> contracts() {
        return points.before("contracts", real.contracts());
    }

    @Override
    public Mono<Optional<Token>> token(String asset, long chainId) {
        return points.before("token", real.token(asset, chainId));
    }

    @Override
    public Mono<List<NodeChannel>> ofWallet(Address wallet) {
        return points.before("ofWallet", real.ofWallet(wallet));
    }

    @Override
    public Mono<Optional<NodeChannel>> current(Address wallet, String asset) {
        return points.before("current", real.current(wallet, asset));
    }

    @Override
    public Mono<Amount> balance(Address wallet, String asset) {
        return points.before("balance", real.balance(wallet, asset));
    }

    @Override
    public Mono<Optional<NodeState>> newest(Address wallet, String asset) {
        return points.before("newest", real.newest(wallet, asset));
    }

    @Override
    public Mono<Optional<NodeState>> newestCoSigned(Address wallet, String asset) {
        return points.before("newestCoSigned", real.newestCoSigned(wallet, asset));
    }

    @Override
    public Optional<Acknowledgements> acknowledgements() {
        return real.acknowledgements().map(each -> new MortalAcknowledgements(each, points));
    }

    /** Only with a chain does any of them come to an end. */
    @Override
    public Optional<ChannelRequests> requests() {
        return real.requests();
    }

    private record MortalAcknowledgements(Acknowledgements real, CrashPoints points) implements Acknowledgements {

        @Override
        public Frame frame(ChannelState acknowledgement, String userSignature, Instant now) {
            return real.frame(acknowledgement, userSignature, now);
        }

        @Override
        public Mono<FrameAnswer> submit(Frame frame, SendDeadline deadline) {
            return points.before("acknowledge", real.submit(frame, deadline));
        }

        @Override
        public Mono<NodeState> coSigned(ChannelState acknowledgement, String userSignature, String answer) {
            return points.before("coSigned", real.coSigned(acknowledgement, userSignature, answer));
        }
    }
}
