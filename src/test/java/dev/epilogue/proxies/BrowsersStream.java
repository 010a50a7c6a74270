package dev.epilogue.proxies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.epilogue.testing.Chromium;
import dev.epilogue.testing.DocumentedProxy;
import java.time.Duration;
import java.util.stream.IntStream;

/** A page that reads the tenant's events through a proxy and does nothing about it: coming again is the browser's own work. */
final class BrowsersStream implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Two events tell of the proposal. */
    private static final int FIRST = 3;

    private static final String PAGE = """
            <!doctype html><title>events</title><script>
              window.seen = []; window.heads = 0; window.opened = 0;
              window.stream = new EventSource('/v1/events');
              stream.onopen = () => heads++;
              stream.addEventListener('stream.opened', () => opened++);
              stream.addEventListener('a.usual', event => seen.push(Number(JSON.parse(event.data).id.split('/').pop())));
              window.protocol = async () => { await (await fetch('/v1/closures')).text();
                return performance.getEntriesByType('resource').find(each => each.name.endsWith('/closures')).nextHopProtocol; };
            </script>""";

    private final String name;
    private final BrowserContext person;
    private final Page page;

    BrowsersStream(Chromium chromium, DocumentedProxy proxy, String protocol) {
        name = "Chromium, " + protocol + " through " + proxy;
        person = chromium.browser().newContext(new NewContextOptions().setIgnoreHTTPSErrors(true));
        page = person.newPage();
        page.route(
                url -> url.endsWith("/reader"),
                route -> route.fulfill(
                        new FulfillOptions().setContentType("text/html").setBody(PAGE)));
        page.navigate(proxy.url() + "/reader");
        awaitTrue("opened > 0");
        assertThat(page.evaluate("protocol()")).as(name).isEqualTo(protocol);
    }

    /** Each once, and in order. */
    void awaitEvents(int count) {
        awaitTrue("seen.length >= " + count);
        assertThat(page.evaluate("seen"))
                .as(name)
                .isEqualTo(IntStream.range(FIRST, FIRST + count).boxed().toList());
    }

    /** Comes in vain, and is told to come again. */
    void awaitNobody() {
        awaitTrue("heads > opened");
        assertThat(page.evaluate("stream.readyState"))
                .as(name + " has not given up")
                .isNotEqualTo(2);
    }

    private void awaitTrue(String condition) {
        await(name + ": " + condition)
                .atMost(PATIENCE)
                .pollInSameThread()
                .failFast(
                        "closed for good",
                        () -> page.evaluate("stream.readyState").equals(2))
                .until(() -> page.evaluate(condition).equals(true));
    }

    @Override
    public void close() {
        person.close();
    }
}
