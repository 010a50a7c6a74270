package dev.epilogue.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.NettyPipeline;

/** However requests are cut on their way, a half one is told so in time, and a whole one never. */
class HeadDeadlineTest {

    private static final String FIRST = "GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String HALF = "GET /b HTTP/1.1\r\nHo";

    private final EmbeddedChannel channel = new EmbeddedChannel();

    HeadDeadlineTest() {
        channel.freezeTime();
        channel.pipeline().addLast(NettyPipeline.HttpCodec, new HttpServerCodec());
        HeadDeadline.watch(channel.pipeline(), Duration.ofSeconds(1), Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    static List<Integer> cuts() {
        return List.of(1, 5, 17, FIRST.length() - 3, FIRST.length() - 2, FIRST.length() - 1, FIRST.length());
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void halfARequestBehindASplitOneIsTold(int cut) {
        arrives(FIRST.substring(0, cut));
        arrives(FIRST.substring(cut) + HALF);
        answered();

        later();
        assertThat(written()).contains(" 408 ").contains("request-timeout");
        assertThat(channel.isOpen()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void nothingIsLeftBehindASplitOneThatIsWhole(int cut) {
        arrives(FIRST.substring(0, cut));
        arrives(FIRST.substring(cut));
        answered();

        later();
        assertThat(written()).isEmpty();
        assertThat(channel.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20})
    void aSecondOneThatIsSplitTooIsAnswered(int cut) {
        arrives(FIRST.substring(0, cut));
        arrives(FIRST.substring(cut) + HALF);
        answered();
        arrives("st: localhost\r\n\r\n");
        answered();

        later();
        assertThat(written()).isEmpty();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void byteByByteItIsToldToo() {
        FIRST.chars().forEach(each -> arrives(String.valueOf((char) each)));
        answered();
        HALF.chars().forEach(each -> arrives(String.valueOf((char) each)));

        later();
        assertThat(written()).contains(" 408 ");
    }

    private void arrives(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
    }

    /** The next request that was understood. */
    private void answered() {
        for (Object message = channel.readInbound();
                !(message instanceof HttpRequest);
                message = channel.readInbound()) {
            assertThat(message).as("a request").isNotNull();
            ReferenceCountUtil.release(message);
        }
        DefaultFullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        answer.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
        channel.writeOutbound(answer);
        assertThat(written()).contains(" 200 ");
    }

    private void later() {
        channel.advanceTimeBy(2, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private String written() {
        StringBuilder all = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            all.append(bytes.toString(StandardCharsets.US_ASCII));
            bytes.release();
        }
        return all.toString();
    }
}
