package com.genericcorp.hq.plan.prices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.plan.capture.Captured;
import java.math.BigDecimal;

/** A stack of CloudFormation is free; the secrets in it are not. */
final class SecretsPrice implements PriceRule {
  private static final String SECRET = "AWS::SecretsManager::Secret";

  /** Starts of tasks a month, each of which reads every secret: deployments, jobs, scaling. */
  private static final int STARTS = 300;

  private static final BigDecimal TEN_THOUSAND = new BigDecimal(10_000);

  @Override
  public void bill(Captured stack, Bill bill) {
    int secrets = 0;
    for (JsonNode resource : resources(stack)) {
      String type = resource.path("Type").asText();
      if (!type.equals(SECRET)) {
        throw new Failed(
            "nothing is known of what a %s costs, which CloudFormation makes for '%s': teach it to"
                + " the class SecretsPrice",
            type, stack.name());
      }
      secrets++;
    }
    bill.fixed(stack, "secrets", Quantity.of(secrets, "secrets"), "secret");
    BigDecimal calls = Quantity.divide(BigDecimal.valueOf((long) secrets * STARTS), TEN_THOUSAND);
    bill.usage(stack, "reading them", Quantity.of(calls, "× 10k calls"), "secret.calls");
    bill.assume("300 tasks start a month and read each secret.");
  }

  private static JsonNode resources(Captured stack) {
    try {
      return Json.mapper().readTree(stack.text("templateBody").orElse("{}")).path("Resources");
    } catch (JsonProcessingException problem) {
      throw new Failed(problem, "the template of '%s' is no JSON: %s", stack.name(), problem);
    }
  }
}
