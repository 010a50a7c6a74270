package dev.epilogue.web.access;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static dev.epilogue.testing.Stage.holds;
import static dev.epilogue.web.access.Entrance.get;
import static dev.epilogue.web.access.Entrance.post;
import static dev.epilogue.web.access.Entrance.signed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.closure.Closure;
import dev.epilogue.closure.TenantId;
import dev.epilogue.sandbox.Wallet;
import dev.epilogue.testing.RunningEpilogue;
import dev.epilogue.testing.SseReader;
import dev.epilogue.testing.StoredClosures;
import dev.epilogue.value.Amount;
import dev.epilogue.value.Hex;
import dev.epilogue.web.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A wallet signs a text of ours, once, and sees what is its own. */
class SignInEndToEndTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static Entrance entrance;

    @BeforeAll
    static void start() {
        entrance = new Entrance(1, "epilogue.access.sign-in.domains", "https://casino.example");
    }

    @AfterAll
    static void stop() {
        try (Entrance closing = entrance) {
            closing.requireUntold();
        }
    }

    @Test
    void whoSignsTheTextIsInWithACookieOfTheWallet() {
        Reply invitation = entrance.invitation(ALICE);
        assertThat(invitation.status()).isEqualTo(201);
        String message = invitation.at("/message");
        assertThat(message)
                .startsWith("close.example wants you to sign in with your Ethereum account:\n" + ALICE.address())
                .contains("URI: https://close.example\n", "Nonce: " + invitation.at("/nonce"));

        Reply entered = post(
                entrance.there,
                "/v1/siwe/session",
                signed(message, ALICE.signText(message)).replace("}", ",'cookie':true}"));

        assertThat(entered.at("/principal/kind")).isEqualTo("WALLET");
        assertThat(entered.at("/principal/participant"))
                .isEqualTo(ALICE.address().checksummed());
        assertThat(entered.text()).doesNotContain("eps_");
        assertThat(entered.header("Set-Cookie")).startsWith("__Host-ep-wallet=eps_");
        Reply who = get(entrance.there, "/v1/access", "Cookie", Entrance.pair(entered));
        assertThat(who.at("/principal/kind")).isEqualTo("WALLET");
        assertThat(Duration.between(Instant.now(), Instant.parse(who.at("/principal/until"))))
                .isBetween(Duration.ofHours(11), Duration.ofHours(12));
    }

    @Test
    void aWalletReadsItsOwnChannels() {
        entrance.closure();
        String channel =
                entrance.here.node().ledger().openChannel(Hex.decode(ALICE.privateKey()), "yusd", Amount.parse("100"));
        String alice = "Bearer " + entrance.signIn(ALICE);
        String allocation = "/v1/channels/" + channel + "/allocation?asset=yusd";

        Reply own = get(entrance.there, allocation, "Authorization", alice);

        assertThat(own.status()).as(own.text()).isEqualTo(200);
        assertThat(own.at("/participant")).isEqualTo(ALICE.address().checksummed());
        assertThat(get(entrance.there, allocation + "&participant=" + BOB.address(), "Authorization", alice)
                        .at("/code"))
                .isEqualTo("scope-missing");
        assertThat(get(entrance.there, allocation, "Authorization", "Bearer " + entrance.signIn(BOB))
                        .at("/code"))
                .isEqualTo("channel-not-found");
    }

    @Test
    void ofTwoHundredWhoRedeemOneTextAtThreeInstancesOneGetsIn() {
        String message = entrance.invitation(ALICE).at("/message");
        String body = signed(message, ALICE.signText(message));
        List<RunningEpilogue> instances = entrance.instances();
        assertThat(instances).hasSize(3);

        List<Reply> all = IntStream.range(0, 200)
                .parallel()
                .mapToObj(time -> post(instances.get(time % 3), "/v1/siwe/session", body))
                .toList();

        assertThat(all).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(all)
                .filteredOn(reply -> reply.status() != 200)
                .allSatisfy(reply -> assertThat(reply.at("/code")).isEqualTo("sign-in-expired"));
    }

    @Test
    void anotherWalletsSignatureDoesNot() {
        String message = entrance.invitation(ALICE).at("/message");
        Reply refused = post(entrance.there, "/v1/siwe/session", signed(message, BOB.signText(message)));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/code")).isEqualTo("signature-stranger");
    }

    @Test
    void aTextThatWasNotWrittenHereDoesNotWhateverStandsInIt() {
        String message = entrance.invitation(ALICE).at("/message");
        for (String other : List.of(
                message.replace("close.example", "evil.example"),
                message.replace("Chain ID: 1", "Chain ID: 10"),
                message + "\n",
                message.replace(ALICE.address().checksummed(), BOB.address().checksummed()))) {
            Reply refused = post(entrance.there, "/v1/siwe/session", signed(other, ALICE.signText(other)));
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.at("/code")).isEqualTo("sign-in-expired");
        }
    }

    @Test
    void aTextWaitsForMinutesOnly() {
        Reply invitation = entrance.invitation(BOB);
        String message = invitation.at("/message");
        assertThat(Duration.between(Instant.now(), Instant.parse(invitation.at("/expiresAt"))))
                .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
        entrance.database.execute("UPDATE sign_in SET expires_at = now() WHERE wallet = '"
                + BOB.address().checksummed() + "'");

        assertThat(post(entrance.there, "/v1/siwe/session", signed(message, BOB.signText(message)))
                        .at("/code"))
                .isEqualTo("sign-in-expired");
    }

    @Test
    void contractWalletsAreToldThatTheyCannot() {
        String message = entrance.invitation(ALICE).at("/message");
        String wrapped = "0x" + "ab".repeat(96) + "6492".repeat(16);
        for (String signature : List.of(wrapped, "0x" + "00".repeat(130))) {
            Reply refused = post(entrance.there, "/v1/siwe/session", signed(message, signature));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.at("/code")).isEqualTo("contract-wallet-unsupported");
            assertThat(refused.at("/detail")).contains("contract wallets");
        }
        assertThat(post(entrance.there, "/v1/siwe/session", signed(message, ALICE.signText(message)))
                        .status())
                .as("a refusal by form does not spend the text")
                .isEqualTo(200);
    }

    @Test
    void theDomainIsOursOrOneThatIsListed() {
        String asked = "{'address':'" + ALICE.address() + "','chainId':1,'origin':'%s'}";
        assertThat(post(entrance.there, "/v1/siwe/nonce", asked.formatted("https://casino.example"))
                        .at("/message"))
                .startsWith("casino.example wants you");
        Reply refused = post(entrance.there, "/v1/siwe/nonce", asked.formatted("https://evil.example"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("/code")).isEqualTo("origin-refused");
        assertThat(post(
                                entrance.there,
                                "/v1/siwe/nonce",
                                "{'address':'" + ALICE.address() + "','chainId':1}",
                                "X-Forwarded-Host",
                                "evil.example",
                                "Forwarded",
                                "host=evil.example")
                        .at("/message"))
                .startsWith("close.example wants you");
    }

    /** Three tenants with closures of the same sessions; Bob takes part in another one's besides. */
    @Test
    void aWalletSeesItsClosuresOverAllTenantsAndNobodyElses() {
        List<TenantId> tenants = List.of(TenantId.DEFAULT, new TenantId("acme"), new TenantId("third"));
        // the participants of stored closures are two: one of them is our Alice
        List<Closure> own = new ArrayList<>();
        for (TenantId tenant : tenants) {
            own.add(StoredClosures.propose(entrance.there, tenant, "over all tenants"));
        }
        String foreign = entrance.here.propose(entrance.here
                .stand()
                .session(2, List.of(BOB, Wallet.CAROL), holds(BOB, "3"), holds(Wallet.CAROL, "4")));
        String bearer = "Bearer " + entrance.signIn(ALICE);
        String inbox = "/v1/participants/" + ALICE.address();
        Set<String> ids = own.stream().map(closure -> closure.id().toString()).collect(Collectors.toSet());
        try (SseReader events = new SseReader(entrance.there.url() + inbox + "/events", "Authorization", bearer)) {
            assertThat(events.status()).isEqualTo(200);
            assertThat(inbox(get(entrance.there, inbox + "/payloads", "Authorization", bearer), "closureId"))
                    .containsAll(ids)
                    .doesNotContain(foreign);
            assertThat(inbox(get(entrance.there, "/v1/closures?limit=200", "Authorization", bearer), "id"))
                    .containsAll(ids)
                    .doesNotContain(foreign);
            for (Closure closure : own) {
                assertThat(get(entrance.there, "/v1/closures/" + closure.id(), "Authorization", bearer)
                                .status())
                        .isEqualTo(200);
                StoredClosures.cancel(entrance.there, closure);
            }
            Set<String> seen = events.next(6, SOON).stream()
                    .map(event -> event.data().at("/closureId").asString())
                    .collect(Collectors.toSet());
            assertThat(seen).isEqualTo(ids);
        }
        assertThat(get(entrance.there, "/v1/closures/" + foreign, "Authorization", bearer)
                        .at("/code"))
                .isEqualTo("closure-not-found");
        assertThat(get(entrance.there, "/v1/participants/" + BOB.address() + "/payloads", "Authorization", bearer)
                        .at("/code"))
                .isEqualTo("not-found");
        assertThat(get(entrance.there, "/v1/events", "Authorization", bearer).at("/code"))
                .isEqualTo("scope-missing");
    }

    private static List<String> inbox(Reply reply, String id) {
        return reply.json()
                .get("closures")
                .valueStream()
                .map(each -> each.get(id).asString())
                .toList();
    }

    @Test
    void aWalletListsItsSessionsAndEndsThem() {
        Wallet dave = Wallet.DAVE;
        String first = "Bearer " + entrance.signIn(dave);
        String second = "Bearer " + entrance.signIn(dave);
        Reply listed = get(entrance.there, "/v1/access/sessions", "Authorization", second);
        assertThat(listed.json().get("sessions").size()).isEqualTo(2);
        assertThat(listed.at("/sessions/0/current")).isEqualTo("true");
        String other = listed.at("/sessions/1/sessionId");
        String strangers = "Bearer " + entrance.signIn(BOB);
        assertThat(Entrance.delete(entrance.there, "/v1/access/sessions/" + other, "Authorization", strangers)
                        .status())
                .isEqualTo(404);

        assertThat(Entrance.delete(entrance.there, "/v1/access/sessions/" + other, "Authorization", second)
                        .status())
                .isEqualTo(204);

        assertThat(get(entrance.there, "/v1/access", "Authorization", first).at("/code"))
                .isEqualTo("unauthenticated");
        assertThat(get(entrance.there, "/v1/access", "Authorization", second).status())
                .isEqualTo(200);
    }

    @Test
    void aSessionThatNobodyUsesIsOverAndSoIsOneThatIsTooOld() {
        String idle = "Bearer " + entrance.signIn(Wallet.CAROL);
        String used = "Bearer " + entrance.signIn(Wallet.CAROL);
        String ofCarol = " WHERE wallet = '" + Wallet.CAROL.address().checksummed() + "'";
        entrance.database.execute("UPDATE access_session SET seen_at = now() - interval '50 minutes'" + ofCarol);
        assertThat(get(entrance.there, "/v1/access", "Authorization", used).status())
                .isEqualTo(200);
        entrance.database.execute("UPDATE access_session SET seen_at = seen_at - interval '15 minutes'" + ofCarol);

        assertThat(get(entrance.there, "/v1/access", "Authorization", idle).status())
                .isEqualTo(401);
        assertThat(get(entrance.there, "/v1/access", "Authorization", used).status())
                .isEqualTo(200);

        entrance.database.execute("UPDATE access_session SET until = now()" + ofCarol);
        assertThat(get(entrance.there, "/v1/access", "Authorization", used).status())
                .isEqualTo(401);
    }
}
