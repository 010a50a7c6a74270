package dev.epilogue.node.nitrorpc;

import static dev.epilogue.node.nitrorpc.Table.ALICE;
import static dev.epilogue.node.nitrorpc.Table.BOB;
import static dev.epilogue.node.nitrorpc.Table.PATIENCE;
import static dev.epilogue.node.nitrorpc.Table.SERVICE;
import static dev.epilogue.node.nitrorpc.Table.address;
import static dev.epilogue.node.nitrorpc.Table.row;
import static dev.epilogue.node.nitrorpc.Table.share;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.epilogue.node.Frame;
import dev.epilogue.node.FrameOutcome;
import dev.epilogue.node.NodeError;
import dev.epilogue.node.NodeSettings;
import dev.epilogue.sandbox.clearnode.fault.Fault;
import dev.epilogue.sandbox.clearnode.rpc.ReceivedFrame;
import dev.epilogue.value.EcdsaSignature;
import dev.epilogue.value.Hex;
import dev.epilogue.value.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoginTest {

    private Table table = Table.prepared(settings -> settings);

    @AfterEach
    void clear() {
        table.close();
    }

    private void start() {
        table.client.start();
        table.awaitUp();
    }

    private List<JsonNode> sent(String method) {
        return table.node.journal().of(method).stream()
                .map(frame -> JsonMapper.shared().readTree(frame.text()))
                .toList();
    }

    @Test
    @DisplayName(
            "0.x checklist 16: addresses in auth_request are EIP-55; the service's own wallet, application and session key")
    void loginNamesTheServicesOwnWallet() {
        start();

        JsonNode params = sent("auth_request").getFirst().get("req").get(2);
        assertThat(params.get("address").stringValue())
                .isEqualTo(address(SERVICE).checksummed());
        String sessionKey = params.get("session_key").stringValue();
        assertThat(dev.epilogue.value.Address.parse(sessionKey).checksummed()).isEqualTo(sessionKey);
        assertThat(sessionKey).isNotEqualTo(address(SERVICE).checksummed());
        assertThat(params.get("application").stringValue()).isEqualTo("closing-desk");
        assertThat(params.get("allowances")).isEmpty();
        assertThat(params.get("expires_at").isIntegralNumber()).isTrue();
        JsonNode verify = sent("auth_verify").getFirst();
        assertThat(Hex.decode(verify.get("sig").get(0).stringValue())).hasSize(EcdsaSignature.LENGTH);
        assertThat(table.node.crashes()).isZero();
    }

    @Test
    void onlyTheConnectionForFramesLogsIn() {
        start();
        table.read(table.seat(share(ALICE, "usdc", "1")));

        long reading = table.node.journal().of("get_app_sessions").getFirst().connection();
        assertThat(table.node.journal().of("auth_verify"))
                .isNotEmpty()
                .noneMatch(frame -> frame.connection() == reading);
    }

    @Test
    @DisplayName("0.x checklist 17: after a reconnect the stored token is tried first")
    void tokenComesFirstAfterAReconnect() {
        start();
        table.node.dropConnections();
        table.node.journal().await("auth_verify", 2, PATIENCE);
        table.awaitUp();

        assertThat(sent("auth_request")).hasSize(1);
        JsonNode again = sent("auth_verify").getLast();
        assertThat(again.get("req").get(2).has("jwt")).isTrue();
        assertThat(again.get("sig")).isEmpty();
        assertThat(closing(table.seat(share(ALICE, "usdc", "3")))).isEqualTo(new FrameOutcome.Accepted());
    }

    @Test
    @DisplayName("0.x checklist 17: invalid JWT token triggers the full flow, with another session key")
    void refusedTokenLeadsToTheFullFlow() {
        start();
        table.node.faults().on("auth_verify").inject(new Fault.Refuse("invalid JWT token"));
        table.node.dropConnections();
        table.node.journal().await("auth_verify", 3, PATIENCE);
        table.awaitUp();

        assertThat(sent("auth_request")).hasSize(2);
        assertThat(sent("auth_request").stream()
                        .map(frame -> frame.get("req").get(2).get("session_key").stringValue())
                        .distinct())
                .hasSize(2);
    }

    @Test
    @DisplayName("0.x checklist 19: session key already exists but is expired leads to a new session-key address")
    void spentSessionKeyIsReplaced() {
        table.node.faults().on("auth_verify").inject(new Fault.Refuse("session key already exists but is expired"));
        start();

        assertThat(sent("auth_request").stream()
                        .map(frame -> frame.get("req").get(2).get("session_key").stringValue())
                        .distinct())
                .hasSize(2);
        assertThat(closing(table.seat(share(ALICE, "usdc", "3")))).isEqualTo(new FrameOutcome.Accepted());
    }

    @Test
    @DisplayName("0.x checklist 18: authentication required leads to a new login and one resend of the identical frame")
    void forgottenLoginIsRenewedAndTheIdenticalFrameSentOnce() {
        start();
        SessionId id = table.seat(share(ALICE, "usdc", "3"));
        table.node.forgetLogins();

        assertThat(closing(id)).isEqualTo(new FrameOutcome.Accepted());
        assertResentOnce(id);
    }

    @Test
    @DisplayName("0.x checklist 18: session expired leads to a new login and one resend of the identical frame")
    void expiredLoginIsRenewedAndTheIdenticalFrameSentOnce() {
        start();
        SessionId id = table.seat(share(ALICE, "usdc", "3"));
        table.node.expireLogins();

        assertThat(closing(id)).isEqualTo(new FrameOutcome.Accepted());
        assertResentOnce(id);
    }

    private void assertResentOnce(SessionId id) {
        List<ReceivedFrame> frames = table.node.journal().of("close_app_session");
        assertThat(frames).hasSize(2);
        assertThat(frames.get(1).text()).isEqualTo(frames.get(0).text());
        assertThat(frames.get(1).connection()).isEqualTo(frames.get(0).connection());
        assertThat(table.node.executedCloses()).hasSize(1);
        assertThat(table.node.withdrawals(id.hex())).hasSize(2);
    }

    @Test
    void refusalForAnyOtherReasonIsNeverResent() {
        start();
        table.node.faults().on("close_app_session").inject(new Fault.Refuse("failed to close application session"));

        assertThat(closing(table.seat(share(ALICE, "usdc", "3"))))
                .isEqualTo(new FrameOutcome.Refused(NodeError.TRANSIENT, "failed to close application session"));
        assertThat(table.node.journal().of("close_app_session")).hasSize(1);
    }

    @Test
    void frameIsNotResentWhereTheLoginFails() {
        start();
        SessionId id = table.seat(share(ALICE, "usdc", "3"));
        table.node.forgetLogins();
        table.node.faults().on("auth_verify").inject(new Fault.Refuse("authentication failed"));

        assertThat(closing(id))
                .isEqualTo(new FrameOutcome.Refused(NodeError.AUTHENTICATION, "authentication required"));
        assertThat(table.node.journal().of("close_app_session")).hasSize(1);
        assertThat(table.node.executedCloses()).isEmpty();
    }

    @Test
    void connectionWithoutALoginIsNotUp() {
        table.node.faults().on("auth_request").always().inject(new Fault.Refuse("failed to generate challenge"));
        table.client.start();
        table.node.journal().await("auth_request", 2, PATIENCE);

        await().atMost(PATIENCE)
                .until(() -> String.valueOf(table.client.status().problem()).contains("failed to generate challenge"));
        table.node.faults().clear();
        table.awaitUp();
    }

    @Test
    void keysAreNeverPrinted() {
        String key = Hex.encode(SERVICE);
        assertThat(Table.settings(table.node).toString()).doesNotContain(key.substring(2));
        assertThat(ServiceWallet.of(Table.settings(table.node).login()).toString())
                .doesNotContain(key.substring(2));
    }

    @Test
    void keyMayStandInAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("login-key"), Hex.encode(SERVICE).substring(2) + "\n");
        assertThat(ServiceWallet.of(new NodeSettings.Login(file.toString(), "desk"))
                        .address())
                .isEqualTo(address(SERVICE));

        Files.writeString(file, "not a key");
        assertThatThrownBy(() -> ServiceWallet.of(new NodeSettings.Login(file.toString(), "desk")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("login.private-key is not 32 bytes of hex");
        assertThatThrownBy(() -> ServiceWallet.of(new NodeSettings.Login(directory + "/absent", "desk")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("login.private-key names no readable file");
    }

    private FrameOutcome closing(SessionId id) {
        Frame frame = table.frame(id, table.close(id, row(BOB, "usdc", "3")), ALICE, BOB);
        return table.submit(frame);
    }
}
