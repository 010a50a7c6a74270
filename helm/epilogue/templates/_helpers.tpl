{{- define "epilogue.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "epilogue.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains (include "epilogue.name" .) .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "epilogue.name" .) | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "epilogue.selectorLabels" -}}
app.kubernetes.io/name: {{ include "epilogue.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "epilogue.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{ include "epilogue.selectorLabels" . }}
{{- end }}

{{- define "epilogue.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "epilogue.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "epilogue.image" -}}
{{- if .Values.image.digest }}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else }}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) }}
{{- end }}
{{- end }}

{{/* Several instances, now or after scaling */}}
{{- define "epilogue.severalInstances" -}}
{{- if .Values.autoscaling.enabled }}
{{- if gt (int .Values.autoscaling.minReplicas) 1 }}true{{ end }}
{{- else if gt (int .Values.replicaCount) 1 }}true{{ end }}
{{- end }}

{{/* Where the database is, for the driver and for the migrations */}}
{{- define "epilogue.databaseUrl" -}}
{{- with .Values.database }}
{{- if ne (empty .url) (empty .migrationUrl) }}
{{- fail "database.url and database.migrationUrl go together: one is for the work, the other for the migrations" }}
{{- end }}
{{- if .url }}{{ .url }}{{ else }}{{ printf "r2dbc:postgresql://%s:%d/%s" .host (int .port) .name }}{{ with .r2dbcParameters }}?{{ . }}{{ end }}{{ end }}
{{- end }}
{{- end }}

{{- define "epilogue.migrationUrl" -}}
{{- with .Values.database }}
{{- if .migrationUrl }}{{ .migrationUrl }}{{ else }}{{ printf "jdbc:postgresql://%s:%d/%s" .host (int .port) .name }}{{ with .jdbcParameters }}?{{ . }}{{ end }}{{ end }}
{{- end }}
{{- end }}

{{/* Environment that the chart sets itself, one variable once: Helm 4 applies on the server's side, which refuses a second entry */}}
{{- define "epilogue.environment" -}}
- name: SPRING_CONFIG_ADDITIONAL_LOCATION
  value: file:/etc/epilogue/
- name: SPRING_CONFIG_IMPORT
  value: configtree:/run/secrets/epilogue/
- name: SPRING_R2DBC_URL
  value: {{ include "epilogue.databaseUrl" . | quote }}
- name: SPRING_R2DBC_USERNAME
  value: {{ .Values.database.user | quote }}
- name: SPRING_FLYWAY_URL
  value: {{ include "epilogue.migrationUrl" . | quote }}
- name: SPRING_FLYWAY_USER
  value: {{ .Values.database.user | quote }}
- name: MANAGEMENT_SERVER_PORT
  value: "8081"
- name: EPILOGUE_COLLECTOR
  value: {{ .Values.collector | quote }}
{{- /* the names of the Service, by which applications in the cluster come; a list of one's own replaces them */}}
{{- if not (dig "epilogue" "web" "hosts" "" .Values.config) }}
{{- $name := include "epilogue.fullname" . }}
{{- $inNamespace := printf "%s.%s" $name .Release.Namespace }}
- name: EPILOGUE_WEB_HOSTS
  value: {{ printf "%s,%s,%s.svc,%s.svc.cluster.local" $name $inNamespace $inNamespace $inNamespace | quote }}
{{- end }}
{{- /* callers are told apart by the address that the ingress controller names; a list of one's own replaces it */}}
{{- if and .Values.ingress.enabled (not (dig "epilogue" "web" "trusted-proxies" "" .Values.config)) }}
- name: EPILOGUE_WEB_TRUSTEDPROXIES
  value: {{ join "," .Values.ingress.trustedProxies | quote }}
{{- end }}
{{- if .Values.webhooks.internal }}
- name: EPILOGUE_WEBHOOKS_INTERNAL
  value: {{ join "," .Values.webhooks.internal | quote }}
{{- end }}
{{- end }}

{{- define "epilogue.allEnvironment" -}}
{{- $own := include "epilogue.environment" . | fromYamlArray }}
{{- $names := list }}
{{- range concat $own .Values.extraEnv }}
{{- if has .name $names }}
{{- fail (printf "extraEnv names %s a second time: the chart or an earlier entry sets it (addresses of the database are database.url and database.migrationUrl)" .name) }}
{{- end }}
{{- $names = append $names .name }}
{{- end }}
{{- concat $own .Values.extraEnv | toYaml }}
{{- end }}

{{/* Load balancers need a moment before a pod stops taking requests; the rest of its time is for steps and streams */}}
{{- define "epilogue.preStop" -}}
{{- if lt (int .Values.terminationGracePeriodSeconds) (add (int .Values.preStopSeconds) 30) }}
{{- fail (printf "terminationGracePeriodSeconds (%d) must exceed preStopSeconds (%d) by at least 30" (int .Values.terminationGracePeriodSeconds) (int .Values.preStopSeconds)) }}
{{- end }}
{{- if gt (int .Values.preStopSeconds) 0 }}
lifecycle:
  preStop:
    {{- /* on by default since 1.30: the image then needs no program for it */}}
    {{- if semverCompare ">=1.30.0-0" .Capabilities.KubeVersion.Version }}
    sleep:
      seconds: {{ .Values.preStopSeconds }}
    {{- else }}
    exec:
      command: [sleep, {{ .Values.preStopSeconds | quote }}]
    {{- end }}
{{- end }}
{{- end }}
