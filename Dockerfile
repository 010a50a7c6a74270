# The image from the sources:             docker build -t epilogue .
# From a jar that Maven built already:    mvn package && docker build --build-arg JAR=prebuilt -t epilogue .
# Needs BuildKit (DOCKER_BUILDKIT=1 with old engines): only the stage that JAR names is built.
ARG JAR=source
ARG MAVEN_IMAGE=maven:3.9-eclipse-temurin-25
ARG JAVA_IMAGE=eclipse-temurin:25-jre

FROM ${MAVEN_IMAGE} AS source
WORKDIR /source
COPY pom.xml ./
COPY db/ db/
COPY src/main/ src/main/
RUN --mount=type=cache,target=/root/.m2 mvn -B -q package -Dmaven.test.skip=true && cp target/epilogue-*.jar /epilogue.jar

FROM scratch AS prebuilt
COPY target/epilogue-*.jar /epilogue.jar

FROM ${JAR} AS jar

FROM ${JAVA_IMAGE} AS layers
WORKDIR /build
COPY --from=jar /epilogue.jar ./
RUN java -Djarmode=tools -jar epilogue.jar extract --layers --destination layers

FROM ${JAVA_IMAGE}
WORKDIR /app
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/spring-boot-loader/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./
COPY --chmod=0444 docker/jvm.options ./
COPY --chmod=0555 docker/ready docker/start ./

# Classes are loaded and linked once, here, with the flags of the real start; AOT_CACHE=off leaves that out.
ARG AOT_CACHE=on
RUN --mount=type=bind,source=docker,target=/training [ "$AOT_CACHE" = off ] \
    || timeout 120 java -XX:+UseG1GC @jvm.options -XX:AOTCacheOutput=epilogue.aot -Xlog:aot=error -Dspring.context.exit=onRefresh \
        -Dspring.config.additional-location=file:/training/training.properties -jar epilogue.jar

# The root file system may be read-only. /tmp must be writable and allow execution: native libraries are unpacked there.
USER 10001:10001
# 8080 the API, 8081 health and figures
EXPOSE 8080 8081
ENTRYPOINT ["/app/start"]
