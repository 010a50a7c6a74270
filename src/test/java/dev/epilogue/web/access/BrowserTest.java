package dev.epilogue.web.access;

import static dev.epilogue.sandbox.Wallet.ALICE;
import static dev.epilogue.sandbox.Wallet.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.epilogue.testing.Chromium;
import dev.epilogue.testing.EnabledIfBrowser;
import dev.epilogue.testing.ForeignSite;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real browser makes of cookies, event streams and other sites' pages. */
@EnabledIfBrowser
class BrowserTest {

    /** As the page of a link does: takes the token out of the address, exchanges it, and follows the closure by the cookie. */
    private static final String LINKS_PAGE = """
            <!doctype html><title>link</title><script>
              const token = location.hash.slice(1);
              const closure = location.pathname.split('/').pop();
              history.replaceState(null, '', location.pathname);
              window.enter = async () => {
                const exchanged = await fetch('/v1/access/link', {method: 'POST', body: '{"cookie":true}',
                  headers: {'Authorization': 'Bearer ' + token, 'Content-Type': 'application/json'}});
                return (await exchanged.json()).principal.participant;
              };
              window.who = async () => (await (await fetch('/v1/access?closure=' + closure)).json()).principal.participant;
              window.read = async () => (await fetch('/v1/closures/' + closure)).status;
              window.follow = () => new Promise((resolve, reject) => {
                const stream = new EventSource('/v1/closures/' + closure + '/events');
                stream.addEventListener('closure.proposed', event => { stream.close(); resolve(JSON.parse(event.data).closureId); });
                stream.onerror = () => reject(new Error('no stream'));
              });
            </script>""";

    private static Entrance entrance;
    private static Chromium chromium;
    private static ForeignSite elsewhere;

