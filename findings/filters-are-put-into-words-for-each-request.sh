#!/usr/bin/env bash
# Spring Web 7.0.10 (Maven): the chain of WebFilters asks each filter for its toString with every request, to note as a checkpoint where an error came by, whether there
# is one or not. What it made of it is kept by the subscribers of the request: on an event stream for as long as that is open. Without a toString of the filter's own that is
# two new strings of its class name, for each filter of each request.
# Needs Java 21 or newer, in the PATH or by JAVA_HOME, and Maven.
set -euo pipefail
cd "$(mktemp -d)"
trap 'rm -rf "$PWD"' EXIT
cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>x</groupId>
  <artifactId>x</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>org.springframework</groupId><artifactId>spring-web</artifactId><version>7.0.10</version></dependency>
    <dependency><groupId>org.springframework</groupId><artifactId>spring-test</artifactId><version>7.0.10</version></dependency>
    <dependency><groupId>io.projectreactor</groupId><artifactId>reactor-core</artifactId><version>3.8.8</version></dependency>
    <dependency><groupId>org.springframework</groupId><artifactId>spring-context</artifactId><version>7.0.10</version></dependency>
  </dependencies>
</project>
POM
mvn -q dependency:copy-dependencies -DoutputDirectory=lib >/dev/null
cat >Run.java <<'JAVA'
import java.util.*;
import org.springframework.mock.http.server.reactive.*;
import org.springframework.web.server.*;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
public class Run {
    static int worded;
    public static void main(String[] none) {
        WebFilter filter = new WebFilter() {
            @Override public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
                return chain.filter(exchange);
            }
            @Override public String toString() {
                worded++;
                return "a filter";
            }
        };
        var handler = WebHttpHandlerBuilder.webHandler(exchange -> Mono.empty()).filters(all -> all.addAll(List.of(filter, filter))).build();
        worded = 0;
        for (int request = 0; request < 5; request++) {
            handler.handle(MockServerHttpRequest.get("/").build(), new MockServerHttpResponse()).block();
        }
        System.out.println("two filters, five requests that went well: put into words " + worded + " times");
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp 'lib/*' Run.java | tee seen
diff seen - <<'SEEN'
two filters, five requests that went well: put into words 10 times
SEEN
