package dev.epilogue.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelmChartTest {

    private static final String DEFAULTS = "{}";
    private static final String SINGLE = "replicaCount: 1";
    private static final String EVERYTHING = """
            image: {repository: registry.example/epilogue, tag: 1.2.3, pullPolicy: Always}
            imagePullSecrets: [{name: registry}]
            config: {epilogue: {nodes: {main: {url: "wss://node.example/ws"}}}}
            database: {host: db.example, port: 6432, name: closures, user: owner, r2dbcParameters: sslMode=verify-full}
            extraEnv: [{name: JAVA_TOOL_OPTIONS, value: -Xss512k}]
            secret: {existing: epilogue, more: [{key: gas-password, path: epilogue.chains.base.account.password}]}
            serviceAccount: {annotations: {example.com/role: epilogue}}
            podAnnotations: {example.com/scrape: "true"}
            podLabels: {team: closing}
            nodeSelector: {disk: fast}
            tolerations: [{key: dedicated, operator: Exists, effect: NoSchedule}]
            affinity:
              podAntiAffinity:
                preferredDuringSchedulingIgnoredDuringExecution:
                  - {weight: 1, podAffinityTerm: {topologyKey: rack, labelSelector: {matchLabels: {team: closing}}}}
            autoscaling: {enabled: true, minReplicas: 3, maxReplicas: 9}
            ingress:
              enabled: true
              className: nginx
              annotations: {nginx.ingress.kubernetes.io/proxy-read-timeout: "3600"}
              hosts: [{host: epilogue.example, paths: [{path: /, pathType: Prefix}]}]
              tls: [{secretName: epilogue-tls, hosts: [epilogue.example]}]
            networkPolicy:
              enabled: true
              from: [{namespaceSelector: {matchLabels: {role: gateway}}}]
              database: [{ipBlock: {cidr: 10.0.0.0/24}}]
            """;

    @Test
    void lintFindsNothing() {
        LintResult lint = new Helm(Manifests.CHART).lint().strict().call();

        assertThat(lint.isFailed()).as(String.join("\n", lint.getMessages())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULTS, SINGLE, EVERYTHING})
    void clusterKnowsEveryField(String values) {
        Manifests manifests = Manifests.of(values);

        assertThat(manifests.objects()).isNotEmpty().allSatisfy(object -> {
            assertThat(UnknownFields.of(object)).isEmpty();
            assertThat(object.getMetadata().getLabels()).containsEntry("app.kubernetes.io/instance", "main");
        });
    }

    @Test
    void misspeltFieldIsFound() {
        Manifests manifests = Manifests.parse("""
                apiVersion: apps/v1
                kind: Deployment
                spec: {template: {spec: {containers: [{name: a, readynessProbe: {}}]}}}
                """);

        assertThat(UnknownFields.of(manifests.the(Deployment.class)))
                .singleElement()
                .asString()
                .endsWith("readynessProbe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas: 3",
                "replicaCount: many",
                "secret: {existing: ''}",
                "image: {digest: latest}",
                "ingress: {enabled: true, hosts: [{host: a.example}]}"
            })
    void mistakenValuesAreRefused(String values) {
        assertThatThrownBy(() -> Manifests.of(values)).hasMessageContaining("values don't meet the specifications");
    }

    @Test
    void podIsConfinedAsTheImageIsBuiltFor() {
        PodSpec pod = pod(DEFAULTS);
        Container container = pod.getContainers().getFirst();

        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(container.getVolumeMounts())
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/tmp");
    }

    @Test
    void lifeAndReadinessAreAskedApart() {
        Container container = pod(DEFAULTS).getContainers().getFirst();

        assertThat(path(container.getLivenessProbe())).isEqualTo("/actuator/health/liveness");
        assertThat(path(container.getStartupProbe())).isEqualTo("/actuator/health/liveness");
        assertThat(path(container.getReadinessProbe())).isEqualTo("/actuator/health/readiness");
        assertThat(container.getPorts())
                .extracting(ContainerPort::getName, ContainerPort::getContainerPort)
                .containsExactly(tuple("http", 8080), tuple("management", 8081));
        assertThat(List.of(container.getLivenessProbe(), container.getStartupProbe(), container.getReadinessProbe()))
                .allSatisfy(probe ->
                        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management"));
        assertThat(environment(Manifests.of(DEFAULTS).the(Deployment.class), "MANAGEMENT_SERVER_PORT"))
                .isEqualTo("8081");
    }

    /** T29: without an ingress nobody is believed who says where he comes from. */
    @Test
    void callersAreToldApartBehindTheIngress() {
        assertThat(environment(Manifests.of(EVERYTHING).the(Deployment.class), "EPILOGUE_WEB_TRUSTEDPROXIES"))
                .contains("10.0.0.0/8", "fc00::/7");
        assertThat(environment(
                        Manifests.of(EVERYTHING.replace("className: nginx", "trustedProxies: [10.8.0.0/16]"))
                                .the(Deployment.class),
                        "EPILOGUE_WEB_TRUSTEDPROXIES"))
                .isEqualTo("10.8.0.0/16");
        assertThat(names(DEFAULTS)).doesNotContain("EPILOGUE_WEB_TRUSTEDPROXIES");
        assertThat(names(EVERYTHING.replace(
                        "config: {epilogue: {", "config: {epilogue: {web: {trusted-proxies: 10.9.0.0/16}, ")))
                .doesNotContain("EPILOGUE_WEB_TRUSTEDPROXIES");
    }

    @Test
    void receiversInsideAreNamedOrNoneIs() {
        assertThat(environment(
                        Manifests.of(EVERYTHING + "webhooks: {internal: [10.20.0.0/16, \"fd12::/48\"]}\n")
                                .the(Deployment.class),
                        "EPILOGUE_WEBHOOKS_INTERNAL"))
                .isEqualTo("10.20.0.0/16,fd12::/48");
        assertThat(names(EVERYTHING)).doesNotContain("EPILOGUE_WEBHOOKS_INTERNAL");
        assertThat(names(DEFAULTS)).doesNotContain("EPILOGUE_WEBHOOKS_INTERNAL");
    }

    private static List<String> names(String values) {
        return pod(values).getContainers().getFirst().getEnv().stream()
                .map(EnvVar::getName)
                .toList();
    }

    /** What needs no credential is opened apart, and no ingress leads there. */
    @Test
    void healthAndFiguresAreLetInApart() {
        Manifests manifests = Manifests.of(EVERYTHING);
        assertThat(manifests.the(NetworkPolicy.class).getSpec().getIngress())
                .extracting(rule -> rule.getPorts().getFirst().getPort().getStrVal())
                .containsExactly("http", "management");
        assertThat(manifests.the(Service.class).getSpec().getPorts())
                .extracting(ServicePort::getName, ServicePort::getPort)
                .contains(tuple("management", 8081));
        assertThat(manifests.the(Ingress.class).toString()).doesNotContain("management");
    }

    @Test
    void secretsComeAsFilesAndNeverAsEnvironment() {
        PodSpec pod = pod(EVERYTHING);
        Volume secrets = pod.getVolumes().stream()
                .filter(volume -> volume.getSecret() != null)
                .findFirst()
                .orElseThrow();

        assertThat(secrets.getSecret().getItems())
                .extracting(KeyToPath::getKey, KeyToPath::getPath)
                .containsExactlyInAnyOrder(
                        tuple("database-password", "spring.r2dbc.password"),
                        tuple("database-password", "spring.flyway.password"),
                        tuple("master-key", "epilogue.keys.master"),
                        tuple("receipt-key", "epilogue.keys.receipt"),
                        tuple("gas-password", "epilogue.chains.base.account.password"));
        assertThat(pod.getContainers().getFirst().getEnv())
                .extracting(EnvVar::getName)
                .contains("JAVA_TOOL_OPTIONS")
                .noneMatch(name -> name.contains("PASSWORD") || name.contains("KEY"));
    }

    @Test
    void settingsReachTheServiceAndRollItWhenTheyChange() {
        Manifests manifests = Manifests.of(EVERYTHING);
        Deployment deployment = manifests.the(Deployment.class);
        ConfigMap config = manifests.the(ConfigMap.class);

        assertThat(config.getData().get("application.yaml")).contains("url: wss://node.example/ws");
        assertThat(environment(deployment, "SPRING_R2DBC_URL"))
                .isEqualTo("r2dbc:postgresql://db.example:6432/closures?sslMode=verify-full");
        assertThat(environment(deployment, "SPRING_FLYWAY_URL"))
                .isEqualTo("jdbc:postgresql://db.example:6432/closures");
        assertThat(checksum(deployment))
                .isNotEqualTo(checksum(Manifests.of(DEFAULTS).the(Deployment.class)));
    }

    /** Applications in the cluster call the Service, whose name is not the public one. */
    @Test
    void serviceAnswersToItsNamesInTheCluster() {
        String name = Manifests.of(DEFAULTS).the(Service.class).getMetadata().getName();
        assertThat(environment(Manifests.of(DEFAULTS).the(Deployment.class), "EPILOGUE_WEB_HOSTS")
                        .split(","))
                .contains(name)
                .anyMatch(host -> host.startsWith(name + ".") && host.endsWith(".svc"));
    }

    @Test
    void severalDatabaseHostsAreOneSetting() {
        Deployment deployment = Manifests.of("""
                        database:
                          url: "r2dbc:postgresql:failover://a,b:6432/closures?targetServerType=primary"
                          migrationUrl: "jdbc:postgresql://a,b:6432/closures?targetServerType=primary"
                        """).the(Deployment.class);

        assertThat(environment(deployment, "SPRING_R2DBC_URL"))
                .isEqualTo("r2dbc:postgresql:failover://a,b:6432/closures?targetServerType=primary");
        assertThat(environment(deployment, "SPRING_FLYWAY_URL"))
                .isEqualTo("jdbc:postgresql://a,b:6432/closures?targetServerType=primary");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    database: {url: "r2dbc:postgresql:failover://a,b/x"}        | database.url and database.migrationUrl go together
                    extraEnv: [{name: SPRING_R2DBC_URL, value: x}]              | names SPRING_R2DBC_URL a second time
                    extraEnv: [{name: A, value: x}, {name: A, value: y}]        | names A a second time
                    preStopSeconds: 20                                          | must exceed preStopSeconds (20) by at least 30
                    """)
    void valuesThatContradictEachOtherAreRefusedWithTheWayOut(String values, String sentence) {
        assertThatThrownBy(() -> Manifests.of(values)).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULTS, EVERYTHING})
    void everyVariableIsSetOnce(String values) {
        assertThat(pod(values).getContainers().getFirst().getEnv())
                .extracting(EnvVar::getName)
                .doesNotHaveDuplicates()
                .contains("EPILOGUE_COLLECTOR");
    }

    @Test
    void podWaitsByTheClustersOwnSleepWhereThereIsOne() {
        Lifecycle today = preStop(DEFAULTS, "1.34.0");
        Lifecycle older = preStop(DEFAULTS, "1.29.4");

        assertThat(today.getPreStop().getSleep().getSeconds()).isEqualTo(5L);
        assertThat(today.getPreStop().getExec()).isNull();
        assertThat(older.getPreStop().getExec().getCommand()).containsExactly("sleep", "5");
        assertThat(preStop("preStopSeconds: 0", "1.34.0")).isNull();
    }

    @Test
    void chartThatDependsOnThisOneMayHandDownWhatHelmAdds() {
        assertThat(Manifests.of("{enabled: true, global: {region: eu}}").objects())
                .isNotEmpty();
    }

    @Test
    void serviceAndBudgetSelectThePods() {
        Manifests manifests = Manifests.of(DEFAULTS);
        Deployment deployment = manifests.the(Deployment.class);
        var labels = deployment.getSpec().getTemplate().getMetadata().getLabels();

        assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
        assertThat(labels)
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels())
                .containsAllEntriesOf(manifests.the(Service.class).getSpec().getSelector())
                .containsAllEntriesOf(manifests
                        .the(PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels());
        assertThat(deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                .hasSize(2);
        assertThat(deployment.getSpec().getTemplate().getSpec().getServiceAccountName())
                .isEqualTo(manifests.the(ServiceAccount.class).getMetadata().getName());
    }

    @Test
    void singleInstanceMayBeMoved() {
        assertThat(Manifests.of(SINGLE).find(PodDisruptionBudget.class)).isEmpty();
    }

    @Test
    void extrasAreOffByDefault() {
        assertThat(Manifests.of(DEFAULTS).objects())
                .noneMatch(Ingress.class::isInstance)
                .noneMatch(HorizontalPodAutoscaler.class::isInstance)
                .noneMatch(NetworkPolicy.class::isInstance);
    }

    @Test
    void autoscalerOwnsTheNumberOfInstances() {
        Manifests manifests = Manifests.of(EVERYTHING);

        assertThat(manifests.the(Deployment.class).getSpec().getReplicas()).isNull();
        assertThat(manifests.the(HorizontalPodAutoscaler.class).getSpec().getMinReplicas())
                .isEqualTo(3);
        assertThat(manifests.find(PodDisruptionBudget.class)).isPresent();
    }

    @Test
    void ingressLeadsToTheService() {
        Manifests manifests = Manifests.of(EVERYTHING);
        var rule = manifests.the(Ingress.class).getSpec().getRules().getFirst();
        var backend = rule.getHttp().getPaths().getFirst().getBackend().getService();

        assertThat(rule.getHost()).isEqualTo("epilogue.example");
        assertThat(backend.getName())
                .isEqualTo(manifests.the(Service.class).getMetadata().getName());
    }

    private static PodSpec pod(String values) {
        return Manifests.of(values)
                .the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private static Lifecycle preStop(String values, String kubernetes) {
        return Manifests.of(values, kubernetes)
                .the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getLifecycle();
    }

    private static String path(Probe probe) {
        return probe.getHttpGet().getPath();
    }

    private static String checksum(Deployment deployment) {
        return deployment.getSpec().getTemplate().getMetadata().getAnnotations().get("checksum/config");
    }

    private static String environment(Deployment deployment, String name) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow();
    }
}