    private BrowserContext person;
    private final List<Request> sent = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        entrance = new Entrance();
        elsewhere = new ForeignSite();
        chromium = Chromium.start("evil.example", "rebound.example");
    }

    @AfterAll
    static void stop() {
        chromium.close();
        elsewhere.close();
        entrance.close();
    }

    @BeforeEach
    void sitDown() {
        person = chromium.browser().newContext();
        person.onRequest(sent::add);
        person.route(
                url -> url.contains("/s/"),
                route -> route.fulfill(
                        new FulfillOptions().setContentType("text/html").setBody(LINKS_PAGE)));
    }

    @AfterEach
    void getUp() {
        person.close();
    }

    @Test
    void aLinkIsExchangedForACookieThatAlsoOpensTheEventStream() {
        String closure = entrance.closure();
        Page page = open(closure, entrance.token(closure, ALICE));

        assertThat(page.evaluate("enter()")).isEqualTo(ALICE.address().checksummed());
        assertThat(page.evaluate("follow()")).isEqualTo(closure);
        assertThat(page.evaluate("read()")).isEqualTo(200);
        assertThat(page.evaluate("document.cookie")).as("no script reads it").isEqualTo("");
        assertThat(person.cookies()).singleElement().satisfies(cookie -> {
            assertThat(cookie.name).startsWith("__Host-ep-");
            assertThat(cookie.httpOnly && cookie.secure).isTrue();
            assertThat(String.valueOf(cookie.sameSite)).isEqualToIgnoringCase("STRICT");
        });
    }

    @Test
    void theTokenIsInNoAddressAndNoReferer() {
        String closure = entrance.closure();
        String token = entrance.token(closure, ALICE);
        Page page = open(closure, token);
        page.evaluate("enter()");
        page.evaluate("follow()");
        page.evaluate(
                "url => { const image = new Image(); image.src = url; return new Promise(done => { image.onload ="
                        + " image.onerror = done; }); }",
                foreign("/pixel.png"));
        page.navigate(foreign("/next"));

        assertThat(page.evaluate("document.referrer").toString()).doesNotContain(token);
        page.goBack();
        assertThat(page.url()).isEqualTo(service("/s/" + closure));
        assertThat(sent).hasSizeGreaterThan(4).allSatisfy(request -> {
            assertThat(beforeHash(request.url())).doesNotContain("epl_", "eps_");
            assertThat(request.headers().getOrDefault("referer", "")).doesNotContain("epl_", "eps_");
        });
        assertThat(elsewhere.heard())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).doesNotContain("epl_", "eps_"));
    }

    @Test
    void twoPeoplesLinksInTwoTabsDoNotTakeEachOthersPlace() {
        String alices = entrance.closure();
        String bobs = entrance.closure();
        Page first = open(alices, entrance.token(alices, ALICE));
        first.evaluate("enter()");
        Page second = open(bobs, entrance.token(bobs, BOB));
        second.evaluate("enter()");

        assertThat(first.evaluate("who()")).isEqualTo(ALICE.address().checksummed());
        assertThat(second.evaluate("who()")).isEqualTo(BOB.address().checksummed());
        assertThat(first.evaluate("read()")).isEqualTo(200);
        assertThat(second.evaluate("follow()")).isEqualTo(bobs);
        assertThat(person.cookies()).hasSize(2);
    }

    @Test
    void aPageOfAnotherSiteNeitherReadsNorChangesAnything() {
        String closure = entrance.closure();
        Page own = open(closure, entrance.token(closure, ALICE));
        own.evaluate("enter()");
        elsewhere.serve("""
                <!doctype html><title>evil</title>
                <iframe name="hidden"></iframe><iframe name="framed" src="%s"></iframe>
                <form id="plain" method="post" enctype="text/plain" target="hidden" action="%s"><input name='{"a":"' value='"}'></form>
                """.formatted(service("/openapi.yaml"), service("/v1/closures/" + closure + "/signatures")));
        Page evil = person.newPage();
        evil.navigate(foreign("/"));
        Request form = ended(evil, "/signatures", () -> evil.evaluate("document.getElementById('plain').submit()"));
        assertThat(form.allHeaders()).doesNotContainKey("cookie");
        for (String path : List.of("/decline", "/rounds", "/finalization")) {
            Request posted = ended(evil, path, () -> evil.evaluate("""
                    url => { fetch(url, {method: 'POST', mode: 'no-cors', credentials: 'include'}).catch(() => 0); }
                    """, service("/v1/closures/" + closure + path)));
            assertThat(posted.allHeaders()).doesNotContainKey("cookie");
        }
        Object read = evil.evaluate("""
                url => fetch(url, {credentials: 'include'}).then(answer => answer.text(), () => 'nothing')
                """, service("/v1/closures/" + closure));
        assertThat(read).isEqualTo("nothing");
        Object stream = evil.evaluate("""
                url => new Promise(done => { const stream = new EventSource(url, {withCredentials: true});
                  stream.onopen = () => done('open'); stream.onerror = () => { stream.close(); done('nothing'); }; })
                """, service("/v1/closures/" + closure + "/events"));
        assertThat(stream).isEqualTo("nothing");
        assertThat(evil.frames())
                .extracting(Frame::url)
                .as("shown in no frame")
                .doesNotContain(service("/openapi.yaml"));
        assertThat(entrance.here.get("/v1/closures/" + closure).at("/status")).isEqualTo("COLLECTING");
    }

    /** On a developer's machine everybody gets in without a credential: any page could drive it, were it let to. */
    @Test
    void aPageOfAnotherSiteDoesNotDriveAnOpenServiceEither() {
        String closure = entrance.closure();
        Page evil = person.newPage();
        evil.navigate(foreign("/"));
        String park = "http://localhost:" + entrance.here.epilogue().port() + "/v1/closures/" + closure + "/parking";

        ended(evil, "/parking", () -> evil.evaluate("""
                url => { fetch(url, {method: 'POST', mode: 'no-cors'}).catch(() => 0); }
                """, park));

        assertThat(entrance.here.get("/v1/closures/" + closure).at("/status")).isEqualTo("COLLECTING");
    }

    @Test
    void aNameThatWasMadeToPointHereIsNotAnsweredTo() {
        Page rebound = person.newPage();
        for (int port : List.of(entrance.there.port(), entrance.here.epilogue().port())) {
            Response answer = rebound.navigate("http://rebound.example:" + port + "/v1/closures");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).contains("origin-refused");
        }
    }

    /** A request that came back or was kept from the page that sent it: the service has answered it either way. */
    private Request ended(Page page, String path, Runnable sends) {
        List<Request> ended = new CopyOnWriteArrayList<>();
        page.onRequestFinished(ended::add);
        page.onRequestFailed(ended::add);
        sends.run();
        page.waitForCondition(
                () -> ended.stream().anyMatch(request -> request.url().endsWith(path)));
        return ended.stream()
                .filter(request -> request.url().endsWith(path))
                .findFirst()
                .orElseThrow();
    }

    private Page open(String closure, String token) {
        Page page = person.newPage();
        page.navigate(service("/s/" + closure) + "#" + token);
        return page;
    }

    private static String service(String path) {
        return "http://localhost:" + entrance.there.port() + path;
    }

    private static String foreign(String path) {
        return "http://evil.example:" + elsewhere.port() + path;
    }

    private static String beforeHash(String url) {
        return url.split("#", 2)[0];
    }
}
