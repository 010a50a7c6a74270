package dev.epilogue.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A real proxy in front of two instances, set up word for word as {@code docs/proxies.md} says; only ports and paths are the test's. */
public final class DocumentedProxy implements AutoCloseable {

    /** Debian's, or the ones that the environment names. */
    static final Path NGINX = Programs.named("NGINX", "/usr/sbin/nginx");

    static final Path HAPROXY = Programs.named("HAPROXY", "/usr/sbin/haproxy");

    private static final Path PAGE = Path.of("docs", "proxies.md");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Path folder;
    private final int port;
    private final List<String> command;
    private Process process;

    private DocumentedProxy(String name, Path folder, int port, List<String> command) {
        this.name = name;
        this.folder = folder;
        this.port = port;
        this.command = command;
        start();
    }

    /** @param change to the documented text, made before ports and paths are put in */
    public static DocumentedProxy nginx(
            Path folder, OwnCertificate certificate, List<Integer> instances, UnaryOperator<String> change) {
        int port = FreePort.find();
        String server = instances(change.apply(block("nginx")), instances)
                .replace("listen 443", "listen 127.0.0.1:" + port)
                .replace("/etc/nginx/epilogue.pem", certificate.chain().toString())
                .replace("/etc/nginx/epilogue.key", certificate.key().toString());
        Path file = write(folder.resolve("nginx.conf"), """
                %s
                daemon off;
                pid %s/pid;
                events {}
                http {
                access_log off;
                client_body_temp_path %s/body;
                proxy_temp_path %s/proxy;
                fastcgi_temp_path %s/fastcgi;
                uwsgi_temp_path %s/uwsgi;
                scgi_temp_path %s/scgi;
                %s
                }
                """.formatted(
                        "root".equals(System.getProperty("user.name")) ? "user root;" : "",
                        folder,
                        folder,
                        folder,
                        folder,
                        folder,
                        folder,
                        server));
        return new DocumentedProxy(
                "nginx", folder, port, List.of(NGINX.toString(), "-e", "stderr", "-c", file.toString()));
    }

    public static DocumentedProxy haproxy(
            Path folder, OwnCertificate certificate, List<Integer> instances, UnaryOperator<String> change) {
        int port = FreePort.find();
        Path comeAgain = write(folder.resolve("come-again.http"), block("http"));
        String all = instances(change.apply(block("haproxy")), instances)
                .replace("bind :443", "bind 127.0.0.1:" + port)
                .replace("/etc/haproxy/epilogue.pem", certificate.both().toString())
                .replace("/etc/haproxy/come-again.http", comeAgain.toString());
        Path file = write(folder.resolve("haproxy.cfg"), "global\n    maxconn 500\n\n" + all);
        return new DocumentedProxy("HAProxy", folder, port, List.of(HAPROXY.toString(), "-db", "-f", file.toString()));
    }

    /** The only block of this language on the page. */
    public static String block(String language) {
        try {
            Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(PAGE));
            if (!block.find()) {
                throw new AssertionError("no " + language + " in " + PAGE);
            }
            return block.group(1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String instances(String text, List<Integer> ports) {
        return text.replace("epilogue-0:8080", "127.0.0.1:" + ports.get(0))
                .replace("epilogue-1:8080", "127.0.0.1:" + ports.get(1));
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public String url() {
        return "https://localhost:" + port;
    }

    public void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Awaitility.await(said()).atMost(PATIENCE).until(() -> FreePort.isTaken(port));
    }

    /** At once, and with every connection. */
    public void stop() {
        List<ProcessHandle> workers = process.descendants().toList();
        Programs.end(process, PATIENCE);
        workers.forEach(ProcessHandle::destroyForcibly);
    }

    private String said() {
        try {
            return name + ": " + Files.readString(folder.resolve("log"));
        } catch (IOException silent) {
            return name;
        }
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        stop();
    }
}
