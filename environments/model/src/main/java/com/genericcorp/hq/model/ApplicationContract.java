package com.genericcorp.hq.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of {@code docs/application-contract.md} that follow from an environment's
 * description. Platforms add the addresses and secrets that they alone know.
 */
public final class ApplicationContract {
  private ApplicationContract() {}

  /** Variables and their values, in the contract's order; JSON is compact. */
  public static Map<String, String> variables(Environment environment) {
    Map<String, Object> values = Values.of(environment);
    Hosts hosts = environment.hosts();
    Server server = environment.server();
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("ENVIRONMENT", environment.name());
    variables.put("PUBLIC_HOST", hosts.publicHost());
    variables.put("TENANT_HOST", hosts.tenantHost());
    variables.put("TRUSTED_PROXIES", Integer.toString(hosts.trustedProxies()));
    variables.put("HSTS_SECONDS", Integer.toString(hosts.hstsSeconds()));
    variables.put("TIERS", json(values.get("tiers")));
    variables.put("FEATURES", json(values.get("features")));
    variables.put("SAMPLE_ORGANIZATIONS", json(values.get("sampleOrganizations")));
    variables.put("USAGE_DAYS", Integer.toString(environment.retention().usageDays()));
    variables.put(
        "OFFBOARDING_GRACE_DAYS", Integer.toString(environment.retention().offboardingGraceDays()));
    variables.put("METRICS_TENANTS", Integer.toString(server.metricsTenants()));
    variables.put("POOL_SIZE", Integer.toString(server.poolSize()));
    variables.put("TASK_WORKERS", Integer.toString(server.taskWorkers()));
    return Collections.unmodifiableMap(variables);
  }

  /** Written by the generator itself: an ObjectMapper costs a tenth of a second to start. */
  private static String json(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      write(json, value);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object entry : list) {
        write(json, entry);
      }
      json.writeEndArray();
    } else if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value.toString());
    }
  }
}
