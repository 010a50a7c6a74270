package dev.epilogue.crash;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.FinalState;
import dev.epilogue.closure.Policy;
import dev.epilogue.closure.Proposals;
import dev.epilogue.closure.TenantId;
import dev.epilogue.desk.ProposalDesk;
import dev.epilogue.desk.SignRequest;
import dev.epilogue.desk.SigningDesk;
import dev.epilogue.escalation.ChannelFinder;
import dev.epilogue.escalation.PackDeposits;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.signing.Consensus;
import dev.epilogue.testing.LocalHub;
import dev.epilogue.testing.Sessions;
import dev.epilogue.value.Hash32;
import dev.epilogue.value.SessionId;
import java.time.Duration;
import java.util.List;

/** What callers do at the beginning; the service does the rest by itself. */
enum ChainStory {

    /** Nobody signs; at the deadline both channels are challenged, and closed after their window. */
    ESCALATING {
        @Override
        void begin(MortalService service, SessionId session, List<LocalHub> channels) {
            channels.forEach(channel -> deposit(service, channel));
            propose(service, session, Policy.ChannelUpdate.VERIFY, Policy.Escalation.CHALLENGE, Duration.ofMillis(300));
        }
    },

    /** Everybody signs in one visit; the session closes, and both credits are brought on chain. */
    SETTLING {
        @Override
        void begin(MortalService service, SessionId session, List<LocalHub> channels) {

            Closure closure = propose(
                    service, session, Policy.ChannelUpdate.CHECKPOINT, Policy.Escalation.NONE, Duration.ofMinutes(5));
            sign(service, closure, ALICE);
            sign(service, closure, BOB);
        }
    };

    abstract void begin(MortalService service, SessionId session, List<LocalHub> channels);

    private static void deposit(MortalService service, LocalHub channel) {
        PackDeposits packs = service.bean(PackDeposits.class);
        PackDeposits.Channel found = service.call(service.bean(ChannelFinder.class)
                .find(
                        TenantId.DEFAULT,
                        MortalService.NODE,
                        channel.id(),
                        channel.user().address()));
        String digest = service.call(packs.offer(found)).digest();
        service.call(
                packs.deposit(found, channel.user().sign(Hash32.parse(digest)).hex(), null, null));
    }

    private static Closure propose(
            MortalService service,
            SessionId session,
            Policy.ChannelUpdate update,
            Policy.Escalation escalation,
            Duration timeout) {
        Policy like = Sessions.policy(Consensus.UNANIMOUS);
        Policy policy = new Policy(
                like.consensus(),
                null,
                timeout,
                like.maxDeadline(),
                null,
                like.onVersionChange(),
                like.maxRounds(),
                update,
                like.settleFor(),
                escalation,
                like.reopenFor());
        return service.call(service.bean(ProposalDesk.class)
                        .propose(
                                TenantId.DEFAULT,
                                MortalService.NODE,
                                session,
                                reading -> new Proposals.Request(
                                        TenantId.DEFAULT,
                                        MortalService.NODE,
                                        FinalState.AS_IT_STANDS,
                                        policy,
                                        null,
                                        null)))
                .closure();
    }

    private static void sign(MortalService service, Closure closure, Wallet wallet) {
        List<SignRequest.Optional> along = closure.round().optional(wallet.address()).stream()
                .map(payload -> new SignRequest.Optional(
                        payload.index(), wallet.sign(payload.digest()).hex()))
                .toList();
        List<String> signatures = wallet.sign(closure.round().required());
        SignRequest request = new SignRequest(wallet.address(), closure.round().number(), signatures, null, along);
        service.call(service.bean(SigningDesk.class).sign(TenantId.DEFAULT, closure.id(), request));
    }
}
