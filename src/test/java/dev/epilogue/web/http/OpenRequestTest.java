package dev.epilogue.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.epilogue.web.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wallet that hands in its signatures one by one learns about each before it sends the next. */
@Timeout(60)
class OpenRequestTest {

    @Test
    void answersComeWhileTheRequestIsStillOpen() throws IOException {
        try (Stage stage = new Stage();
                Socket socket = new Socket("127.0.0.1", stage.epilogue().port())) {
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            write(out, """
                    POST /v1/signatures HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/x-ndjson\r
                    Transfer-Encoding: chunked\r
                    Connection: close\r
                    \r
                    """);
            chunk(out, "{\"ref\":\"first\"}\n");
            assertThat(next(in)).contains("\"ref\":\"first\"").contains("invalid-parameter");
            chunk(out, "{\"ref\":\"second\"}\n");
            assertThat(next(in)).contains("\"line\":2").contains("\"ref\":\"second\"");
            write(out, "0\r\n\r\n");
            assertThat(next(in)).contains("\"end\":true").contains("\"lines\":2");
        }
    }

    /** The next line of the answer's body. */
    private static String next(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.startsWith("{")) {
            line = in.readLine();
        }
        return String.valueOf(line);
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        write(out, Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
