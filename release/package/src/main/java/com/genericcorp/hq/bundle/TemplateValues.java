package com.genericcorp.hq.bundle;

import com.genericcorp.hq.model.Alerts;
import com.genericcorp.hq.model.ApplicationContract;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Values;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the package's files are filled with: every key of the environment's file, and a few more.
 */
final class TemplateValues {
  /** Said by {@code .env}, as each customer has others. */
  private static final Set<String> OF_THE_CUSTOMER =
      Set.of("PUBLIC_HOST", "TENANT_HOST", "HSTS_SECONDS", "TRUSTED_PROXIES");

  private static final int MILLIS = 3;

  private TemplateValues() {}

  static Map<String, String> of(Environment environment, String version, ImageNames images) {
    Map<String, String> values = new LinkedHashMap<>();
    Values.flat(environment)
        .forEach(
            (key, value) -> {
              if (value instanceof BigDecimal number) {
                values.put(key, number.toPlainString());
              } else if (value != null) {
                values.put(key, value.toString());
              }
            });
    Alerts alerts = environment.alerts();
    values.put("version", version);
    values.put("contract", contract(environment));
    values.put("pull.policy", images.pullPolicy());
    images.references().forEach((name, reference) -> values.put("image." + name, reference));
    values.put(
        "probe.seconds",
        Integer.toString(alerts.probe().everySeconds() * alerts.probe().failures()));
    values.put(
        "latency.seconds",
        BigDecimal.valueOf(alerts.latencyP95().millis(), MILLIS)
            .stripTrailingZeros()
            .toPlainString());
    return values;
  }

  /** Lines of YAML; Compose puts variables in where it sees a dollar sign. */
  private static String contract(Environment environment) {
    return ApplicationContract.variables(environment).entrySet().stream()
        .filter(one -> !OF_THE_CUSTOMER.contains(one.getKey()))
        .map(
            one ->
                "  %s: '%s'"
                    .formatted(one.getKey(), one.getValue().replace("'", "''").replace("$", "$$")))
        .collect(Collectors.joining("\n"));
  }
}
