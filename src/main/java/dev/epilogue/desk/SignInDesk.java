package dev.epilogue.desk;

import dev.epilogue.credential.participant.Session;
import dev.epilogue.credential.participant.SessionStore;
import dev.epilogue.credential.participant.SessionToken;
import dev.epilogue.credential.participant.SignInSettings;
import dev.epilogue.credential.participant.SignInStore;
import dev.epilogue.credential.participant.SignInText;
import dev.epilogue.desk.EntryDesk.Entered;
import dev.epilogue.problem.Problem;
import dev.epilogue.problem.ProblemCode;
import dev.epilogue.store.ClosureStore;
import dev.epilogue.value.Address;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Lets wallets in that sign a text which the service wrote for them, and for nobody else, minutes ago. */
@Service
public class SignInDesk {

    private final ClosureStore closures;
    private final SignInStore texts;
    private final SessionStore sessions;
    private final SignInSettings settings;
    private final WalletCheck wallets;

    SignInDesk(
            ClosureStore closures,
            SignInStore texts,
            SessionStore sessions,
            SignInSettings settings,
            WalletCheck wallets) {
        this.closures = closures;
        this.texts = texts;
        this.sessions = sessions;
        this.settings = settings;
        this.wallets = wallets;
    }

    /** @param origin of the page that asks; allowed to */
    public Mono<SignInText> invite(URI origin, Address wallet, long chainId) {
        String nonce = UUID.randomUUID().toString().replace("-", "");
        return closures.now()
                .map(now -> new SignInText(origin, wallet, chainId, nonce, now, now.plus(settings.lifetime())))
                .flatMap(text -> texts.expect(text).thenReturn(text));
    }

    /** The text is spent by the attempt, whatever becomes of it: a second one costs the caller a new text. */
    public Mono<Entered> enter(String message, String signature) {
        SessionToken fresh = SessionToken.next();
        return wallets.parsed(signature)
                .flatMap(parsed -> texts.redeem(message)
                        .switchIfEmpty(Mono.error(() -> Problem.of(
                                        ProblemCode.SIGN_IN_EXPIRED,
                                        "This text is not waited for: it is used, too old, or not the text that was written.")
                                .exception()))
                        .flatMap(wallet ->
                                wallets.require(message, wallet, parsed).then(sessions.ofWallet(wallet, fresh))))
                .map(session -> new Entered(session, fresh));
    }

    /** Newest first. */
    public Mono<List<Session>> sessions(Address wallet) {
        return sessions.all(wallet).collectList();
    }

    /** Fails where the wallet has no such session. */
    public Mono<Void> end(Address wallet, UUID session) {
        return sessions.end(wallet, session)
                .filter(ended -> ended)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "There is no such session.")
                        .exception()))
                .then();
    }
}
